"""Cursors: where a page of a list ended, told so that the next begins there even where the list has changed."""

import base64
import binascii
import hashlib
from collections.abc import Sequence

import msgspec
from fastapi import HTTPException

from tollbook.web.wire import Paging


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """How many items were given, how many there were, and the last one given."""

    given: int
    total: int
    last: str


def fingerprint(asked: Paging) -> str:
    """Name a question, whatever page of it and however many items at a time."""
    said = asked.model_dump_json(exclude={"limit", "cursor"}, exclude_none=True)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def write_cursor(cursor: Cursor, about: str) -> str:
    """Write a cursor for an address."""
    return base64.urlsafe_b64encode(about.encode() + msgspec.json.encode(cursor)).decode().rstrip("=")


def read_cursor(written: str, about: str) -> Cursor:
    """Read a cursor; one that was made up, or belongs to another question, is refused."""
    try:
        told = base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)
        if told[:8] == about.encode():
            cursor = msgspec.json.decode(told[8:], type=Cursor)
            if 0 <= cursor.given <= cursor.total:
                return cursor
    except (binascii.Error, ValueError):
        pass
    raise HTTPException(422, "This cursor is not of this question: begin again without one, or ask as you did before")


def start_of(cursor: Cursor, names: Sequence[str]) -> int:
    """Tell where the next page begins: after the last item given.

    Where that item has gone, at its place less as many as have gone: an item may be given twice, none is left out.
    """
    if cursor.given and names[cursor.given - 1 : cursor.given] == [cursor.last]:
        return cursor.given
    if cursor.last in names:
        return names.index(cursor.last) + 1
    return max(0, min(cursor.given - max(1, cursor.total - len(names)), len(names)))
