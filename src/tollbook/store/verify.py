"""Checking that nothing kept was changed: every hash, every quote, the chain of events, and the guards."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Table, select

from tollbook.errors import IntegrityError, TollbookError
from tollbook.model import Decision, Document, Issue, Reading
from tollbook.model.ids import sha256_text
from tollbook.store import originals, sqlite
from tollbook.store import tables as t
from tollbook.store.canonical import decode, digest
from tollbook.store.coding_faults import coding_faults
from tollbook.store.db import Workspace
from tollbook.store.events import START, event_hash
from tollbook.store.quotes import misplaced, quotes_of_decision, quotes_of_reading
from tollbook.store.said import Said

_SUBJECT = {
    "source": "id",
    "document": "id",
    "said": "document_id",
    "reading": "document_id",
    "decision": "id",
    "register": "incident_id",
    "issue": "id",
    "withdrawn": "document_id",
    "coding_round": "id",
    "coding": "id",
    "verdict": "id",
}


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What does not hold (nothing, if all is well), how much was checked, and the head of the log."""

    faults: tuple[Issue, ...]
    counts: Mapping[str, int]
    head: str

    @property
    def holds(self) -> bool:
        """Tell whether all that is kept is as it was added."""
        return not self.faults


@dataclass(slots=True)
class _Audit:
    directory: Any
    connection: Connection
    faults: list[Issue] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def fault(self, subject: str, code: str, detail: str) -> None:
        self.faults.append(Issue("store", subject, code, detail))


def verify(ws: Workspace, head: str | None = None) -> VerifyReport:
    """Recompute every hash and look every quote up; `head` is an earlier head that the log must still contain."""
    with ws.reading() as connection:
        audit = _Audit(ws.directory, connection)
        log = _check_chain(audit, head)
        erased = {(row.kind, row.row) for row in connection.execute(select(t.erased))}
        for table in t.KEPT:
            _check_rows(audit, table, log, erased)
        for seq, row in log.items():
            audit.fault(f"event {seq}", "row_missing", f"the log tells of {row.kind} {row.subject}, which is gone")
        _check_originals(audit, erased)
        _check_documents(audit)
        _check_decisions(audit, erased)
        _check_codings(audit)
        _check_withdrawals(audit, erased)
        _check_guards(audit)
        last = connection.scalar(select(t.event.c.hash).order_by(t.event.c.seq.desc()).limit(1))
    _check_search(ws, audit)
    return VerifyReport(tuple(audit.faults), dict(audit.counts), last or START)


def _check_chain(audit: _Audit, head: str | None) -> dict[int, Row[Any]]:
    previous, log, hashes = START, {}, {START}
    for number, row in enumerate(audit.connection.execute(select(t.event).order_by(t.event.c.seq)), 1):
        told = {k: v for k, v in row._mapping.items() if k != "hash"}
        if row.seq != number or row.previous != previous:
            audit.fault(f"event {row.seq}", "chain_broken", f"it does not follow event {number - 1}")
        if event_hash(told) != row.hash:
            audit.fault(f"event {row.seq}", "event_changed", "its hash is not that of its words")
        previous = row.hash
        hashes.add(row.hash)
        log[row.seq] = row
    audit.counts["events"] = len(log)
    if head is not None and head not in hashes:
        audit.fault(
            head, "head_not_in_log", "the log does not contain this head: it was cut, replaced, or is another's"
        )
    return log


def _check_rows(audit: _Audit, table: Table, log: dict[int, Row[Any]], erased: set[tuple[str, str]]) -> None:
    for row in audit.connection.execute(select(table).order_by(table.c.seq)):
        subject = str(getattr(row, _SUBJECT[table.name]))
        told = log.pop(row.seq, None)
        if told is None or (told.kind, told.subject) != (table.name, subject):
            audit.fault(subject, "not_in_log", f"no event tells of this {table.name}")
        elif told.payload_sha256 != row.sha256:
            audit.fault(subject, f"{table.name}_changed", "its hash is not the one in the log")
        key = subject if table.name == "document" else str(row.seq)
        if (table.name, key) in erased:
            if table.name != "decision" and row.json is not None:
                audit.fault(subject, "words_left", f"this {table.name} was withdrawn and still has words")
        elif row.json is None or digest(row.json) != row.sha256:
            audit.fault(subject, f"{table.name}_changed", "what is kept is not what was hashed")
        audit.counts["said" if table.name == "said" else f"{table.name}s"] += 1


def _check_originals(audit: _Audit, erased: set[tuple[str, str]]) -> None:
    for row in audit.connection.execute(select(t.original)):
        path = audit.directory / originals.path_of(row.sha256)
        if ("original", row.sha256) in erased:
            if path.exists():
                audit.fault(row.sha256, "words_left", f"the withdrawn bytes {path} are still there; withdraw again")
            continue
        try:
            size = len(originals.read(audit.directory, row.sha256))
        except IntegrityError as error:
            audit.fault(row.sha256, "original_changed", str(error))
            continue
        if (size, originals.path_of(row.sha256)) != (row.size, row.path):
            audit.fault(row.sha256, "original_changed", "its size or path is not the one kept")
        audit.counts["originals"] += 1


