"""Derived things kept to save time; losing them loses nothing."""

from sqlalchemy import delete, func, insert, select

from tollbook.store.db import Workspace
from tollbook.store.tables import cache

ROOM = 16  # each later event makes the records kept before it useless; a few dates of "as known on" stay at hand


def kept(ws: Workspace, key: str) -> bytes | None:
    """Give what was kept under the hash of its inputs, or None."""
    with ws.reading() as connection:
        return connection.scalar(select(cache.c.value).where(cache.c.key == key))


def keep(ws: Workspace, key: str, value: bytes) -> None:
    """Keep a derived thing under the hash of its inputs; the oldest make room."""
    with ws.writing() as connection:
        turn = (connection.scalar(select(func.max(cache.c.turn))) or 0) + 1
        connection.execute(delete(cache).where((cache.c.key == key) | (cache.c.turn <= turn - ROOM)))
        connection.execute(insert(cache).values(key=key, turn=turn, value=value))
