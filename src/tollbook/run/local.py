"""Taking reports into a workspace and deriving its record, on one machine."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import msgspec

from tollbook import __version__, flow
from tollbook.errors import InputError
from tollbook.ingest.documents import TakenDocument
from tollbook.ingest.taking import take
from tollbook.model import Document, Issue, Record
from tollbook.run.again import add_newly_said, keep_confidential, known_as
from tollbook.run.inputs import Input, InputRefused
from tollbook.run.kit import Reader
from tollbook.run.live import LiveRecord
from tollbook.run.reading import read_document
from tollbook.store import cache, read, write
from tollbook.store.db import Workspace
from tollbook.store.events import head

_PARTS_REFUSED = ("line_refused", "item_refused")  # a line or message of a file whose others were taken


@dataclass(frozen=True, slots=True)
class TakeReport:
    """What became of the inputs: document ids taken now, those already there, and what was refused and why.

    `told` are the known ones of which something was newly said.
    """

    taken: tuple[str, ...]
    known: tuple[str, ...]
    issues: tuple[Issue, ...]
    refused: tuple[str, ...]
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class _Count:
    taken: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def report(self) -> TakeReport:
        return TakeReport(
            tuple(self.taken), tuple(self.known), tuple(self.issues), tuple(self.refused), tuple(self.told)
        )


def take_inputs(
    ws: Workspace,
    inputs: Iterable[Input | InputRefused],
    reader: Reader,
    step: Callable[[str], None] = lambda name: None,
    by: str | None = None,
) -> TakeReport:
    """Archive, hash and read each input; one that cannot be taken is recorded and stops no other.

    Running it again on the same inputs changes nothing, not even the chain of events; what `by` newly says of a
    report that is known is added to it. `step` is called with the name of each input before it is taken.
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
        parts = [i.subject for i in taking.issues if i.code in _PARTS_REFUSED]
        count.refused += parts if taking.documents else [given.name]
        for taken in taking.documents:
            try:
                _keep(ws, taken, reader, count, by)
            except InputError as error:  # one that was withdrawn, say, stops no other
                _refuse(ws, Issue("store", given.name, "refused", str(error)), count)
    return count.report()


def _refuse(ws: Workspace, issue: Issue, count: _Count) -> None:
    write.add_issue(ws, issue, _now())
    count.issues.append(issue)
    count.refused.append(issue.subject)


def _keep(ws: Workspace, taken: TakenDocument, reader: Reader, count: _Count, by: str | None) -> None:
    known = known_as(ws, taken)
    new = known is None and write.add_document(ws, taken.document, taken.raw, taken.source, _now())
    document_id = known.id if known else taken.document.id
    (count.taken if new else count.known).append(document_id)
    told = known is not None and add_newly_said(ws, known, taken, _now(), by)
    if keep_confidential(ws, taken, _now(), by) or told:
        count.told.append(document_id)
    if told or not read.has_reading(ws, document_id, str(reader.tagger.version)):
        document = read.document(ws, document_id) or taken.document
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
    kept = cache.kept(ws, _key(head(ws), tools, as_known))
    if kept is not None:
        return msgspec.json.decode(kept, type=Record)
    live = LiveRecord(ws, tools)
    now = live.now()
    record = now.record if as_known is None else live.as_known(as_known)
    if live.now() is now:  # what is added meanwhile must not be kept under the old head
        cache.keep(ws, _key(now.head, tools, as_known), msgspec.json.encode(record))
    return record


def documents_of(ws: Workspace, ids: Sequence[str]) -> dict[str, Document]:
    """Give the documents of these ids that the workspace holds, by id."""
    found = (read.document(ws, i) for i in dict.fromkeys(ids))
    return {d.id: d for d in found if d is not None}


def _key(at: str, tools: flow.Tools, as_known: date | None) -> str:
    parts = (__version__, flow.VERSION, tools.gazetteer.version, tools.actors.version, at, str(as_known))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)
