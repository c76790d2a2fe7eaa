"""The log of events, chained by hash: what was added when, told by hashes alone.

Each event's hash covers its number, time, kind, subject, the hash of what was added, and the hash before it. No words
of a report stand in it, so that a report can be withdrawn without breaking the chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from tollbook.model.ids import sha256_bytes
from tollbook.store.canonical import canonical_bytes, timestamp
from tollbook.store.db import Workspace
from tollbook.store.tables import event

START = "0" * 64  # the head of an empty log


def head(ws: Workspace) -> str:
    """Give the hash of the last event: whoever keeps it can later prove that nothing before it was changed."""
    with ws.reading() as connection:
        return _last(connection)[1]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log: its number, when, which kind of thing was added, and what it is called."""

    seq: int
    at: datetime
    kind: str
    subject: str


def log(ws: Workspace, after: int = 0) -> list[Event]:
    """Give every event after this number, oldest first."""
    query = select(event.c.seq, event.c.at, event.c.kind, event.c.subject).where(event.c.seq > after)
    with ws.reading() as connection:
        rows = connection.execute(query.order_by(event.c.seq)).all()
    return [Event(row.seq, datetime.fromisoformat(row.at), row.kind, row.subject) for row in rows]


def append_event(connection: Connection, kind: str, subject: str, payload_sha256: str, at: datetime) -> int:
    """Chain one more event within the transaction of what it records, and give its number."""
    number, previous = _last(connection)
    row = {
        "seq": number + 1,
        "at": timestamp(at),
        "kind": kind,
        "subject": subject,
        "payload_sha256": payload_sha256,
        "previous": previous,
    }
    connection.execute(insert(event).values(**row, hash=event_hash(row)))
    return number + 1


def event_hash(row: Mapping[str, object]) -> str:
    """Hash an event as RFC 8785 JSON of all its fields but the hash itself."""
    return sha256_bytes(canonical_bytes(dict(row)))


def _last(connection: Connection) -> tuple[int, str]:
    row = connection.execute(select(event.c.seq, event.c.hash).order_by(event.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, START)
