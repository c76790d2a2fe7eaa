"""A record of many incidents, made of the sample ones on other days and at other places: for what must hold at size."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tollbook.model import Incident
from tollbook.run.listing import row_of
from tollbook.run.live import Snapshot

FIVE_YEARS = 5 * 365


class ManyIncidents:
    """Stands where the live record stands, and gives the same large moment of it always."""

    def __init__(self, few: Snapshot, number: int) -> None:
        chance = random.Random(11)
        incidents = {}
        for n in range(number):
            incident = _moved(chance.choice(few.record.incidents), n, chance)
            incidents[incident.id] = incident
        at = datetime(2026, 1, 1, tzinfo=UTC)
        self._snapshot = replace(
            few,
            head=f"{number}-{few.head}",
            record=replace(few.record, incidents=tuple(incidents.values())),
            incidents=incidents,
            rows={i: row_of(x, at + timedelta(minutes=n)) for n, (i, x) in enumerate(incidents.items())},
        )

    def now(self) -> Snapshot:
        """Give the large moment."""
        return self._snapshot


def _moved(incident: Incident, n: int, chance: random.Random) -> Incident:
    days = timedelta(days=chance.randrange(FIVE_YEARS))
    time = incident.time and replace(
        incident.time, earliest=incident.time.earliest - days, latest=incident.time.latest - days
    )
    place = incident.place
    if place is not None and place.lat is not None and place.lon is not None:
        place = replace(place, lat=place.lat + chance.gauss(0, 3), lon=place.lon + chance.gauss(0, 4))
    return replace(incident, id=f"i-{n:016x}", time=time, place=place)
