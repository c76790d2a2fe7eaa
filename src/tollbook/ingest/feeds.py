"""Feeds (RSS, Atom): the words of each item itself; its link is an address, and is never followed here."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any

from tollbook.errors import InputError
from tollbook.ingest.dates import Published, iso_time
from tollbook.ingest.documents import Given, Items, RawItem
from tollbook.ingest.html import is_web, text_of_fragment
from tollbook.model import Extractor, Issue

_ITEM = re.compile(rb"<(item|entry)(?=[\s>]).*?</\1\s*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """Where an item of a feed points, and what the feed says of the report that is there."""

    url: str
    title: str | None
    source: str | None
    published: Published | None


def read_feed(raw: bytes, text: str, name: str, given: Given) -> Items:
    """Take every item that has words; the bytes of each are its own, cut out of the feed where they can be told apart.

    So a feed that is read again tomorrow adds the new items only, and one item can be withdrawn without the others.
    """
    feed = _parse(raw, text)
    pieces = [found.group() for found in _ITEM.finditer(raw)]
    apart = len(pieces) == len(feed.entries)
    items: list[RawItem] = []
    issues: list[Issue] = list(_damage(feed, name))
    for number, entry in enumerate(feed.entries):
        where = f"{name}:item {number + 1}"
        item = _item(feed, entry, where, given)
        if item.text:
            items.append(replace(item, raw=pieces[number], item="") if apart else replace(item, raw=raw))
        else:
            issues.append(Issue("ingest", where, "item_empty", "the item of the feed holds no words; follow its link."))
        if item.published is None and (said := dict.get(entry, "published") or dict.get(entry, "updated")):
            detail = f"{said!r} is no date that can be read; the date of publication stays unknown."
            issues.append(Issue("ingest", where, "published_unreadable", detail))
    return Items(tuple(items), tuple(issues))


def feed_links(raw: bytes, text: str) -> tuple[FeedLink, ...]:
    """Give the links of a feed, in order, each once; raise InputError where it is no feed."""
    feed = _parse(raw, text)
    links: dict[str, FeedLink] = {}
    for entry in feed.entries:
        url = entry.get("link") or ""
        if is_web(url):
            links.setdefault(url, FeedLink(url, _title(entry), _source(feed, entry), _published(entry)))
    return tuple(links.values())


def feed_extractor() -> Extractor:
    """Name the program that reads feeds, with its version."""
    from importlib.metadata import version

    return Extractor("feedparser", version("feedparser"), "content or summary, tags removed/1")


def _parse(raw: bytes, text: str) -> Any:
    if "<!ENTITY" in text:
        raise InputError("the feed declares entities of its own, which can grow without bound. Ask for a plain feed.")
    import feedparser

    # A stream and not the bytes: feedparser would open a file or an address that bytes happen to name.
    feed = feedparser.parse(io.BytesIO(raw))
    if not feed.entries:
        broken = f" ({feed.bozo_exception})" if feed.get("bozo") else ""
        raise InputError(f"the feed holds no item{broken}. Look whether the file is whole, or fetch it again.")
    return feed


def _damage(feed: Any, name: str) -> Iterator[Issue]:
    from xml.sax import SAXParseException  # what feedparser keeps of a broken feed

    error = feed.get("bozo_exception")
    if isinstance(error, SAXParseException):
        where = f"{name}:{error.getLineNumber()}"
        detail = f"the feed is broken here ({error.getMessage()}); its items were taken as far as they can be read."
        yield Issue("ingest", where, "feed_damaged", detail)


def _item(feed: Any, entry: Any, where: str, given: Given) -> RawItem:
    title = _title(entry)
    return RawItem(
        raw=b"",
        text=_words(entry) or title or "",
        extracted_by=feed_extractor(),
        name=where,
        item=str(entry.get("id") or entry.get("link") or where),
        source=_source(feed, entry),
        url=entry.get("link") if is_web(entry.get("link") or "") else None,
        title=title,
        published=_published(entry),
        given=given,
    )


def _words(entry: Any) -> str:
    for content in (*entry.get("content", ()), entry.get("summary_detail") or {}):
        value = content.get("value") or ""
        words = value.strip() if content.get("type") == "text/plain" else text_of_fragment(value)
        if words:
            return str(words)
    return ""


def _title(entry: Any) -> str | None:
    return " ".join(text_of_fragment(entry.get("title") or "").split()) or None


def _source(feed: Any, entry: Any) -> str | None:
    """The outlet that the item names (a feed may collect those of others), else the feed."""
    title = (entry.get("source") or {}).get("title") or feed.feed.get("title") or ""
    return " ".join(text_of_fragment(title).split()) or None


def _published(entry: Any) -> Published | None:
    for key in ("published", "updated"):  # of the entry as a plain dict: its own `get` takes one for the other
        if at := _feed_time(dict.get(entry, key) or "", dict.get(entry, f"{key}_parsed")):
            return Published(at, "feed")
    return None


def _feed_time(said: str, parsed: Any) -> str | None:
    """Read a feed's time with its own offset, so that its day is the day that the outlet printed."""
    if at := iso_time(said):
        return at
    try:
        moment = parsedate_to_datetime(said)
        return iso_time(moment.isoformat() if re.search(r"\d:\d\d", said) else moment.date().isoformat())
    except (ValueError, TypeError, IndexError):
        return iso_time(f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}") if parsed else None
