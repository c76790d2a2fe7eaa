"""One line an incident, for tables, maps and filters: what can be asked of ten thousand incidents at once."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from tollbook.judge.figures import stated_ends
from tollbook.model import Count, Incident
from tollbook.model.codes import Effect, Means
from tollbook.publish.gate import review_state
from tollbook.review.queue import SURE
from tollbook.run.waiting import incidents_of

if TYPE_CHECKING:
    from tollbook.run.live import Snapshot

Toll = tuple[int | None, int | None, int | None]
Reviewed = Literal["none", "some", "all"]
Order = Literal["date", "-date", "killed", "changed", "queue"]
_REVIEWED: Mapping[str, Reviewed] = {"no": "none", "partly": "some", "yes": "all"}


@dataclass(frozen=True, slots=True)
class Row:
    """One incident in a line; None is not said or not known, an empty set that nobody says so."""

    id: str
    earliest: date | None
    latest: date | None
    date_precision: str | None
    place_name: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    means: Means
    killed: Toll | None
    injured: Toll | None
    groups: frozenset[str]
    objects: frozenset[str]
    actors: frozenset[str]
    grading: str | None
    grading_decided: bool
    conflicts: frozenset[str]
    reviewed: Reviewed
    reports: int
    voices: int
    unsure: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What rows must hold; None is any. An incident is within days where some day of its stretch is."""

    since: date | None = None
    until: date | None = None
    country: str | None = None
    actor: str | None = None
    means: str | None = None
    target: str | None = None
    group: str | None = None
    grading: str | None = None
    conflict: str | None = None
    unreviewed: bool | None = None
    changed_since: datetime | None = None
    min_killed: int | None = None
    placed: bool | None = None
    ids: frozenset[str] | None = None


def row_of(incident: Incident, changed_at: datetime | None) -> Row:
    """Draw an incident's line; `changed_at` is when a report or decision last touched it."""
    time, place, grading = incident.time, incident.place, incident.grading
    harms = [p for p in incident.perpetrators if p.stance != "denies"]
    return Row(
        id=incident.id,
        earliest=time.earliest if time else None,
        latest=time.latest if time else None,
        date_precision=time.precision if time else None,
        place_name=place.name if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision if place else None,
        means=incident.means,
        killed=whole_toll(incident, "killed"),
        injured=whole_toll(incident, "injured"),
        groups=frozenset(s.claim.group for s in incident.claims if s.claim.group != "none"),
        objects=frozenset(t.object for t in incident.targets if t.object is not None),
        actors=frozenset(p.actor_id for p in harms if p.actor_id is not None),
        grading=grading.grade if grading else None,
        grading_decided=grading is not None and grading.decided_by is not None,
        conflicts=frozenset(c.kind for c in incident.conflicts),
        reviewed=_REVIEWED[review_state(incident)],
        reports=len({a.document_id for a in incident.accounts}),
        voices=len(incident.voices),
        unsure=sum(s.decided is None and s.claim.score < SURE for s in incident.claims),
        changed_at=changed_at,
    )


_ARMED = ("combatant", "security_forces")


def whole_toll(incident: Incident, effect: Effect) -> Toll | None:
    """Give the widest range stated of those harmed so who are not said to be fighters; None where nobody counts.

    Where nobody but fighters or police is counted, theirs. The middle is the figure that most voices agree on, where
    there is one; nothing is summed, and no range runs from one status to another.
    """
    totals = [t for t in incident.tallies if t.effect == effect and t.group == "none"]
    totals = [t for t in totals if t.status not in _ARMED] or totals
    stated = [t for t in totals if t.rule.startswith("stated-range/")]
    if not stated:
        return None
    low, high = stated_ends(Count(t.low, t.high, "range") for t in stated)
    agreed = {t.best for t in totals if t.rule.startswith("majority/") and t.best is not None}
    return low, agreed.pop() if len(agreed) == 1 else None, high


