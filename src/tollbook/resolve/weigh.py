"""Weighing: how well each entry of the gazetteer fits a name, its hints, and the rest of the text."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tollbook.model import GazetteerEntry
from tollbook.model.tools import Gazetteer
from tollbook.resolve.place_phrases import Hint, PlacePart
from tollbook.resolve.surroundings import Surroundings

# Weights, tuned on half a of the development reports, of LGL and of TR-News (training/gazetteer/measure_geoparsing.py):
# the figures are flat around them. The parts add up to a little over 1.
_SAME_LETTERS = 0.32
_WHOLE = 0.06  # with the word that says what it is: "Jabalia camp", not only "Jabalia"
_LIKE = 0.16  # another spelling
_COUNTRY = 0.34  # the text speaks for the entry's country
_UNIT = 0.12  # the text names the unit that the entry lies in
_NEARBY = 0.20  # other places of the text lie within 150 km
_SIZE = 0.20  # of 10 million people; log scale
_HINT = 0.12  # the words say village, district, province
_FOREIGN = 0.15  # taken where the text plainly speaks for other countries and not for this one
_NEARBY_KM = 150.0
_NOTABLE = 50_000  # people with which a place of our own table counts, so that size does not outvote it
_PROVINCE = 1_000_000  # people; such a unit is named more often than the small towns of its name
_CLEARLY = 20
_TOWN = 5_000
_CITY = 100_000  # people; a city of this very name is not taken for a place of like spelling ("Sumy" for the Somme)
_VILLAGE = 200_000  # people; a "village" or "town" of no named country is not the city of that name


@dataclass(frozen=True, slots=True)
class Weighed:
    """An entry with its score, and whether it bears the name in the same letters."""

    entry: GazetteerEntry
    score: float
    same_name: bool = True


def weigh(
    part: PlacePart,
    support: dict[str, float],
    around: Surroundings,
    gazetteer: Gazetteer,
    *,
    at: int,
    containers: frozenset[str] = frozenset(),
) -> list[Weighed]:
    """Score every entry that a name may mean, best first."""
    if part.hint == "facility" and len(part.forms) == 1:
        return []
    best: dict[str, Weighed] = {}
    decided = max(support.values(), default=0.0) >= 0.8

    def foreign(entry: GazetteerEntry) -> bool:
        return decided and support.get(entry.country or "", 0.0) < 0.25

    for base, entry in _candidates(part, gazetteer):
        score = base + _COUNTRY * support.get(entry.country or "", 0.0) + _SIZE * _size(entry) + _fit(part.hint, entry)
        if {entry.admin1, entry.admin2} & (around.units | containers) - {entry.name}:
            score += _UNIT
        if foreign(entry):
            score -= _FOREIGN
        if entry.lat is not None:
            score += _NEARBY * _share_nearby(entry, around, at)
        if entry.id not in best or best[entry.id].score < score:
            best[entry.id] = Weighed(entry, round(score, 3), base >= _SAME_LETTERS)
    ranked = sorted(best.values(), key=lambda w: (-w.score, -w.entry.population, w.entry.id))
    return _town_before_unit(ranked) if part.hint in ("any", "settlement") else ranked


def _town_before_unit(ranked: list[Weighed]) -> list[Weighed]:
    """Put a town before the unit around it that has its name, where nothing says that the unit is meant."""
    unit = ranked[0].entry if ranked else None
    if unit is None or not unit.feature.startswith("ADM"):
        return ranked
    for n, w in enumerate(ranked[1:6], start=1):
        inside = w.entry.country == unit.country and unit.name in (w.entry.admin1, w.entry.admin2)
        if inside and w.entry.feature.startswith("PPL") and w.entry.population >= _TOWN:
            return [w, *ranked[:n], *ranked[n + 1 :]]
    return ranked


def _candidates(part: PlacePart, gazetteer: Gazetteer) -> Iterator[tuple[float, GazetteerEntry]]:
    for form in part.forms:
        if part.hint == "facility" and form == part.forms[0] and len(part.forms) > 1 and form != part.name:
            continue
        whole = _WHOLE if form == part.name and len(part.forms) > 1 else 0.0
        yield from ((_SAME_LETTERS + whole, entry) for entry in gazetteer.find(form))
        yield from ((_LIKE, entry) for entry in gazetteer.find_like(form))


def _size(entry: GazetteerEntry) -> float:
    people = max(entry.population, _NOTABLE) if entry.id.startswith("tollbook:") else entry.population
    return min(1.0, math.log10(people + 1) / 7)


def _fit(hint: Hint, entry: GazetteerEntry) -> float:
    """Give or take a little where the words say which kind of place is meant; a town before the unit named after it."""
    settled = entry.feature.startswith(("PPL", "CMP"))
    wanted = {
        "settlement": settled,
        "quarter": settled,
        "admin2": entry.feature == "ADM2",
        "admin1": entry.feature == "ADM1",
    }
    if hint in wanted:
        return _HINT if wanted[hint] else 0.0
    if entry.feature == "PPLC":
        return _HINT
    return 0.05 if settled or (entry.feature == "ADM1" and entry.population >= _PROVINCE) else 0.0


def _share_nearby(entry: GazetteerEntry, around: Surroundings, at: int) -> float:
    """Give the share of the text's other places that have an entry within reach."""
    others = [p for p in around.places if abs(p.span.start - at) > len(p.span.quote)]
    near = sum(any(_km(entry, e) <= _NEARBY_KM for e in p.entries[:6]) for p in others)
    return near / len(others) if others else 0.0


def _km(a: GazetteerEntry, b: GazetteerEntry) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    mean = math.radians((a.lat + b.lat) / 2)
    east = ((a.lon - b.lon + 180) % 360 - 180) * math.cos(mean)
    return 111.2 * math.hypot(a.lat - b.lat, east)


def is_anyones(weighed: Sequence[Weighed], support: dict[str, float], hint: Hint) -> bool:
    """Tell whether nothing in the text chooses among places of one name in several countries.

    The largest is then taken only where it is known before all others: a capital, or twenty times as large as any.
    """
    best = weighed[0].entry
    if support.get(best.country or "", 0.0) > 0 or best.feature in ("PPLC", "PCLI") or best.country is None:
        return False
    if any(w.entry.feature == "PPLC" and w.entry.country == best.country for w in weighed[:3]):
        return False
    city = weighed[0].same_name and best.population >= _CITY
    near = [w for w in weighed[1:] if w.score > weighed[0].score - 0.35 and (w.same_name or not city)]
    rivals = [w.entry for w in near if w.entry.country != best.country]
    if hint == "settlement" and best.population > _VILLAGE:
        return True
    return any(_CLEARLY * r.population > best.population for r in rivals)
