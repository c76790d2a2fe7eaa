"""One row and its event, under one number."""

from datetime import datetime

from sqlalchemy import Connection, Table, insert

from tollbook.store.canonical import digest
from tollbook.store.events import append_event


def record(connection: Connection, table: Table, subject: str, json: str, at: datetime, **columns: str | None) -> int:
    """Add one row of canonical JSON and the event that chains its hash, within one transaction; give their number."""
    seq = append_event(connection, str(table.name), subject, digest(json), at)
    connection.execute(insert(table).values(seq=seq, json=json, sha256=digest(json), **columns))
    return seq