def select(snapshot: "Snapshot", filters: Filters, order: Order = "-date") -> list[Row]:
    """Give the rows that hold all that is asked, in order; what has no day, figure or change comes last."""
    tests = list(_tests(filters))
    rows = [r for r in snapshot.rows.values() if all(test(r) for test in tests)]
    if order == "queue":
        weights = _waiting(snapshot)
        return sorted(rows, key=lambda r: (-weights[r.id], r.id))
    return _ordered(rows, order)


def facets(rows: Iterable[Row]) -> Mapping[str, Mapping[str, int]]:
    """Count what these rows hold, the most frequent first: what a filter could still ask."""
    counted: dict[str, Counter[str]] = {
        name: Counter() for name in ("countries", "means", "targets", "groups", "gradings", "actors")
    }
    for row in rows:
        counted["countries"].update([row.country] if row.country else ())
        counted["means"][row.means] += 1
        counted["targets"].update(row.objects)
        counted["groups"].update(row.groups)
        counted["gradings"].update([row.grading] if row.grading else ())
        counted["actors"].update(row.actors)
    return {name: dict(sorted(c.items(), key=lambda kv: (-kv[1], kv[0]))) for name, c in counted.items()}


def _tests(asked: Filters) -> Iterator[Callable[[Row], bool]]:
    yield from _of_time(asked)
    if asked.country is not None:
        yield lambda r: r.country == asked.country
    if asked.placed is not None:
        yield lambda r: (r.lat is not None) == asked.placed
    if asked.ids is not None:
        yield lambda r: r.id in (asked.ids or ())
    if asked.min_killed is not None:
        yield lambda r: (_most(r.killed) or -1) >= (asked.min_killed or 0)
    yield from _of_what_is_said(asked)
    if asked.grading is not None:
        yield lambda r: r.grading == asked.grading
    if asked.unreviewed is not None:
        yield lambda r: (r.reviewed != "all") == asked.unreviewed


def _of_time(asked: Filters) -> Iterator[Callable[[Row], bool]]:
    since, until, changed = asked.since, asked.until, asked.changed_since
    if since is not None:
        yield lambda r: r.latest is not None and r.latest >= since
    if until is not None:
        yield lambda r: r.earliest is not None and r.earliest <= until
    if changed is not None:
        yield lambda r: r.changed_at is not None and r.changed_at > changed


def _of_what_is_said(asked: Filters) -> Iterator[Callable[[Row], bool]]:
    if asked.actor is not None:
        yield lambda r: asked.actor in r.actors
    if asked.means is not None:
        yield lambda r: r.means == asked.means
    if asked.target is not None:
        yield lambda r: asked.target in r.objects
    if asked.group is not None:
        yield lambda r: asked.group in r.groups
    if asked.conflict is not None:
        yield lambda r: bool(r.conflicts) if asked.conflict == "any" else asked.conflict in r.conflicts


def _ordered(rows: list[Row], order: Order) -> list[Row]:
    if order == "date":
        return sorted(rows, key=lambda r: (r.earliest or date.max, r.id))
    if order == "killed":
        return sorted(rows, key=lambda r: (-(-1 if (most := _most(r.killed)) is None else most), r.id))
    if order == "changed":
        return sorted(rows, key=lambda r: (-(r.changed_at.timestamp() if r.changed_at else 0.0), r.id))
    return sorted(rows, key=lambda r: (-(r.earliest.toordinal() if r.earliest else 0), r.id))


def _most(toll: Toll | None) -> int | None:
    """The highest number that a toll holds: its end, else its floor where it is open."""
    return max((n for n in toll if n is not None), default=None) if toll else None


def _waiting(snapshot: "Snapshot") -> Mapping[str, float]:
    """How much waits of each incident, by the weight of what is in the queue."""
    weights: dict[str, float] = defaultdict(float)
    for item in snapshot.queue:
        for incident_id in incidents_of(item, snapshot):
            weights[incident_id] += item.weight
    return weights


__all__ = ["Filters", "Order", "Row", "Toll", "facets", "row_of", "select", "whole_toll"]
