"""What a workspace keeps, held in memory and brought up to date by the log of events."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from tollbook.model import Decision, Document, Reading, RegisterEntry
from tollbook.store import events, read
from tollbook.store.db import Workspace
from tollbook.store.events import Event


@dataclass(frozen=True, slots=True)
class Changes:
    """What came in since the last look: the reports that are new or told otherwise, and what else was touched."""

    documents: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()


class Readings(Mapping[str, Reading]):
    """The newest reading of each report as the reader gave it, fetched when it is asked for."""

    def __init__(self, ws: Workspace, numbers: Mapping[str, int]) -> None:
        self._ws, self._numbers = ws, numbers
        self._fetched = lru_cache(maxsize=256)(lambda number: read.reading(ws, number))

    def without(self, documents: Set[str]) -> "Readings":
        """Give the readings of the other reports, without fetching any."""
        return Readings(self._ws, {i: n for i, n in self._numbers.items() if i not in documents})

    def __getitem__(self, document_id: str) -> Reading:
        found = self._fetched(self._numbers[document_id])
        if found is None:
            raise KeyError(document_id)
        return found

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


@dataclass(slots=True)
class Kept:
    """The documents, decisions and names that a workspace holds as of event number `seq`, whose hash is `head`.

    `readings` numbers the newest reading of each document, `taken` the last event about the document itself;
    `changed_at` is when anything was last said or decided of a report or account.
    """

    ws: Workspace
    seq: int = 0
    head: str = events.START
    documents: dict[str, Document] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    taken_at: dict[str, datetime] = field(default_factory=dict)
    readings: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    register: list[RegisterEntry] = field(default_factory=list)
    changed_at: dict[str, datetime] = field(default_factory=dict)

    def copy(self) -> "Kept":
        """Give a copy that does not change when this one catches up."""
        return replace(
            self,
            documents=dict(self.documents),
            taken=dict(self.taken),
            readings=dict(self.readings),
            decisions=dict(self.decisions),
            register=list(self.register),
        )

    def catch_up(self) -> Changes:
        """Take in what the log says was added since the last time."""
        with self.ws.reading():
            head, log = events.head(self.ws), events.log(self.ws, self.seq)
            if not log:
                return Changes()
            named = {kind: {e.subject for e in log if e.kind == kind} for kind in ("document", "said", "withdrawn")}
            self._take_documents(named["document"], named["said"] | named["withdrawn"])
            read_again = read.reading_numbers(self.ws, self.seq)
            self.register += read.register(self.ws, self.seq)
            # A withdrawal takes the words out of earlier decisions.
            after = 0 if named["withdrawn"] else self.seq
            self.decisions |= {d.id: d for d in read.decisions(self.ws, after)}
        self.readings |= read_again
        for gone in named["withdrawn"]:
            self.readings.pop(gone, None)
        touched = self._touch(log)
        self.seq, self.head = log[-1].seq, head
        documents = frozenset().union(*named.values())
        return Changes(documents, frozenset(read_again) | named["withdrawn"], touched)

    def _take_documents(self, new: set[str], told: set[str]) -> None:
        if new:
            self.documents |= {d.id: d for d in read.documents(self.ws, self.seq)}
        for document_id in told:
            found = read.document(self.ws, document_id)
            if found is None:
                self.documents.pop(document_id, None)
            else:
                self.documents[document_id] = found

    def _touch(self, log: Iterable[Event]) -> frozenset[str]:
        touched: set[str] = set()
        for event in log:
            if event.kind in ("document", "said", "withdrawn"):
                self.taken[event.subject] = event.seq
            if event.kind == "document":
                self.taken_at[event.subject] = event.at
            for subject in self._subjects(event):
                self.changed_at[subject] = max(event.at, self.changed_at.get(subject, event.at))
                touched.add(subject)
        return frozenset(touched)

    def _subjects(self, event: Event) -> Iterator[str]:
        """The reports and accounts that an event is about; an undo is about what the undone decision was about."""
        if event.kind in ("document", "said", "reading"):
            yield event.subject
        waiting = [event.subject] if event.kind == "decision" else []
        while waiting:
            decision = self.decisions.get(waiting.pop())
            for subject in decision.subjects if decision is not None else ():
                if subject.startswith("v-"):
                    waiting.append(subject)
                else:
                    yield subject
