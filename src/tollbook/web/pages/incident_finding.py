"""What a person looks up while deciding about an incident: places by name, and other incidents."""

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.model import Gazetteer, GazetteerEntry, Incident
from tollbook.publish import words
from tollbook.run.live import Snapshot
from tollbook.text import fold

MOST_PLACES, MOST_OTHERS = 12, 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the gazetteer knows by a name, and how precise its point is."""

    entry: GazetteerEntry
    precision: str
    kind: str


def places_called(gazetteer: Gazetteer, name: str) -> list[Candidate]:
    """Give the places of this name, largest first, then those spelled much like it."""
    if not name.strip():
        return []
    found = {e.id: e for e in (*gazetteer.find(name), *gazetteer.find_like(name))}
    return [Candidate(e, *_precision(e.feature)) for e in list(found.values())[:MOST_PLACES]]


def others_like(snapshot: Snapshot, incident: Incident, asked: str) -> list[Incident]:
    """Give other incidents that hold all that is asked (place, country, day, means, id), the nearest in time first."""
    wanted = fold(asked).split()
    others = (i for i in snapshot.incidents.values() if i.id != incident.id)
    found = [i for i in others if _holds(i, wanted)]
    return sorted(found, key=lambda i: (_days_apart(i, incident), i.id))[:MOST_OTHERS]


def _holds(incident: Incident, wanted: Iterable[str]) -> bool:
    place, time = incident.place, incident.time
    days = f"{time.earliest} {time.latest} {words.when(time)}" if time else ""
    where = f"{place.name} {place.admin1 or ''} {words.country(place.country)}" if place else ""
    there = fold(f"{incident.id} {days} {where} {words.MEANS[incident.means]}")
    return all(word in there for word in wanted)


def _days_apart(one: Incident, other: Incident) -> int:
    """Days between two incidents; what has no day is farthest."""
    if one.time is None or other.time is None:
        return 1_000_000
    gap = max((one.time.earliest - other.time.latest).days, (other.time.earliest - one.time.latest).days)
    return max(0, gap)


def _precision(feature: str) -> tuple[str, str]:
    if feature.startswith("PCL"):
        return "country", "country"
    if feature.startswith("ADM1"):
        return "admin1", "region or province"
    if feature.startswith("ADM"):
        return "admin2", "district"
    if feature.startswith("PPL"):
        return "exact", "town or village"
    return "near", "other place"
