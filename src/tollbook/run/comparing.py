"""Two incidents held side by side: what speaks for their being one, and what would follow if they were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tollbook import flow
from tollbook.judge.tallies import tally
from tollbook.link.cluster import MOST_DAYS_BETWEEN, MOST_KM, SURE
from tollbook.link.copies import origins
from tollbook.link.distance import distance_km
from tollbook.link.score import score
from tollbook.link.traits import PRECISE, Traits, traits_of
from tollbook.model import Account, Decision, Document, Incident, Link, Tally

if TYPE_CHECKING:
    from tollbook.run.live import Snapshot
    from tollbook.run.live_desk import LiveDesk

# Accounts of an incident that are weighed against those of another: the earliest tell enough, and 40 x 40 take 0.1 s.
MOST_WEIGHED = 40
STATED = "stated-range/1"


@dataclass(frozen=True, slots=True)
class ToldApart:
    """One report that tells of two incidents: its accounts of either, which its own words hold apart."""

    document: Document
    left: Account
    right: Account


def best_link(snapshot: "Snapshot", left: Sequence[Account], right: Sequence[Account]) -> Link | None:
    """Give the link that speaks most for one incident, weighed anew where the two were never weighed.

    None where no two of the accounts can be weighed: all are of one report.
    """
    ours, theirs = {a.id for a in left}, {a.id for a in right}
    known = next((k for k in snapshot.record.unsure if _is_across(k, ours, theirs)), None)
    if known is not None:
        return known
    ours_drawn, theirs_drawn = (_traits(snapshot, side[:MOST_WEIGHED]) for side in (left, right))
    weighed = [_weighed(a, b) for a in ours_drawn for b in theirs_drawn if a.document_id != b.document_id]
    return max(weighed, key=lambda k: (k.score, k.left, k.right), default=None)


def told_apart(snapshot: "Snapshot", left: Incident, right: Incident) -> tuple[ToldApart, ...]:
    """Give the reports that tell of both incidents, each as two."""
    theirs = {a.document_id: a for a in right.accounts}
    return tuple(
        ToldApart(snapshot.documents[a.document_id], a, theirs[a.document_id])
        for a in left.accounts
        if a.document_id in theirs
    )


def supposed(desk: "LiveDesk", about: Iterable[Incident], decisions: Sequence[Decision]) -> tuple[Incident, ...]:
    """Give what these incidents would be if decisions were kept: derived from their reports alone, nothing is kept."""
    snapshot = desk.snapshot
    wanted = _with_copies(snapshot, {a.document_id for i in about for a in i.accounts})
    touching = [d for d in snapshot.decisions if _touches(d, wanted)]
    undone = [d for d in snapshot.decisions if d.kind == "undo" and {t.id for t in touching} & set(d.subjects)]
    record, _ = flow.record(
        [snapshot.documents[i] for i in sorted(wanted)],
        [snapshot.readings[i] for i in sorted(wanted & snapshot.readings.keys())],
        [*touching, *undone, *decisions],
        (),
        desk.tools,
    )
    return record.incidents


def incident_with(incidents: Iterable[Incident], account_id: str) -> Incident | None:
    """Find the incident that an account is part of."""
    return next((i for i in incidents if any(a.id == account_id for a in i.accounts)), None)


def _is_across(link: Link, ours: set[str], theirs: set[str]) -> bool:
    return (link.left in ours and link.right in theirs) or (link.left in theirs and link.right in ours)


def _weighed(one: Traits, two: Traits) -> Link:
    left, right = (one, two) if one.id < two.id else (two, one)
    bits, reasons = score(left, right)
    return Link(left.id, right.id, "same_incident", bits, reasons)


def _traits(snapshot: "Snapshot", accounts: Sequence[Account]) -> list[Traits]:
    wanted = {a.id for a in accounts}
    reports = sorted({a.document_id for a in accounts} & snapshot.told.keys())
    kin = sorted(_with_copies(snapshot, set(reports)))
    origin = origins([snapshot.documents[i] for i in kin], snapshot.record.links)
    told = (flow.told_accounts(snapshot.documents[i], snapshot.told[i], origin[i]) for i in reports)
    return [traits_of(t) for of_report in told for t in of_report if t.account.id in wanted]


def _with_copies(snapshot: "Snapshot", reports: set[str]) -> set[str]:
    """The reports with their copies and editions, however many steps away."""
    found, links = set(reports), [k for k in snapshot.record.links if k.kind in ("copy", "edition")]
    while new := {i for k in links for i in (k.left, k.right) if found & {k.left, k.right}} - found:
        found |= new
    return found & snapshot.documents.keys()


def _touches(decision: Decision, reports: set[str]) -> bool:
    return any(s.partition("/")[0] in reports for s in decision.subjects)


def why_apart(left: Incident, right: Incident, link: Link | None) -> str:
    """Say by which rule two incidents are two, in plain words."""
    if {a.document_id for a in left.accounts} & {a.document_id for a in right.accounts}:
        return "one report tells of them as two incidents"
    if link is None or link.score < SURE:
        return "less speaks for one incident than against it"
    km = furthest_km(left, right)
    if km is not None and km > MOST_KM:
        return (
            f"their places lie up to {km:,.0f} km apart, and no incident holds places more than {MOST_KM:.0f} km apart"
        )
    days = _days_between(left, right)
    if days > MOST_DAYS_BETWEEN:
        return f"their days lie up to {days} days apart, and no incident spreads over more than {MOST_DAYS_BETWEEN}"
    return "some of their reports fit, but on average over all pairs of reports more speaks against one incident"


def furthest_km(left: Incident, right: Incident) -> float | None:
    """Give how far apart the two places lie that lie furthest apart, of those known precisely; None where none are."""
    ours, theirs = (_points(i) for i in (left, right))
    return max((distance_km(a, b) for a in ours for b in theirs), default=None)


def effects_without(incident: Incident, claim_id: str) -> tuple[tuple[Tally, Tally | None], ...]:
    """Give each stated range that would change without one claim: as it is, and as it would be; None where it goes."""
    now = {_kind(t): t for t in tally(incident.claims, STATED)}
    rest = {_kind(t): t for t in tally([s for s in incident.claims if s.claim.id != claim_id], STATED)}
    return tuple((t, rest.get(k)) for k, t in now.items() if _ends(t) != _ends(rest.get(k)))


def _kind(tally: Tally) -> tuple[str, ...]:
    return tally.effect, tally.status, tally.group


def _ends(tally: Tally | None) -> tuple[int | None, ...] | None:
    return (tally.low, tally.high) if tally else None


def _points(incident: Incident) -> list[tuple[float, float]]:
    places = [a.place for a in incident.accounts if a.place is not None and a.place.precision in PRECISE]
    return [(p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None]


def _days_between(left: Incident, right: Incident) -> int:
    times = [a.time for i in (left, right) for a in i.accounts if a.time is not None]
    return max(0, (max(t.earliest for t in times) - min(t.latest for t in times)).days) if times else 0
