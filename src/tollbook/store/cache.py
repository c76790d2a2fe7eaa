"""Derived things kept to save time; losing them loses nothing."""

from collections.abc import Mapping

from sqlalchemy import delete, func, insert, select

from tollbook.store.db import Workspace
from tollbook.store.tables import cache

ROOM = 16  # each later event makes the records kept before it useless; a few dates of "as known on" stay at hand

STAYS = 0  # the turn of what makes room for nothing: it goes when it is kept anew, or with a withdrawal


def kept(ws: Workspace, key: str) -> bytes | None:
    """Give what was kept under the hash of its inputs, or None."""
    with ws.reading() as connection:
        return connection.scalar(select(cache.c.value).where(cache.c.key == key))


def keep(ws: Workspace, key: str, value: bytes) -> None:
    """Keep a derived thing under the hash of its inputs; the oldest make room."""
    with ws.writing() as connection:
        turn = (connection.scalar(select(func.max(cache.c.turn))) or 0) + 1
        old = (cache.c.turn > STAYS) & (cache.c.turn <= turn - ROOM)
        connection.execute(delete(cache).where((cache.c.key == key) | old))
        connection.execute(insert(cache).values(key=key, turn=turn, value=value))


def parts(ws: Workspace, key: str) -> dict[str, bytes]:
    """Give the parts that were kept together under the hash of their inputs, by name; none where others are kept."""
    with ws.reading() as connection:
        rows = connection.execute(select(cache.c.key, cache.c.value).where(cache.c.key.startswith(f"{key}/"))).all()
    return {row.key.partition("/")[2]: row.value for row in rows}


def keep_parts(ws: Workspace, key: str, named: Mapping[str, bytes]) -> None:
    """Keep parts under the hash of their inputs, in the place of all parts kept before."""
    with ws.writing() as connection:
        connection.execute(delete(cache).where(cache.c.turn == STAYS))
        rows = [{"key": f"{key}/{name}", "turn": STAYS, "value": value} for name, value in named.items()]
        connection.execute(insert(cache), rows)
