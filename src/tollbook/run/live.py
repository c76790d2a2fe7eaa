"""The record of an open workspace, kept up to date decision by decision."""

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tollbook import flow
from tollbook.link.copies import standing_editions
from tollbook.model import Decision, Document, Incident, Reading, Record
from tollbook.review.queue import QueueItem, queue
from tollbook.review.standing import standing
from tollbook.run.listing import Row, row_of
from tollbook.run.local import current_record
from tollbook.store import events, read, write
from tollbook.store.db import Workspace


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of a workspace: what is kept, what follows from it, and ways to look things up. Never changes.

    `documents` holds earlier editions too, `readings` what the reader gave, `told` what people made of it (standing
    editions only). `head` is the head of the event chain that all of this follows from.
    """

    head: str
    record: Record
    incidents: Mapping[str, Incident]
    documents: Mapping[str, Document]
    readings: Mapping[str, Reading]
    told: Mapping[str, Reading]
    decisions: tuple[Decision, ...]
    redirects: Mapping[str, str]
    incident_of: Mapping[str, str]
    incidents_of_document: Mapping[str, tuple[str, ...]]
    taken_at: Mapping[str, datetime]
    queue: tuple[QueueItem, ...]
    rows: Mapping[str, Row]


class LiveRecord:
    """The record of an open workspace, for any number of threads that look and one at a time that decides."""

    def __init__(self, ws: Workspace, tools: flow.Tools) -> None:
        self._ws, self._tools = ws, tools
        self._lock = threading.RLock()
        self._snapshot: Snapshot | None = None

    def now(self) -> Snapshot:
        """Give the newest snapshot; what another process wrote meanwhile is in it."""
        known = self._snapshot
        return known if known is not None and known.head == events.head(self._ws) else self.catch_up()

    def as_known(self, day: date) -> Record:
        """Give what follows from the reports that were published by a day."""
        return current_record(self._ws, self._tools, day)

    def decide(self, decisions: Sequence[Decision]) -> Snapshot:
        """Keep decisions, all or none, and give what follows from them."""
        with self._lock:
            with self._ws.writing():
                for decision in decisions:
                    write.add_decision(self._ws, decision)
            return self.catch_up()

    def catch_up(self) -> Snapshot:
        """Give what follows from all that is kept now, reports that were taken in meanwhile too."""
        with self._lock:
            known = self._snapshot
            if known is None or known.head != events.head(self._ws):
                known = self._snapshot = self._derived()
            return known

    def _derived(self) -> Snapshot:
        with self._ws.reading():
            head = events.head(self._ws)
            stored = (read.documents(self._ws), read.latest_readings(self._ws), read.decisions(self._ws))
            register, moments = read.register(self._ws), events.moments(self._ws)
        record, minted = flow.record(*stored, register, self._tools)
        if minted:
            write.add_register(self._ws, minted, datetime.now(UTC))
            return self._derived()
        return _snapshot(head, record, _told(record, stored, self._tools), stored, moments)


def _told(
    record: Record, stored: tuple[Sequence[Document], Sequence[Reading], Sequence[Decision]], tools: flow.Tools
) -> dict[str, Reading]:
    documents, readings, decisions = stored
    stands = standing_editions(documents, record.links)
    carried = [flow.carry(d, stands) for d in standing(decisions)]
    by_id, about = {d.id: d for d in documents}, flow.by_document(carried)
    return {
        r.document_id: flow.tell(by_id[r.document_id], r, about.get(r.document_id, ()), tools)
        for r in readings
        if stands[r.document_id] == r.document_id
    }


def _snapshot(
    head: str,
    record: Record,
    told: dict[str, Reading],
    stored: tuple[Sequence[Document], Sequence[Reading], Sequence[Decision]],
    moments: Sequence[tuple[str, str, datetime]],
) -> Snapshot:
    documents, readings, decisions = stored
    incidents = {i.id: i for i in record.incidents}
    incident_of = {a.id: i.id for i in incidents.values() for a in i.accounts}
    of_document: dict[str, list[str]] = defaultdict(list)
    for account_id, incident_id in incident_of.items():
        of_document[account_id.partition("/")[0]].append(incident_id)
    told_at = _touched(moments, decisions)
    changed = {i: max((told_at[s] for s in _subjects(x) if s in told_at), default=None) for i, x in incidents.items()}
    return Snapshot(
        head=head,
        record=record,
        incidents=incidents,
        documents={d.id: d for d in documents},
        readings={r.document_id: r for r in readings},
        told=told,
        decisions=tuple(decisions),
        redirects=dict(record.redirects),
        incident_of=incident_of,
        incidents_of_document={d: tuple(dict.fromkeys(ids)) for d, ids in of_document.items()},
        taken_at={subject: at for kind, subject, at in moments if kind == "document"},
        queue=queue(record, tuple(told.values())),
        rows={i: row_of(x, changed[i]) for i, x in incidents.items()},
    )


def _subjects(incident: Incident) -> set[str]:
    return {s for a in incident.accounts for s in (a.id, a.document_id)}


def _touched(moments: Sequence[tuple[str, str, datetime]], decisions: Sequence[Decision]) -> dict[str, datetime]:
    """When each report or account was last touched, by an event or by a decision about it."""
    subjects = {d.id: d.subjects for d in decisions}
    touched: dict[str, datetime] = {}
    for _, subject, at in moments:
        about = list(subjects.get(subject, (subject,)))
        while about:
            one = about.pop()
            about.extend(subjects.get(one, ()))
            touched[one] = max(at, touched.get(one, at))
    return touched


__all__ = ["LiveRecord", "Row", "Snapshot"]
