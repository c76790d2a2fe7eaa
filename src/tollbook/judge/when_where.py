"""The time and place of an incident out of its accounts: what most origins support, no more precise than they are."""

import math
from collections.abc import Sequence

from tollbook.judge.telling import Telling
from tollbook.model import Decision, Place, TimeSpan

_TIME_PRECISION = ("day", "days", "week", "month", "year", "none")
_PLACE_PRECISION = ("exact", "near", "admin2", "admin1", "region", "country", None)
# Two points nearer than this are one place under two gazetteer entries.
SAME_PLACE_KM = 15.0


def choose_time(tellings: Sequence[Telling], decided: frozenset[str]) -> TimeSpan | None:
    """Give the stretch that accounts agree on: that of most origins, then the most precise, cut to what they share.

    An account whose date a person decided speaks alone. None where no account says when.
    """
    timed = [t for t in tellings if t.account.time is not None and t.account.id in decided]
    timed = timed or [t for t in tellings if t.account.time is not None]
    spans = [(t, t.account.time) for t in timed if t.account.time is not None]
    if not spans:
        return None

    def rank(one: tuple[Telling, TimeSpan]) -> tuple[int, int, int, bool, str, str, int]:
        telling, span = one
        support = len({t.origin for t, other in spans if other.overlaps(span)})
        length = (span.latest - span.earliest).days
        return -support, _TIME_PRECISION.index(span.precision), length, *telling.order

    chosen = min(spans, key=rank)[1]
    narrower = [s for _, s in spans if s.overlaps(chosen) and s.precision == chosen.precision]
    earliest, latest = max(s.earliest for s in narrower), min(s.latest for s in narrower)
    if earliest > latest or (earliest, latest) == (chosen.earliest, chosen.latest):
        return chosen
    return TimeSpan(earliest, latest, chosen.precision, chosen.basis, chosen.words)


def choose_place(tellings: Sequence[Telling], decided: frozenset[str]) -> Place | None:
    """Give the place that most origins agree on, the most precise and best scored of their readings of it.

    An account whose place a person decided speaks alone. A place with coordinates is preferred to a bare name.
    """
    placed = [t for t in tellings if t.account.place is not None and t.account.id in decided]
    placed = placed or [t for t in tellings if t.account.place is not None]
    places = [(t, t.account.place) for t in placed if t.account.place is not None]
    if not places:
        return None

    def rank(one: tuple[Telling, Place]) -> tuple[bool, int, int, float, bool, str, str, int]:
        telling, place = one
        support = len({t.origin for t, other in places if _agree(place, other)})
        return place.lat is None, -support, _PLACE_PRECISION.index(place.precision), -place.score, *telling.order

    best = min(places, key=rank)[1]
    # Of readings of that very place the plainest name: "Tinzaouatine" before "Tinzaouatine, Mali".
    same = [p for _, p in places if p.gazetteer_id == best.gazetteer_id and p.precision == best.precision]
    return min(same, key=lambda p: (len(p.name), p.name, -p.score)) if best.gazetteer_id else best


def newest_subjects(decisions: Sequence[Decision], kind: str, accounts: frozenset[str]) -> frozenset[str]:
    """Give the accounts of an incident that the newest decision of a kind is about."""
    about = [d for d in decisions if d.kind == kind and accounts & frozenset(d.subjects)]
    newest = max(about, key=lambda d: (d.decided_at, d.id), default=None)
    return accounts & frozenset(newest.subjects) if newest is not None else frozenset()


def _agree(place: Place, other: Place) -> bool:
    """Tell whether `other` is the same place, or a larger one that holds this one and so supports it."""
    if place.gazetteer_id is not None and place.gazetteer_id == other.gazetteer_id:
        return True
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return place.name == other.name
    if other.precision in ("admin1", "admin2", "region", "country"):
        return other.country == place.country and other.admin1 in (None, place.admin1)
    return _km(place.lat, place.lon, other.lat, other.lon) <= SAME_PLACE_KM


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance on a plane that is flat enough for places so near each other; 111.2 km are a degree of latitude."""
    across = abs(other_lon - lon)
    across = min(across, 360 - across) * math.cos(math.radians((lat + other_lat) / 2))
    return 111.2 * math.hypot(other_lat - lat, across)