def _check_documents(audit: _Audit) -> None:
    query = select(t.document).where(t.document.c.json.is_not(None)).order_by(t.document.c.seq)
    for row in audit.connection.execute(query):
        if row.text is None or sha256_text(row.text) != row.text_sha256:
            audit.fault(row.id, "text_changed", "the text is not that of its hash")
            continue
        try:
            document = decode(row.json, Document, f"document {row.id}")
        except TollbookError as error:
            audit.fault(row.id, "unreadable", str(error))
            continue
        copied = ("id", "source_id", "raw_sha256", "text_sha256", "url", "title")
        if any(getattr(row, c) != getattr(document, c) for c in copied):
            audit.fault(row.id, "document_changed", "its columns are not those of what was hashed")
        _check_said(audit, row.id)
        _check_readings(audit, row.id, row.text, row.text_sha256)


def _check_said(audit: _Audit, document_id: str) -> None:
    for json in audit.connection.scalars(select(t.said.c.json).where(t.said.c.document_id == document_id)):
        try:
            said = decode(json or "", Said, f"what was said of {document_id}")
        except TollbookError as error:
            audit.fault(document_id, "unreadable", str(error))
            continue
        if said.document_id != document_id:
            audit.fault(document_id, "said_changed", "what was said of another report stands under this document")


def _check_readings(audit: _Audit, document_id: str, text: str, text_sha256: str) -> None:
    query = select(t.reading.c.json).where(t.reading.c.document_id == document_id, t.reading.c.json.is_not(None))
    for json in audit.connection.scalars(query):
        try:
            reading = decode(json, Reading, f"a reading of {document_id}")
        except TollbookError as error:
            audit.fault(document_id, "unreadable", str(error))
            continue
        spans = list(quotes_of_reading(reading))
        audit.counts["quotes"] += len(spans)
        if (reading.document_id, reading.text_sha256) != (document_id, text_sha256):
            audit.fault(document_id, "reading_changed", "a reading of another text stands under this document")
        for span in misplaced(iter(spans), text):
            audit.fault(document_id, "quote_not_in_text", f"{span.quote!r} is not at {span.start}")


def _check_decisions(audit: _Audit, erased: set[tuple[str, str]]) -> None:
    @lru_cache(maxsize=64)
    def text_of(document_id: str) -> str | None:
        return audit.connection.scalar(select(t.document.c.text).where(t.document.c.id == document_id))

    rows = audit.connection.execute(select(t.decision).order_by(t.decision.c.seq)).all()
    for row in rows:
        if ("decision", str(row.seq)) in erased:
            continue
        try:
            decision = decode(row.json, Decision, f"decision {row.id}")
        except TollbookError as error:
            audit.fault(row.id, "unreadable", str(error))
            continue
        if (decision.id, decision.kind) != (row.id, row.kind):
            audit.fault(row.id, "decision_changed", "its columns are not those of what was hashed")
        for document_id, span in quotes_of_decision(decision):
            audit.counts["quotes"] += 1
            if not span.stands_in(text_of(document_id) or ""):
                audit.fault(row.id, "quote_not_in_text", f"{span.quote!r} is not at {span.start} of {document_id}")


def _check_codings(audit: _Audit) -> None:
    for thing_id, code, detail in coding_faults(audit.connection, audit.counts):
        audit.fault(thing_id, code, detail)


def _check_withdrawals(audit: _Audit, erased: set[tuple[str, str]]) -> None:
    told: set[tuple[str, str]] = set()
    for json in audit.connection.scalars(select(t.withdrawn.c.json)):
        for name in msgspec.json.decode(json)["erased"]:
            kind, row = name.split(" ")
            told.add((kind, row))
    for kind, row in sorted(told ^ erased):
        audit.fault(f"{kind} {row}", "erased_unasked", "words were taken out, or kept, other than a withdrawal says")


def _check_guards(audit: _Audit) -> None:
    for name in sqlite.missing_guards(audit.connection):
        audit.fault(name, "guard_missing", "this append-only guard was removed or changed; open with a fresh copy")


def _check_search(ws: Workspace, audit: _Audit) -> None:
    with ws.writing() as connection:  # SQLite checks its index only for those who may write
        if not sqlite.check_search(connection):
            audit.fault("search", "search_changed", "the full-text index does not agree with the texts")
        # Bytes that a withdrawal took while we looked are no fault.
        erased = t.erased.c
        gone = set(connection.scalars(select(erased.row).where(erased.kind == "original")))
    audit.faults = [f for f in audit.faults if f.code != "original_changed" or f.subject not in gone]
