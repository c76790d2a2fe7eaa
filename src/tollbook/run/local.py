"""Taking reports into a workspace and deriving its record, on one machine."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import msgspec

from tollbook import __version__, flow
from tollbook.ingest.taking import Given, TakenDocument, take
from tollbook.model import Document, Issue, Record
from tollbook.run.inputs import Input, InputRefused
from tollbook.run.kit import Reader
from tollbook.run.reading import read_document
from tollbook.store import cache, read, write
from tollbook.store.db import Workspace
from tollbook.store.events import head


@dataclass(frozen=True, slots=True)
class TakeReport:
    """What became of the inputs: document ids taken now, those already there, and what was refused and why."""

    taken: tuple[str, ...]
    known: tuple[str, ...]
    issues: tuple[Issue, ...]
    refused: tuple[str, ...]


@dataclass(slots=True)
class _Count:
    taken: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def report(self) -> TakeReport:
        return TakeReport(tuple(self.taken), tuple(self.known), tuple(self.issues), tuple(self.refused))


def take_inputs(
    ws: Workspace,
    inputs: Iterable[Input | InputRefused],
    reader: Reader,
    step: Callable[[str], None] = lambda name: None,
) -> TakeReport:
    """Archive, hash and read each input; one that cannot be taken is recorded and stops no other.

    Running it again on the same inputs changes nothing, not even the chain of events. `step` is called with the name
    of each input before it is taken.
    """
    count = _Count()
    for given in inputs:
        if isinstance(given, InputRefused):
            _refuse(ws, given.issue, count)
            continue
        step(given.name)
        taking = take(given.raw, given.name, given.given, given.limits)
        for issue in (*given.issues, *taking.issues):
            write.add_issue(ws, issue, _now())
            count.issues.append(issue)
        if not taking.documents:
            count.refused.append(given.name)
        for taken in taking.documents:
            _keep(ws, taken, reader, count)
    return count.report()


def _refuse(ws: Workspace, issue: Issue, count: _Count) -> None:
    write.add_issue(ws, issue, _now())
    count.issues.append(issue)
    count.refused.append(issue.subject)


def _keep(ws: Workspace, taken: TakenDocument, reader: Reader, count: _Count) -> None:
    document = taken.document
    new = write.add_document(ws, document, taken.raw, taken.source, _now())
    (count.taken if new else count.known).append(document.id)
    if new or not read.has_reading(ws, document.id, str(reader.tagger.version)):
        write.add_reading(ws, read_document(document, reader), _now())


def read_again(ws: Workspace, reader: Reader, step: Callable[[str], None] = lambda name: None) -> int:
    """Add a reading by this reader version to every document that has none; earlier readings stay."""
    done = 0
    for document in read.documents(ws):
        if not read.has_reading(ws, document.id, str(reader.tagger.version)):
            step(document.id)
            write.add_reading(ws, read_document(document, reader), _now())
            done += 1
    return done


def current_record(ws: Workspace, tools: flow.Tools, as_known: date | None = None) -> Record:
    """Derive the record from what is stored; kept under the hash of its inputs, so that a second look is quick."""
    key = _key(ws, tools, as_known)
    kept = cache.kept(ws, key)
    if kept is not None:
        return msgspec.json.decode(kept, type=Record)
    record, minted = flow.record(
        read.documents(ws), read.latest_readings(ws), read.decisions(ws), read.register(ws), tools, as_known
    )
    if minted and as_known is None:
        write.add_register(ws, minted, _now())
        key = _key(ws, tools, as_known)
    cache.keep(ws, key, msgspec.json.encode(record))
    return record


def documents_of(ws: Workspace, ids: Sequence[str]) -> dict[str, Document]:
    """Give the documents of these ids that the workspace holds, by id."""
    found = (read.document(ws, i) for i in dict.fromkeys(ids))
    return {d.id: d for d in found if d is not None}


def _key(ws: Workspace, tools: flow.Tools, as_known: date | None) -> str:
    parts = (__version__, flow.VERSION, tools.gazetteer.version, tools.actors.version, head(ws), str(as_known))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


__all__ = ["Given", "TakeReport", "current_record", "documents_of", "read_again", "take_inputs"]
