"""What one sees who may not see what is confidential: the same moment of the record, without a trace of it."""

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import TypeVar

from tollbook.model import Decision, Incident, Source
from tollbook.publish.gate import said_in
from tollbook.review.words import things_of
from tollbook.run.live import Snapshot

Kept = TypeVar("Kept")


def without_confidential(snapshot: Snapshot, sources: Mapping[str, Source]) -> Snapshot:
    """Give a snapshot without confidential reports, restricted incidents, and all that would give them away."""
    shut = {s.id for s in sources.values() if s.confidential}
    reports = {d.id for d in snapshot.documents.values() if d.confidential or d.source_id in shut}
    return without_reports(snapshot, reports, {i.id for i in snapshot.incidents.values() if i.restricted})


def without_reports(snapshot: Snapshot, reports: Set[str], restricted: Set[str] = frozenset()) -> Snapshot:
    """Give a snapshot without these reports and incidents, and without all that would give them away.

    An incident that one of the reports tells of is left out whole: a figure of it could be that report's.
    """
    incidents = restricted | {i.id for i in snapshot.incidents.values() if _tells(i, reports)}
    if not reports and not incidents:
        return snapshot
    accounts = {a for a, i in snapshot.incident_of.items() if i in incidents}
    hidden = {*reports, *incidents, *accounts}
    decisions = _open_decisions(snapshot.decisions, hidden)
    hidden |= {d.id for d in snapshot.decisions} - {d.id for d in decisions}
    hidden |= _said_only_in(snapshot, reports)
    return replace(
        snapshot,
        record=replace(
            snapshot.record,
            incidents=tuple(i for i in snapshot.record.incidents if i.id not in incidents),
            issues=tuple(x for x in snapshot.record.issues if not _is_of(x.subject, hidden)),
            redirects=tuple((a, b) for a, b in snapshot.record.redirects if b not in incidents),
            links=tuple(x for x in snapshot.record.links if not _is_of(x.left, hidden) and not _is_of(x.right, hidden)),
            unsure=tuple(
                x for x in snapshot.record.unsure if not _is_of(x.left, hidden) and not _is_of(x.right, hidden)
            ),
        ),
        incidents=_but(snapshot.incidents, incidents),
        documents=_but(snapshot.documents, reports),
        readings=snapshot.readings.without(reports),
        told=_but(snapshot.told, reports),
        decisions=decisions,
        redirects={a: b for a, b in snapshot.redirects.items() if b not in incidents},
        incident_of={a: i for a, i in snapshot.incident_of.items() if i not in incidents},
        incidents_of_document={
            d: tuple(i for i in ids if i not in incidents)
            for d, ids in snapshot.incidents_of_document.items()
            if d not in reports
        },
        taken_at=_but(snapshot.taken_at, reports),
        queue=tuple(q for q in snapshot.queue if not _is_of(q.subject, hidden) and not incidents & {*q.incident_ids}),
        rows=_but(snapshot.rows, incidents),
    )


def _tells(incident: Incident, reports: Set[str]) -> bool:
    """Tell whether one of these reports, or of their copies, tells of an incident."""
    if any(a.document_id in reports for a in incident.accounts):
        return True
    return any(s.document_id in reports or not reports.isdisjoint(s.copies) for s in said_in(incident))


def _open_decisions(decisions: tuple[Decision, ...], hidden: set[str]) -> tuple[Decision, ...]:
    """Leave out decisions about what is hidden, and those that take such a decision back."""
    shut: set[str] = set()
    for decision in decisions:
        if any(_is_of(s, hidden) or s in shut for s in decision.subjects):
            shut.add(decision.id)
    return tuple(d for d in decisions if d.id not in shut)


def _said_only_in(snapshot: Snapshot, reports: Set[str]) -> set[str]:
    """The claims and statements that stand in hidden reports alone: outlets can share one text, and ids go by text."""
    texts = {snapshot.documents[r].text_sha256 for r in reports if r in snapshot.documents}
    twins = {d.id for d in snapshot.documents.values() if d.text_sha256 in texts} - reports
    return _said_in(snapshot, reports) - _said_in(snapshot, twins)


def _said_in(snapshot: Snapshot, reports: Set[str]) -> set[str]:
    return {x.id for r in reports if r in snapshot.readings for x in things_of(snapshot.readings[r])}


def _is_of(subject: str, hidden: set[str]) -> bool:
    """Tell whether a subject is hidden, or an account of a hidden report."""
    return subject in hidden or subject.partition("/")[0] in hidden


def _but(held: Mapping[str, Kept], left_out: Set[str]) -> dict[str, Kept]:
    return {key: value for key, value in held.items() if key not in left_out}
