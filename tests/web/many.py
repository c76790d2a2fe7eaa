"""A record of many incidents, made of the sample ones on other days and at other places: for what must hold at size."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tollbook.model import Incident
from tollbook.run.listing import row_of
from tollbook.run.live import Snapshot

FIVE_YEARS = 5 * 365


class StillRecord:
    """Stands where the live record stands, and gives the same moment of it always."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def now(self) -> Snapshot:
        """Give the moment."""
        return self._snapshot


def with_incidents(snapshot: Snapshot, incidents: Iterable[Incident]) -> StillRecord:
    """Give a record of these incidents in the place of those that a snapshot holds."""
    by_id = {i.id: i for i in incidents}
    at = datetime(2026, 1, 1, tzinfo=UTC)
    rows = {i: row_of(x, at + timedelta(minutes=n)) for n, (i, x) in enumerate(by_id.items())}
    record = replace(snapshot.record, incidents=tuple(by_id.values()))
    head = f"{len(by_id)}-{snapshot.head}"
    return StillRecord(replace(snapshot, head=head, record=record, incidents=by_id, rows=rows))


def many_incidents(few: Snapshot, number: int) -> StillRecord:
    """Make a record of so many incidents of the few."""
    chance = random.Random(11)
    return with_incidents(few, (_moved(chance.choice(few.record.incidents), n, chance) for n in range(number)))


def _moved(incident: Incident, n: int, chance: random.Random) -> Incident:
    days = timedelta(days=chance.randrange(FIVE_YEARS))
    time = incident.time and replace(
        incident.time, earliest=incident.time.earliest - days, latest=incident.time.latest - days
    )
    place = incident.place
    if place is not None and place.lat is not None and place.lon is not None:
        place = replace(place, lat=place.lat + chance.gauss(0, 3), lon=place.lon + chance.gauss(0, 4))
    return replace(incident, id=f"i-{n:016x}", time=time, place=place)
