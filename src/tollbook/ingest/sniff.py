"""What a file is, by its content first and its name second."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "html", "pdf", "feed", "json", "jsonl", "gzip", "binary"]

_BINARY = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording or film"),
    (b"RIFF", "a sound recording, film or picture"),
    (b"WARC/", "a web archive (WARC), which is not read yet"),
)
_PROLOGUE = r"^\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*)*"
_DOCTYPE = r"(?:<!DOCTYPE(?!\s+html)[^>\[]*(?:\[.*?\]\s*)?>\s*)?"
_FEED = re.compile(_PROLOGUE + _DOCTYPE + r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE | re.DOTALL)
_HTML = re.compile(_PROLOGUE + r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"</(?:p|div|a|span|head|body|html|article|h1|li)\s*>", re.IGNORECASE)
_HTML_ENDINGS = (".html", ".htm", ".xhtml")
_LINE_ENDINGS = (".jsonl", ".ndjson")
_TEXT_ENDINGS = (".txt", ".md", ".text")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The kind of a file, and for a binary one what it seems to be."""

    kind: Kind
    what: str = ""


def sniff_bytes(raw: bytes) -> Sniffed | None:
    """Tell what bytes are that are no text of one encoding or another; None where they may be text."""
    if raw[:2] == b"\x1f\x8b":
        return Sniffed("gzip")
    if b"%PDF-" in raw[:1024]:
        return Sniffed("pdf")
    for magic, what in _BINARY:
        if raw.startswith(magic):
            return Sniffed("binary", what)
    if raw[4:8] == b"ftyp":
        return Sniffed("binary", "a film or picture")
    return None


def sniff_text(text: str, name: str) -> Kind:
    """Tell how a text is to be read: as a page, a feed, an export, a report a line, or as it is."""
    low = _ending(name)
    head = text[:5000].lstrip("\ufeff")
    if _FEED.match(head):
        return "feed"
    if _HTML.match(head) or (low in _HTML_ENDINGS and "<" in head):
        return "html"
    if low in _LINE_ENDINGS:
        return "jsonl"
    if low == ".json" or (low not in _TEXT_ENDINGS and head.lstrip()[:1] in ("{", "[")):
        return "json"
    if low not in _TEXT_ENDINGS and head.lstrip().startswith("<") and len(_TAGS.findall(head)) >= 3:
        return "html"
    return "text"


def _ending(name: str) -> str:
    last = name.rsplit("/", 1)[-1].casefold().removesuffix(".gz")
    dot = last.rfind(".")
    return last[dot:] if dot > 0 else ""
