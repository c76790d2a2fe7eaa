"""Reading what is kept back into the types that travel."""

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, or_, select

from tollbook.errors import WorkspaceError
from tollbook.model import Decision, Document, Issue, Reading, RegisterEntry, Source
from tollbook.model.ids import document_id as document_id_of
from tollbook.store import originals, sqlite
from tollbook.store import tables as t
from tollbook.store.canonical import decode
from tollbook.store.db import Workspace
from tollbook.store.said import Said, said_of, with_said

_ID = re.compile(r"[a-z]+-[0-9a-f]*(?:/\d+)?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that holds the words searched for, and where they stand in it."""

    document_id: str
    title: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is left of a withdrawn document: its hashes, the reason, who and when."""

    document_id: str
    raw_sha256: str
    text_sha256: str
    reason: str
    decided_by: str
    decided_at: datetime


def documents(ws: Workspace, after: int = 0) -> list[Document]:
    """Give every document taken in after an event, in the order of its taking in; withdrawn ones are not there."""
    with ws.reading() as connection:
        rows = connection.execute(_documents().where(t.document.c.seq > after).order_by(t.document.c.seq)).all()
        said = said_of(connection)
    return [with_said(as_document(row), said.get(row.id, ())) for row in rows]


def document(ws: Workspace, document_id: str) -> Document | None:
    """Give one document, or None where it is unknown or withdrawn."""
    with ws.reading() as connection:
        row = connection.execute(_documents().where(t.document.c.id == document_id)).first()
        said = said_of(connection, document_id)
    return with_said(as_document(row), said.get(document_id, ())) if row else None


def documents_of_bytes(ws: Workspace, raw_sha256: str, item: str = "") -> list[Document]:
    """Give the documents of these original bytes (and this item of theirs), one a source, oldest first."""
    query = _documents().where(t.document.c.raw_sha256 == raw_sha256).order_by(t.document.c.seq)
    with ws.reading() as connection:
        rows = connection.execute(query).all()
        same = [row.id for row in rows if row.id == document_id_of(row.source_id, raw_sha256, item)]
        return [found for i in same if (found := document(ws, i)) is not None]


def first_said(ws: Workspace, document_id: str) -> tuple[Document | Said, ...]:
    """Give a document as it was first taken, and after it all that was said of it later."""
    with ws.reading() as connection:
        rows = connection.execute(_documents().where(t.document.c.id == document_id)).all()
        return (*map(as_document, rows), *said_of(connection, document_id).get(document_id, ()))


def latest_readings(ws: Workspace) -> list[Reading]:
    """Give the newest reading of each document, in the order of the documents."""
    newest = select(func.max(t.reading.c.seq)).group_by(t.reading.c.document_id).scalar_subquery()
    query = (
        select(t.reading)
        .join(t.document, t.document.c.id == t.reading.c.document_id)
        .where(t.reading.c.seq.in_(newest), t.reading.c.json.is_not(None))
        .order_by(t.document.c.seq)
    )
    return _all(ws, query, Reading, "reading")


def readings_of(ws: Workspace, document_id: str) -> list[Reading]:
    """Give every reading of one document, oldest first."""
    table = t.reading
    query = select(table).where(table.c.document_id == document_id, table.c.json.is_not(None)).order_by(table.c.seq)
    return _all(ws, query, Reading, "reading")


def reading_numbers(ws: Workspace, after: int = 0) -> dict[str, int]:
    """Give the number of the newest reading of each document that was read after an event."""
    table = t.reading.c
    query = select(table.document_id, func.max(table.seq)).where(table.seq > after, table.json.is_not(None))
    with ws.reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query.group_by(table.document_id))}


def reading(ws: Workspace, number: int) -> Reading | None:
    """Give one reading by its number, or None where its document was withdrawn."""
    query = select(t.reading).where(t.reading.c.seq == number, t.reading.c.json.is_not(None))
    found: list[Reading] = _all(ws, query, Reading, "reading")
    return found[0] if found else None


def has_reading(ws: Workspace, document_id: str, reader: str) -> bool:
    """Tell whether this reader (`name/version`) has read this document."""
    query = select(t.reading.c.seq).where(t.reading.c.document_id == document_id, t.reading.c.reader == reader)
    with ws.reading() as connection:
        return connection.execute(query.limit(1)).first() is not None


def decisions(ws: Workspace, after: int = 0) -> list[Decision]:
    """Give every decision kept after an event, oldest first; those on a withdrawn document have lost their words."""
    query = select(t.decision).where(t.decision.c.seq > after).order_by(t.decision.c.seq)
    return _all(ws, query, Decision, "decision")


def register(ws: Workspace, after: int = 0) -> list[RegisterEntry]:
    """Give every incident id minted after an event, oldest first."""
    query = select(t.register).where(t.register.c.seq > after).order_by(t.register.c.seq)
    return _all(ws, query, RegisterEntry, "register entry")


def issues(ws: Workspace) -> list[Issue]:
    """Give what was left out when reports were taken in, oldest first."""
    return _all(ws, select(t.issue).where(t.issue.c.json.is_not(None)).order_by(t.issue.c.seq), Issue, "issue")


def sources(ws: Workspace) -> list[Source]:
    """Give each source once, as the fullest that is known of it, ordered by id."""
    newest = select(func.max(t.source.c.seq)).group_by(t.source.c.id).scalar_subquery()
    return _all(ws, select(t.source).where(t.source.c.seq.in_(newest)).order_by(t.source.c.id), Source, "source")


def withdrawals(ws: Workspace) -> list[Withdrawal]:
    """Give what is left of withdrawn documents, oldest first."""
    query = select(t.withdrawn, t.decision.c.json.label("told")).join(
        t.decision, t.decision.c.id == t.withdrawn.c.decision_id
    )
    with ws.reading() as connection:
        rows = connection.execute(query.order_by(t.withdrawn.c.seq)).all()
    told = [(row, decode(row.told, Decision, f"decision {row.decision_id}")) for row in rows]
    return [
        Withdrawal(r.document_id, r.raw_sha256, r.text_sha256, d.reason, d.decided_by, d.decided_at) for r, d in told
    ]


def raw_bytes(ws: Workspace, document_id: str) -> bytes:
    """Give the original bytes of a document, checked against their hash."""
    with ws.reading() as connection:
        sha256 = connection.scalar(select(t.document.c.raw_sha256).where(t.document.c.id == document_id))
        gone = sha256 is not None and is_erased(connection, "original", sha256)
    if sha256 is None:
        raise WorkspaceError(
            f"there is no document {document_id} in {ws.directory}; `tollbook show` lists what there is"
        )
    if gone:
        raise WorkspaceError(f"the original bytes of {document_id} were withdrawn; only their hash {sha256} is left")
    return originals.read(ws.directory, sha256)


def search(ws: Workspace, words: str, limit: int = 20, marks: tuple[str, str] = ("", "")) -> list[Hit]:
    """Find the documents, in any language, whose title or text holds all of `words`; "in quotes" means a phrase.

    In a snippet the words found stand between `marks`.
    """
    with ws.reading() as connection:
        hits = [Hit(*row) for row in sqlite.search_documents(connection, words, limit, marks)]
        said = {i: told for i, told in said_of(connection).items() if told}
    titles = {i: next((s.title for s in reversed(told) if s.title), None) for i, told in said.items()}
    return [dataclasses.replace(h, title=titles.get(h.document_id) or h.title) for h in hits]


def holding(ws: Workspace, words: str) -> list[str]:
    """Give the ids of all documents whose title or text holds all of `words`."""
    with ws.reading() as connection:
        return sqlite.documents_holding(connection, words)


def find_id(ws: Workspace, prefix: str) -> list[str]:
    """Give every id that begins with `prefix`: documents, accounts of one, claims, statements, decisions, incidents."""
    if not _ID.fullmatch(prefix):
        return []
    with ws.reading() as connection:
        if "/" in prefix:
            known = connection.scalar(select(t.document.c.id).where(t.document.c.id == prefix.split("/")[0]))
            return [prefix] if known else []
        columns = (t.document.c.id, t.decision.c.id, t.register.c.incident_id, t.source.c.id, t.named.c.id)
        found = {i for c in columns for i in connection.scalars(select(c).where(c.startswith(prefix, autoescape=True)))}
    return sorted(found)


def documents_with(ws: Workspace, claim_or_statement_id: str) -> list[str]:
    """Give the ids of the documents that a claim or statement of this id stands in: outlets can share one text."""
    query = select(t.named.c.document_id).where(t.named.c.id == claim_or_statement_id).order_by(t.named.c.document_id)
    with ws.reading() as connection:
        return list(connection.scalars(query))


def as_document(row: Row[Any]) -> Document:
    """Make a Document of a row that has its words, as it was first taken."""
    bare: Document = decode(row.json, Document, f"document {row.id}")
    return dataclasses.replace(bare, text=row.text)


def is_erased(connection: Connection, table: str, row: str) -> bool:
    """Tell whether a withdrawal took the words of this row."""
    query = select(t.erased.c.row).where(t.erased.c.kind == table, t.erased.c.row == row)
    return connection.execute(query).first() is not None


def refusal(connection: Connection, candidate: Document) -> str | None:
    """Say why a document may not come in: it, its bytes or its text were withdrawn; None where they were not."""
    w = t.withdrawn.c
    same = or_(
        w.document_id == candidate.id, w.text_sha256 == candidate.text_sha256, w.raw_sha256 == candidate.raw_sha256
    )
    row = connection.execute(select(w.document_id).where(same).limit(1)).first()
    return row.document_id if row else None


def _documents() -> Select[Any]:
    return select(t.document).where(t.document.c.json.is_not(None))


def _all(ws: Workspace, query: Select[Any], kind: type[Any], name: str) -> list[Any]:
    with ws.reading() as connection:
        rows: Iterable[Row[Any]] = connection.execute(query).all()
    return [decode(row.json, kind, f"{name} {row.seq}") for row in rows]
