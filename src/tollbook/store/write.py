"""Adding to a workspace: what is there stays, each add is one transaction with its event."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select

from tollbook.errors import InputError, IntegrityError, QuoteError, WorkspaceError
from tollbook.model import Decision, Document, Issue, Reading, RegisterEntry, Source
from tollbook.model.ids import sha256_bytes, sha256_text, short_id
from tollbook.store import originals, read
from tollbook.store import tables as t
from tollbook.store.canonical import canonical_text, decode, digest
from tollbook.store.db import Workspace
from tollbook.store.quotes import documents_of_decision, misplaced, quotes_of_decision, quotes_of_reading
from tollbook.store.rows import record
from tollbook.store.said import Said
from tollbook.store.withdraw import withdraw_document


def add_document(ws: Workspace, document: Document, raw: bytes, source: Source, at: datetime) -> bool:
    """Archive a document and its original bytes; False where it is there already. A withdrawn one is refused."""
    with ws.reading() as connection:
        if _may_skip(connection, document):
            return False
        kept = connection.scalar(select(t.original.c.size).where(t.original.c.sha256 == document.raw_sha256))
    _check_hashes(document, raw, source)
    if kept is None or not (ws.directory / originals.path_of(document.raw_sha256)).is_file():
        originals.write(ws.directory, document.raw_sha256, raw)
    with ws.writing() as connection:
        if _may_skip(connection, document):  # another process was quicker
            return False
        _add_source(connection, source, at)
        _add_original(connection, document.raw_sha256, len(raw))
        columns = {
            f: getattr(document, f) for f in ("id", "source_id", "raw_sha256", "text_sha256", "url", "title", "text")
        }
        bare = canonical_text(dataclasses.replace(document, text=""))
        record(connection, t.document, document.id, bare, at, **columns)
    return True


def add_said(ws: Workspace, said: Said, source: Source | None = None) -> bool:
    """Keep what is said of a document that is there already, with the source it names; the same telling is one."""
    json = canonical_text(said)
    same = (t.said.c.document_id == said.document_id) & (t.said.c.sha256 == digest(json))
    with ws.writing() as connection:
        _text_of(connection, said.document_id, None)
        if connection.execute(select(t.said.c.seq).where(same)).first():
            return False
        if source is not None:
            _add_source(connection, source, said.said_at)
        record(connection, t.said, said.document_id, json, said.said_at, document_id=said.document_id)
    return True


def add_reading(ws: Workspace, reading: Reading, at: datetime) -> bool:
    """Keep a reading as the newest of its document, every quote checked; False where the newest is this very one."""
    if reading.decided:
        raise IntegrityError(f"the reading of {reading.document_id} holds decisions; keep what the reader gave")
    with ws.writing() as connection:
        text = _text_of(connection, reading.document_id, reading.text_sha256)
        wrong = misplaced(quotes_of_reading(reading), text)
        if wrong:
            raise QuoteError(
                f"reading of {reading.document_id}: {wrong[0].quote!r} is not at {wrong[0].start}; read again"
            )
        json = canonical_text(reading)
        newest = select(t.reading.c.sha256).where(t.reading.c.document_id == reading.document_id)
        if connection.scalar(newest.order_by(t.reading.c.seq.desc()).limit(1)) == digest(json):
            return False
        columns = {"document_id": reading.document_id, "reader": str(reading.reader)}
        record(connection, t.reading, reading.document_id, json, at, **columns)
        _name(connection, reading.document_id, [*reading.claims, *reading.statements])
    return True


def add_decision(ws: Workspace, decision: Decision) -> None:
    """Keep a decision, every quote of it checked; the same decision twice is one."""
    json = canonical_text(decision)
    with ws.writing() as connection:
        there = connection.scalar(select(t.decision.c.sha256).where(t.decision.c.id == decision.id))
        if there == digest(json):
            return
        if there is not None:
            raise WorkspaceError(f"another decision is kept as {decision.id}; decisions are superseded, not changed")
        _check_decision(connection, decision)
        record(connection, t.decision, decision.id, json, decision.decided_at, id=decision.id, kind=decision.kind)
        held = [x for x in (decision.claim, decision.statement) if x]
        if held:
            _name(connection, decision.subjects[0].split("/")[0], held)


def add_register(ws: Workspace, entries: Sequence[RegisterEntry], at: datetime) -> None:
    """Keep newly minted incident ids; an entry that is there already is not repeated."""
    with ws.writing() as connection:
        for entry in entries:
            json = canonical_text(entry)
            same = (t.register.c.incident_id == entry.incident_id) & (t.register.c.sha256 == digest(json))
            if connection.execute(select(t.register.c.seq).where(same)).first() is None:
                record(connection, t.register, entry.incident_id, json, at, incident_id=entry.incident_id)


def add_issue(ws: Workspace, issue: Issue, at: datetime) -> bool:
    """Keep what was left out and why; False where the same is kept already."""
    json = canonical_text(issue)
    issue_id = short_id("q", digest(json))
    with ws.writing() as connection:
        if connection.execute(select(t.issue.c.seq).where(t.issue.c.id == issue_id)).first():
            return False
        record(connection, t.issue, issue_id, json, at, id=issue_id, room=issue.room, code=issue.code)
    return True


def _may_skip(connection: Connection, document: Document) -> bool:
    there = connection.execute(select(t.document.c.json).where(t.document.c.id == document.id)).first()
    if there is not None and there.json is not None:
        return True
    withdrawn = read.refusal(connection, document)
    if withdrawn:
        raise InputError(
            f"{document.title or document.id}: this report was withdrawn (as {withdrawn}) and is not taken in again"
        )
    return False


def _check_hashes(document: Document, raw: bytes, source: Source) -> None:
    if sha256_bytes(raw) != document.raw_sha256:
        raise IntegrityError(
            f"document {document.id}: the bytes given are not those of its hash; take the report again"
        )
    if sha256_text(document.text) != document.text_sha256:
        raise IntegrityError(f"document {document.id}: the text is not that of its hash; take the report again")
    if source.id != document.source_id:
        raise IntegrityError(f"document {document.id} names the source {document.source_id}, given was {source.id}")
    if not document.text.isprintable() and any("\ud800" <= c <= "\udfff" for c in document.text):
        raise InputError(f"document {document.id}: its text holds half a character pair; give it as valid Unicode")


def _add_source(connection: Connection, source: Source, at: datetime) -> None:
    """Keep what is said of a source; later reports can add to what is known of it and take nothing away."""
    query = select(t.source.c.json).where(t.source.c.id == source.id).order_by(t.source.c.seq.desc()).limit(1)
    there = connection.scalar(query)
    if there is not None:
        source = _fuller(decode(there, Source, f"source {source.id}"), source)
    json = canonical_text(source)
    if json != there:
        record(connection, t.source, source.id, json, at, id=source.id)


def _fuller(known: Source, new: Source) -> Source:
    told = {f: getattr(new, f) for f in ("country", "language", "note") if getattr(new, f) is not None}
    kind = new.kind if new.kind != "unknown" else known.kind
    return dataclasses.replace(known, **told, kind=kind, confidential=known.confidential or new.confidential)


def _add_original(connection: Connection, sha256: str, size: int) -> None:
    if connection.execute(select(t.original.c.size).where(t.original.c.sha256 == sha256)).first() is None:
        connection.execute(insert(t.original).values(sha256=sha256, size=size, path=originals.path_of(sha256)))


def _text_of(connection: Connection, document_id: str, text_sha256: str | None) -> str:
    row = connection.execute(
        select(t.document.c.text, t.document.c.text_sha256).where(t.document.c.id == document_id)
    ).first()
    if row is None:
        raise WorkspaceError(f"there is no document {document_id} in this workspace; `tollbook read` its report first")
    if row.text is None:
        raise WorkspaceError(f"document {document_id} was withdrawn; nothing is added to it")
    if text_sha256 is not None and text_sha256 != row.text_sha256:
        raise IntegrityError(f"document {document_id} has another text here than the one that was read; read it again")
    return str(row.text)


def _check_decision(connection: Connection, decision: Decision) -> None:
    for document_id in sorted(documents_of_decision(decision)):
        _text_of(connection, document_id, None)
    if decision.kind in ("undo", "withdraw") or decision.supersedes:
        _check_earlier(connection, decision)
    for document_id, span in quotes_of_decision(decision):
        if not span.stands_in(_text_of(connection, document_id, decision.text_sha256)):
            raise QuoteError(f"decision {decision.id}: {span.quote!r} is not at {span.start} of {document_id}")


def _check_earlier(connection: Connection, decision: Decision) -> None:
    if decision.kind == "withdraw":
        raise WorkspaceError(
            f"decision {decision.id}: a report is withdrawn by `tollbook withdraw`, which takes its words"
        )
    named = [*(decision.subjects if decision.kind == "undo" else ()), decision.supersedes]
    for earlier in filter(None, named):
        kind = connection.scalar(select(t.decision.c.kind).where(t.decision.c.id == earlier))
        if kind is None:
            raise WorkspaceError(f"decision {decision.id} is about {earlier}, which is not kept here")
        if kind == "withdraw":
            raise WorkspaceError(f"{earlier} withdrew a report, whose words are gone: it cannot be undone")


def _name(connection: Connection, document_id: str, things: Iterable[object]) -> None:
    ids = {str(getattr(x, "id")) for x in things}  # noqa: B009
    known = set(connection.scalars(select(t.named.c.id).where(t.named.c.document_id == document_id)))
    rows = [{"id": i, "document_id": document_id} for i in sorted(ids - known)]
    if rows:
        connection.execute(insert(t.named), rows)


__all__ = ["add_decision", "add_document", "add_issue", "add_reading", "add_register", "add_said", "withdraw_document"]
