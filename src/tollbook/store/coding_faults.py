"""Checking that codings are as they were kept, each of their quotes at its place."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, select

from tollbook.errors import TollbookError
from tollbook.model import Coding, CodingRound, Verdict
from tollbook.store import tables as t
from tollbook.store.canonical import decode
from tollbook.store.quotes import misplaced, quotes_of_coding

_KINDS = ((t.coding_round, CodingRound), (t.verdict, Verdict), (t.coding, Coding))
Fault = tuple[str, str, str]


def coding_faults(connection: Connection, counts: Counter[str]) -> Iterator[Fault]:
    """Give what does not hold of rounds, codings and verdicts: subject, code, detail; quotes looked up are counted."""
    for table, kind in _KINDS:
        for row in connection.execute(select(table).where(table.c.json.is_not(None)).order_by(table.c.seq)):
            try:
                kept = decode(row.json, kind, f"{table.name} {row.id}")
            except TollbookError as error:
                yield row.id, "unreadable", str(error)
                continue
            if any(getattr(row, name, None) != getattr(kept, name, None) for name in ("id", "document_id", "coder")):
                yield row.id, f"{table.name}_changed", "its columns are not those of what was hashed"
            if isinstance(kept, Coding):
                yield from _misquoted(connection, kept, counts)


def _misquoted(connection: Connection, coding: Coding, counts: Counter[str]) -> Iterator[Fault]:
    text = connection.scalar(select(t.document.c.text).where(t.document.c.id == coding.document_id)) or ""
    spans = list(quotes_of_coding(coding))
    counts["quotes"] += len(spans)
    for span in misplaced(iter(spans), text):
        yield coding.id, "quote_not_in_text", f"{span.quote!r} is not at {span.start} of {coding.document_id}"
