"""The record of an open workspace, kept up to date decision by decision."""

import gc
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tollbook import flow
from tollbook.model import Decision, Document, Incident, Link, Reading, Record
from tollbook.review.queue import QueueItem, of_incident, of_issues, of_link, of_reading
from tollbook.run.listing import Row, row_of
from tollbook.run.live_derive import Derivation, Moved
from tollbook.run.live_kept import Changes, Kept, Readings
from tollbook.run.live_memory import remember, remembered
from tollbook.run.live_past import record_around, record_as_known
from tollbook.run.live_queue import LiveQueue, Source
from tollbook.store import events, write
from tollbook.store.db import Workspace

# Where more reports than this had to be told anew, opening was slow enough to be remembered for the next time.
MANY_REPORTS = 500
DAYS_AT_HAND = 16


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
    readings: Readings
    told: Mapping[str, Reading]
    decisions: tuple[Decision, ...]
    redirects: Mapping[str, str]
    incident_of: Mapping[str, str]
    incidents_of_document: Mapping[str, tuple[str, ...]]
    taken_at: Mapping[str, datetime]
    queue: tuple[QueueItem, ...]
    rows: Mapping[str, Row]


class LiveRecord:
    """The record of an open workspace, for any number of threads that look and one at a time that decides.

    `progress` hears what is being done while the record is derived for the first time: of what, how many, of how many.
    """

    def __init__(
        self, ws: Workspace, tools: flow.Tools, progress: Callable[[str, int, int], None] = lambda what, n, of: None
    ) -> None:
        self._ws, self._tools, self._progress = ws, tools, progress
        self._lock = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._past: dict[tuple[str, date, str | None], Record] = {}
        self._forget()

    def now(self) -> Snapshot:
        """Give the newest snapshot; what another process wrote meanwhile is in it."""
        known = self._snapshot
        return known if known is not None and known.head == events.head(self._ws) else self.catch_up()

    def as_known(self, day: date, around: str | None = None) -> Record:
        """Give what follows from the reports that were published by a day; the last few days stay at hand.

        Given an incident, only from the reports that are linked to it today, their copies and editions: that takes
        milliseconds, the whole some seconds with ten thousand incidents.
        """
        with self._lock:
            now = self.now()
            known = self._past.get((now.head, day, around))
            if known is not None:
                return known
            if around is not None:
                record = record_around(self._derivation, around, day)
            else:
                kept, memory = self._derivation.kept.copy(), self._derivation.to_remember()
        if around is None:
            record = record_as_known(kept, self._tools, memory, day)
        with self._lock:
            fresh = [(key, past) for key, past in self._past.items() if key[0] == now.head]
            self._past = dict([*fresh, ((now.head, day, around), record)][-DAYS_AT_HAND:])
        return record

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
            self._snapshot = None  # what breaks off half way is derived anew
            if known is None:
                self._snapshot = self._open()
            else:
                changes = self._derivation.kept.catch_up()
                self._snapshot = known if self._derivation.kept.head == known.head else self._follow(changes, known)
            return self._snapshot

    def _forget(self) -> None:
        self._derivation = Derivation(Kept(self._ws), self._tools, self._progress)
        self._queue = LiveQueue()
        self._asked: tuple[Link, ...] = ()
        self._rows: dict[str, Row] = {}
        self._of_document: dict[str, tuple[str, ...]] = {}

    def _open(self) -> Snapshot:
        """Derive everything, taking over what an earlier opening kept."""
        self._forget()
        derivation = self._derivation
        # Millions of small things are made that all stay; looking for garbage among them takes as long as making them
        # (10,000 incidents: 11.7 s of a processor against 5.3), and later holds a decision up by a tenth of a second.
        gc.disable()
        try:
            derivation.memory = remembered(self._ws, self._tools)
            derivation.documents.recall(derivation.memory.keys, derivation.memory.texts.links)
            known = set(derivation.memory.readings)
            opened = self._follow(derivation.kept.catch_up())
        finally:
            gc.enable()
        if len(derivation.told) > MANY_REPORTS:
            gc.freeze()
        if len(derivation.told.keys() - known) > MANY_REPORTS:
            remember(self._ws, self._tools, derivation.to_remember())
        return opened

    def _follow(self, changes: Changes, known: Snapshot | None = None) -> Snapshot:
        moved = self._derivation.advance(changes)
        touched = set(changes.touched)
        came_in = bool(changes.documents or changes.readings)
        while self._derivation.minted:
            write.add_register(self._ws, self._derivation.minted, datetime.now(UTC))
            changes = self._derivation.kept.catch_up()
            if self._derivation.register() and changes == Changes():
                break
            moved = moved.and_then(self._derivation.advance(changes))
            touched |= changes.touched
            came_in |= bool(changes.documents or changes.readings)
        self._place(moved)
        self._draw(moved.incidents | self._incidents_of(touched))
        self._ask(moved)
        return self._taken(moved, known, came_in)

    def _place(self, moved: Moved) -> None:
        """Say anew in which incidents the reports are told that moved, or whose incidents did."""
        found = self._derivation
        told_in = (a.document_id for i in moved.incidents if i in found.incidents for a in found.incidents[i].accounts)
        for document_id in moved.told | set(told_in):
            accounts = found.accounts_of.get(document_id, ())
            self._of_document[document_id] = tuple(dict.fromkeys(found.incident_of[a] for a in accounts))
            if not accounts:
                del self._of_document[document_id]

    def _incidents_of(self, subjects: Set[str]) -> set[str]:
        found = self._derivation
        accounts = set(subjects).union(*(found.accounts_of.get(s, ()) for s in subjects))
        return {found.incident_of[a] for a in accounts if a in found.incident_of}

    def _draw(self, incidents: Iterable[str]) -> None:
        """Draw the rows of incidents anew."""
        changed_at = self._derivation.kept.changed_at
        for incident_id in incidents:
            incident = self._derivation.incidents.get(incident_id)
            if incident is None:
                self._rows.pop(incident_id, None)
                continue
            subjects = {s for a in incident.accounts for s in (a.id, a.document_id)}
            times = [changed_at[s] for s in subjects if s in changed_at]
            self._rows[incident_id] = row_of(incident, max(times, default=None))

    def _ask(self, moved: Moved) -> None:
        """Bring the queue up to date."""
        found = self._derivation
        unsure = tuple(found.links.unsure)
        changed: dict[Source, tuple[QueueItem, ...]] = {("issues",): of_issues(found.other_issues)}
        for i in moved.incidents:
            changed["incident", i] = of_incident(found.incidents[i]) if i in found.incidents else ()
        for d in moved.told:
            changed["told", d] = of_reading(found.told[d]) if d in found.told else ()
        if unsure != self._asked:
            new, old = ({(k.left, k.right): k for k in links} for links in (unsure, self._asked))
            for pair in {p for p in new.keys() | old.keys() if new.get(p) != old.get(p)}:
                changed["link", *pair] = of_link(new[pair]) if pair in new else ()
        self._asked = unsure
        self._queue.update(changed)

    def _taken(self, moved: Moved, before: Snapshot | None, came_in: bool) -> Snapshot:
        """Take a snapshot; what is as it was `before` is taken from there, reports too where none came in."""
        found, kept = self._derivation, self._derivation.kept
        record = found.record()
        known = None if came_in else before
        return Snapshot(
            head=kept.head,
            record=record,
            incidents=self._by_id(moved, before),
            documents=known.documents if known else dict(kept.documents),
            readings=known.readings if known else Readings(self._ws, dict(kept.readings)),
            told=dict(found.told),
            decisions=tuple(kept.decisions.values()),
            redirects=dict(record.redirects),
            incident_of=dict(found.incident_of),
            incidents_of_document=dict(self._of_document),
            taken_at=known.taken_at if known else {d: at for d, at in kept.taken_at.items() if d in kept.documents},
            queue=self._queue.items(),
            rows=dict(self._rows),
        )

    def _by_id(self, moved: Moved, before: Snapshot | None) -> dict[str, Incident]:
        """Give the incidents in time order; where none came, went or moved in time, as they were with some replaced."""
        now = self._derivation.incidents
        old = before.incidents if before is not None else {}
        if all(i in now and i in old and flow.in_time(now[i]) == flow.in_time(old[i]) for i in moved.incidents):
            return {**old, **{i: now[i] for i in moved.incidents}}
        return {i.id: i for i in self._derivation.in_time}


__all__ = ["LiveRecord", "Row", "Snapshot"]
