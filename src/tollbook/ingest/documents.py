"""The one maker of documents: what a report's bytes, a person and a sidecar say, put together once."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from tollbook.ingest.credits import find_credits
from tollbook.ingest.dates import Published, date_in_header, date_in_name, date_in_url
from tollbook.ingest.language import identify_language
from tollbook.model import Document, Extractor, Issue, Source, SourceKind
from tollbook.model.ids import document_id, sha256_bytes, sha256_text, source_id

UNKNOWN_SOURCE = "unknown source"
SAID_BASES = ("given", "sidecar")
AS_GIVEN = Extractor("as_given", "1")


@dataclass(frozen=True, slots=True)
class Given:
    """What a person or a sidecar says about a report; `charset` is what a server said; None is not said.

    `beside` names what a sidecar said, and not the person at this moment.
    """

    source: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    title: str | None = None
    confidential: bool = False
    fetched_at: datetime | None = None
    published_basis: str = "given"
    charset: str | None = None
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RawItem:
    """One report as a format gave it: its own bytes, its words, and what the format says about it.

    `item` tells the items of one feed or export apart where they share their bytes. Of a `whole_file` what a person
    says goes before what the file says; of one item among many it fills what the item leaves out, but for the source.
    """

    raw: bytes
    text: str
    extracted_by: Extractor
    name: str = ""
    item: str = ""
    source: str | None = None
    source_kind: SourceKind = "unknown"
    url: str | None = None
    title: str | None = None
    language: str | None = None
    published: Published | None = None
    credits: tuple[str, ...] = ()
    confidential: bool = False
    whole_file: bool = False
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class TakenDocument:
    """A document with the bytes to archive and the source that published it.

    `item` tells it apart within its bytes; `said` names what of the document a person or a sidecar said, `said_beside`
    those of it that a sidecar said.
    """

    document: Document
    raw: bytes
    source: Source
    item: str = ""
    said: frozenset[str] = frozenset()
    said_beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Taking:
    """What one input gave: its documents, and what was refused or is doubtful."""

    documents: tuple[TakenDocument, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """What a format found in the bytes, before documents are made of it."""

    items: tuple[RawItem, ...] = ()
    issues: tuple[Issue, ...] = ()


def make_document(item: RawItem) -> Document:
    """Make the document of a report; its text is kept code point for code point, so that offsets count in it."""
    source = make_source(item)
    given = item.given
    raw_sha256 = sha256_bytes(item.raw)
    url = _first(item, given.url, item.url)
    published = _published(item, url)
    credits = (*item.credits, *find_credits(item.text))
    return Document(
        id=document_id(source.id, raw_sha256, item.item),
        source_id=source.id,
        raw_sha256=raw_sha256,
        text=item.text,
        text_sha256=sha256_text(item.text),
        extracted_by=item.extracted_by,
        language=_code(_first(item, given.language, item.language)) or identify_language(item.text),
        url=url,
        title=_first(item, given.title, item.title),
        source_name=None if source.name == UNKNOWN_SOURCE else source.name,
        published_at=published.at if published else None,
        published_basis=published.basis if published else None,
        fetched_at=given.fetched_at,
        credits=tuple(dict.fromkeys(credits)),
        confidential=given.confidential or item.confidential,
    )


def make_source(item: RawItem) -> Source:
    """Name who published a report: as given, else as the report says, else the host, else one unknown source."""
    name = item.given.source or item.source or host_of(_first(item, item.given.url, item.url)) or UNKNOWN_SOURCE
    kind: SourceKind = item.source_kind if name == item.source else "unknown"
    return Source(id=source_id(name), name=name, kind=kind)


def take_item(item: RawItem) -> TakenDocument:
    """Make the document of an item together with its source and the bytes to archive."""
    said = _said(item)
    beside = frozenset(said[name] for name in said if name in item.given.beside)
    return TakenDocument(make_document(item), item.raw, make_source(item), item.item, frozenset(said.values()), beside)


def host_of(url: str | None) -> str | None:
    """Give the host of an address without `www.`, or None."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def without_surrogates(text: str) -> str:
    """Put U+FFFD in the place of every lone surrogate, one for one, so that no offset moves.

    A broken `\\ud800` in JSON is no character: it cannot be stored as UTF-8 nor read by a tokenizer.
    """
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if not text.isascii() else text


def storable(item: RawItem) -> tuple[RawItem, tuple[Issue, ...]]:
    """Make the words of an item ones that can be stored, and say so where that changed a character of the text."""
    text = without_surrogates(item.text)
    item = replace(item, given=replace(item.given, **_storable_words(item.given)), **_storable_words(item))
    if text == item.text:
        return item, ()
    detail = (
        "the text holds half characters (lone surrogates), which cannot be stored; "
        "each was replaced by � at its place. Export the report again if it matters."
    )
    return replace(item, text=text), (Issue("ingest", item.name, "text_damaged", detail),)


def _said(item: RawItem) -> dict[str, str]:
    """Name what was said of an item rather than found in it: by its name in Given, its name in Document."""
    given, own = item.given, {"title": item.title, "language": item.language, "published": item.published}
    said = {name: name for name in ("title", "language", "published") if getattr(given, name)}
    if given.url and given.fetched_at is None:  # the address of a fetched page was asked for, not said
        said["url"], own["url"] = "url", item.url
    if given.published_basis not in SAID_BASES:
        said.pop("published", None)
    if "published" in said:
        said["published"] = "published_at"
    return {name: field for name, field in said.items() if item.whole_file or not own[name]}


def _storable_words(said: Given | RawItem) -> dict[str, Any]:
    return {name: without_surrogates(getattr(said, name) or "") or None for name in ("source", "url", "title")}


def _code(language: str | None) -> str | None:
    """Give "en" for "EN" and "en-GB": regions do not part the tables of a language."""
    return language.strip().casefold().replace("_", "-").split("-")[0] or None if language else None


def _first(item: RawItem, given: str | None, said: str | None) -> str | None:
    return (given or said) if item.whole_file else (said or given)


def _published(item: RawItem, url: str | None) -> Published | None:
    at = item.given.published
    given = Published(at, item.given.published_basis) if at else None
    said = (given or item.published) if item.whole_file else (item.published or given)
    in_name = date_in_name(item.name) if item.whole_file else None
    return said or date_in_header(item.text) or date_in_url(url) or in_name
