"""Taking one input: what it is, the reports in it, and what could not be taken and why; never an exception."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from tollbook.errors import InputError
from tollbook.ingest import sniff
from tollbook.ingest.dates import iso_time
from tollbook.ingest.documents import Given, Items, RawItem, TakenDocument, Taking, storable, take_item
from tollbook.ingest.feeds import read_feed
from tollbook.ingest.html import extract_page, page_extractor, said_charset
from tollbook.ingest.jsonl import read_lines, read_report
from tollbook.ingest.pdf import extract_pdf, pdf_extractor
from tollbook.ingest.plain import Decoded, decode
from tollbook.ingest.telegram import is_export, read_export
from tollbook.ingest.unpack import unpack_gzip
from tollbook.model import Extractor, Issue

__all__ = ["DEFAULT_LIMITS", "Given", "Limits", "TakenDocument", "Taking", "take"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an input may be, in bytes, as it comes and unpacked."""

    raw: int = 20_000_000
    unpacked: int = 100_000_000


_NOTHING_GIVEN = Given()
DEFAULT_LIMITS = Limits()


_BLANK = "it holds nothing but blanks. Look whether it was saved to its end."


def take(raw: bytes, name: str, given: Given = _NOTHING_GIVEN, limits: Limits = DEFAULT_LIMITS) -> Taking:
    """Make documents of the bytes of one file or page; what cannot be taken comes back as an Issue naming `name`."""
    given, issues = _checked(given, name)
    kind = "input"
    try:
        require_size(len(raw), limits.raw)
        if not raw.strip():
            raise InputError(_BLANK)
        kind = kind_of(raw, name)
        items = _READERS[kind](raw, name, given, limits)
    except InputError as error:
        return Taking(issues=(*issues, Issue("ingest", name, f"{kind}_refused", str(error))))
    except Exception as error:  # a fault in one parser must not stop the reports after this one
        detail = f"it could not be read as {kind} ({type(error).__name__}: {error}). Save the report as plain text."
        return Taking(issues=(*issues, Issue("ingest", name, f"{kind}_refused", detail)))
    documents: list[TakenDocument] = []
    for item in items.items:
        kept, damage = storable(item)
        documents.append(take_item(kept))
        issues += damage
    return Taking(tuple(documents), (*issues, *items.issues))


def require_size(size: int, limit: int) -> None:
    """Raise InputError where something is empty or larger than the limit."""
    if size == 0:
        raise InputError("it is empty. Look whether it was saved or downloaded to its end.")
    if size > limit:
        raise InputError(
            f"it has {size / 1e6:.1f} MB, over the limit of {limit / 1e6:.0f} MB. Split it, or raise the limit."
        )


def kind_of(raw: bytes, name: str) -> sniff.Kind:
    """Tell what kind of input bytes are; what is no text and no known format is `binary`."""
    found = sniff.sniff_bytes(raw)
    if found:
        return found.kind
    decoded = decode(raw)
    return sniff.sniff_text(decoded.text, name) if decoded else "binary"


def _checked(given: Given, name: str) -> tuple[Given, tuple[Issue, ...]]:
    if given.published is None:
        return given, ()
    at = iso_time(given.published)
    if at:
        return replace(given, published=at), ()
    detail = f"the date given, {given.published!r}, is no date as YYYY-MM-DD; it was left out."
    return replace(given, published=None), (Issue("ingest", name, "published_unreadable", detail),)


def _take_gzip(raw: bytes, name: str, given: Given, limits: Limits) -> Items:
    unpacked = unpack_gzip(raw, limits.unpacked)
    require_size(len(unpacked), limits.unpacked)
    inner = name.removesuffix(".gz")
    kind = kind_of(unpacked, inner)
    if kind == "gzip":
        raise InputError("it is a gzip file in a gzip file. Unpack it once.")
    items = _READERS[kind](unpacked, inner, given, limits)
    # The bytes as they came are the evidence; an item of many keeps its own.
    return replace(items, items=tuple(replace(i, raw=raw) if i.whole_file else i for i in items.items))


def _take_text(raw: bytes, name: str, given: Given, limits: Limits) -> Items:
    decoded = _text(raw, given.charset)
    if not decoded.text.strip():
        raise InputError(_BLANK)
    item = RawItem(raw, decoded.text, Extractor("decode", "1", decoded.encoding), name, whole_file=True, given=given)
    return Items((item,), _doubts(decoded, name))


def _take_html(raw: bytes, name: str, given: Given, limits: Limits) -> Items:
    decoded = _text(raw, given.charset or said_charset(raw))
    page = extract_page(decoded.text, given.url)
    item = RawItem(
        raw=raw,
        text=page.text,
        extracted_by=page_extractor(),
        name=name,
        source=page.source,
        url=page.url,
        title=page.title,
        published=page.published,
        whole_file=True,
        given=given,
    )
    return Items((item,), _doubts(decoded, name))


def _take_pdf(raw: bytes, name: str, given: Given, limits: Limits) -> Items:
    text, title = extract_pdf(raw)
    return Items((RawItem(raw, text, pdf_extractor(), name, title=title, whole_file=True, given=given),))


def _take_feed(raw: bytes, name: str, given: Given, limits: Limits) -> Items:
    return read_feed(raw, _text(raw, given.charset).text, name, given)


def _take_lines(raw: bytes, name: str, given: Given, limits: Limits) -> Items:
    return read_lines(raw, name, given)


def _take_json(raw: bytes, name: str, given: Given, limits: Limits) -> Items:
    text = _text(raw, None).text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if _is_report(raw.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]):
            return read_lines(raw, name, given)
        raise InputError(f"its JSON is broken in line {error.lineno} ({error.msg}). Export it again.") from None
    except RecursionError:
        raise InputError("its JSON is nested too deep to be a report. Export it again.") from None
    if is_export(value):
        return read_export(text, name, given)
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        item, doubts = read_report(raw, name, given)
        return Items((item,), doubts)
    raise InputError(
        'its JSON is neither a Telegram export (with "messages") nor a report (with "text"). '
        "Export the channel again as JSON, or write one report a line."
    )


def _take_binary(raw: bytes, name: str, given: Given, limits: Limits) -> Items:
    found = sniff.sniff_bytes(raw)
    what = found.what if found and found.what else "no text"
    raise InputError(f"it is {what}. Give the report as text, HTML or PDF.")


_READERS: dict[str, Callable[[bytes, str, Given, Limits], Items]] = {
    "text": _take_text,
    "html": _take_html,
    "pdf": _take_pdf,
    "feed": _take_feed,
    "json": _take_json,
    "jsonl": _take_lines,
    "gzip": _take_gzip,
    "binary": _take_binary,
}


def _text(raw: bytes, charset: str | None) -> Decoded:
    decoded = decode(raw, charset)
    if decoded is None:
        raise InputError("it holds bytes that are no text. Save it as UTF-8 text.")
    return decoded


def _doubts(decoded: Decoded, name: str) -> tuple[Issue, ...]:
    return (Issue("ingest", name, decoded.code, decoded.detail),) if decoded.code else ()


def _is_report(line: bytes) -> bool:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "text" in value
