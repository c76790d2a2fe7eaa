"""Keeping rounds, codings and verdicts, and giving them back: what is there stays, later versions are added."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from tollbook.errors import DecisionError, IntegrityError, QuoteError, WorkspaceError
from tollbook.model import Coding, CodingRound, Verdict
from tollbook.store import tables as t
from tollbook.store.canonical import canonical_text, decode, timestamp
from tollbook.store.db import Workspace
from tollbook.store.quotes import misplaced, quotes_of_coding
from tollbook.store.rows import record


def add_round(ws: Workspace, made: CodingRound, at: datetime) -> None:
    """Keep a round, or a later version of it."""
    with ws.writing() as connection:
        record(connection, t.coding_round, made.id, canonical_text(made), at, id=made.id)


def add_coding(ws: Workspace, coding: Coding) -> None:
    """Keep the next version of a coding, every quote checked; nothing is kept after the final one."""
    with ws.writing() as connection:
        _check_text(connection, coding)
        latest = _latest(connection, coding.round_id, coding.document_id, coding.coder)
        if latest is not None and latest.submitted:
            raise DecisionError(f"the coding of {coding.document_id} was submitted and is final; nothing was changed")
        if coding.n != (latest.n + 1 if latest else 1):
            raise DecisionError(f"the coding of {coding.document_id} was changed meanwhile; load its page again")
        columns = {name: getattr(coding, name) for name in ("id", "round_id", "document_id", "coder")}
        submitted_at = timestamp(coding.kept_at) if coding.submitted else None
        json = canonical_text(coding)
        record(connection, t.coding, coding.id, json, coding.kept_at, submitted_at=submitted_at, **columns)


def add_verdict(ws: Workspace, verdict: Verdict) -> None:
    """Keep what a third person held of a pair."""
    columns = {name: getattr(verdict, name) for name in ("id", "round_id", "document_id")}
    with ws.writing() as connection:
        record(connection, t.verdict, verdict.id, canonical_text(verdict), verdict.decided_at, **columns)


def rounds(ws: Workspace) -> tuple[CodingRound, ...]:
    """Give every round in its latest version, oldest round first."""
    query = select(t.coding_round).order_by(t.coding_round.c.seq)
    with ws.reading() as connection:
        found = {row.id: decode(row.json, CodingRound, f"round {row.id}") for row in connection.execute(query)}
    return tuple(found.values())


def submitted(ws: Workspace) -> frozenset[tuple[str, str, str]]:
    """Give which codings are final, by round, document and coder; those of withdrawn reports too."""
    c = t.coding.c
    query = select(c.round_id, c.document_id, c.coder).where(c.submitted_at.is_not(None))
    with ws.reading() as connection:
        return frozenset((row.round_id, row.document_id, row.coder) for row in connection.execute(query))


def coding_of(ws: Workspace, round_id: str, document_id: str, coder: str) -> Coding | None:
    """Give the latest version of what a coder found; None where nothing is kept, or its words were withdrawn."""
    with ws.reading() as connection:
        return _latest(connection, round_id, document_id, coder)


def codings(ws: Workspace, round_id: str) -> tuple[Coding, ...]:
    """Give the latest version of every coding of a round."""
    query = select(t.coding).where(t.coding.c.round_id == round_id, t.coding.c.json.is_not(None))
    with ws.reading() as connection:
        rows = connection.execute(query.order_by(t.coding.c.seq)).all()
    found = {(row.document_id, row.coder): row for row in rows}
    return tuple(decode(row.json, Coding, f"coding {row.id}") for row in found.values())


def verdicts(ws: Workspace, round_id: str) -> Sequence[Verdict]:
    """Give every verdict of a round, oldest first."""
    query = select(t.verdict).where(t.verdict.c.round_id == round_id, t.verdict.c.json.is_not(None))
    with ws.reading() as connection:
        rows = connection.execute(query.order_by(t.verdict.c.seq)).all()
    return [decode(row.json, Verdict, f"verdict {row.id}") for row in rows]


def _latest(connection: Connection, round_id: str, document_id: str, coder: str) -> Coding | None:
    c = t.coding.c
    query = select(t.coding).where(c.round_id == round_id, c.document_id == document_id, c.coder == coder)
    row = connection.execute(query.order_by(c.seq.desc()).limit(1)).first()
    if row is None or row.json is None:
        return None
    found: Coding = decode(row.json, Coding, f"coding {row.id}")
    return found


def _check_text(connection: Connection, coding: Coding) -> None:
    query = select(t.document.c.text, t.document.c.text_sha256).where(t.document.c.id == coding.document_id)
    row = connection.execute(query).first()
    if row is None or row.text is None:
        raise WorkspaceError(f"document {coding.document_id} is not here, or was withdrawn; nothing is added to it")
    if row.text_sha256 != coding.text_sha256:
        raise IntegrityError(f"document {coding.document_id} has another text here than the one that was coded")
    wrong = misplaced(quotes_of_coding(coding), row.text)
    if wrong:
        raise QuoteError(
            f"coding of {coding.document_id}: {wrong[0].quote!r} is not at {wrong[0].start}; mark it again"
        )
