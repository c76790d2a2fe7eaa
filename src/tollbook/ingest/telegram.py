"""Telegram Desktop's export in JSON: one report a message, with its channel and its time in UTC."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tollbook.errors import InputError
from tollbook.ingest.dates import Published, iso_time, unix_time
from tollbook.ingest.documents import Given, Items, RawItem
from tollbook.model import Extractor, Issue

TELEGRAM = Extractor("telegram_json", "1", "text entities joined")
# What people wrote to each other: kept, and marked so that it leaves the workspace only where a person says so.
_PRIVATE = ("personal_chat", "private_group", "private_supergroup", "saved_messages", "bot_chat")
_SPACE = re.compile(r"[ \t\r\n]*")
_JSON = json.JSONDecoder()


def is_export(value: Any) -> bool:
    """Tell whether a JSON value is an export of one chat or of a whole account."""
    if not isinstance(value, dict):
        return False
    chats = value.get("chats")
    return isinstance(value.get("messages"), list) or (isinstance(chats, dict) and isinstance(chats.get("list"), list))


def read_export(text: str, name: str, given: Given) -> Items:
    """Take every message that has words; the bytes of each are its own, as they stand in the export.

    So an export made again next week adds the new messages only. Service messages are no reports; pictures and films
    without words are counted in one Issue.
    """
    items: list[RawItem] = []
    issues: list[Issue] = []
    for chat, start in _chats(text):
        wordless = 0
        for message, begin, end in _elements(text, start):
            where = f"{name}:message {message.get('id', '?') if isinstance(message, dict) else '?'}"
            if not isinstance(message, dict):
                issues.append(Issue("ingest", where, "item_refused", "the message is no JSON object."))
            elif message.get("type") == "message" and (words := _words(message)).strip():
                raw = text[begin:end].encode("utf-8", "surrogatepass")
                items.append(_item(chat, message, words, raw, where, given))
            elif message.get("type") == "message":
                wordless += 1
        if wordless:
            detail = f"{wordless} messages of {chat.get('name')!r} hold no words (pictures, films, files): not taken."
            issues.append(Issue("ingest", name, "messages_without_words", detail))
    if not items and not issues:
        raise InputError("the export holds no message. Export the channel again with its messages.")
    return Items(tuple(items), tuple(issues))


def _item(chat: dict[str, Any], message: dict[str, Any], words: str, raw: bytes, where: str, given: Given) -> RawItem:
    at = unix_time(message.get("date_unixtime", "")) or iso_time(str(message.get("date", ""))[:10])
    edited = unix_time(message.get("edited_unixtime", ""))
    forwarded = message.get("forwarded_from")
    notes = (f"forwarded from {forwarded}" if forwarded else "", f"edited {edited}" if edited else "")
    return RawItem(
        raw=raw,
        text=words,
        extracted_by=TELEGRAM,
        name=where,
        source=str(chat.get("name") or "") or None,
        source_kind="social",
        published=Published(at, "metadata") if at else None,
        credits=tuple(n for n in notes if n),
        confidential=chat.get("type") in _PRIVATE,
        given=given,
    )


def _words(message: dict[str, Any]) -> str:
    pieces = message.get("text_entities") or message.get("text") or ""
    if isinstance(pieces, str):
        return pieces
    if not isinstance(pieces, list):
        return ""
    return "".join(p if isinstance(p, str) else str(p.get("text", "")) for p in pieces if isinstance(p, str | dict))


def _chats(text: str) -> Iterator[tuple[dict[str, Any], int]]:
    """Give each chat (without its messages) and where the list of its messages begins."""
    start = _skip(text, 0)
    for key, value, begin in _members(text, start):
        if key == "messages":
            whole, _ = _JSON.raw_decode(text, start)
            yield {k: v for k, v in whole.items() if k != "messages"}, begin
        elif key == "chats" and isinstance(value, dict):
            yield from _listed(text, begin)


def _listed(text: str, at: int) -> Iterator[tuple[dict[str, Any], int]]:
    for key, value, begin in _members(text, at):
        if key != "list" or not isinstance(value, list):
            continue
        for chat, start, _ in _elements(text, begin):
            found = [b for k, v, b in _members(text, start) if k == "messages" and isinstance(v, list)]
            if found:
                yield {k: v for k, v in chat.items() if k != "messages"}, found[0]


def _members(text: str, at: int) -> Iterator[tuple[str, Any, int]]:
    """Walk the object that begins at `at`: each key, its value, and where the value begins."""
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, at = _JSON.raw_decode(text, at)
        begin = _skip(text, _skip(text, at) + 1)
        value, at = _JSON.raw_decode(text, begin)
        yield key, value, begin
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at


def _elements(text: str, at: int) -> Iterator[tuple[Any, int, int]]:
    """Walk the array that begins at `at`: each value, and where it begins and ends."""
    at = _skip(text, at + 1)
    while text[at] != "]":
        begin = at
        value, at = _JSON.raw_decode(text, begin)
        yield value, begin, at
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
