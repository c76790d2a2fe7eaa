"""Identifiers made from content: the same words at the same place have the same name on every machine."""

import hashlib
import unicodedata


def sha256_text(text: str) -> str:
    """Hash a text as UTF-8, in hexadecimal; lone surrogates are kept, so that every text has a hash."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sha256_bytes(raw: bytes) -> str:
    """Hash bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def short_id(prefix: str, *parts: str | int | None) -> str:
    """Make a readable id of 16 hexadecimal digits out of parts that are kept apart by a unit separator."""
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return f"{prefix}-{sha256_text(joined)[:16]}"


def document_id(source_id: str, raw_sha256: str, item: str = "") -> str:
    """Name a document by its source and original bytes; `item` tells the items of one feed or export apart."""
    return short_id("d", source_id, raw_sha256, item)


def claim_id(text_sha256: str, start: int, end: int, effect: str, n: int = 0) -> str:
    """Name a claim by text, place and effect; `n` counts the claims of one quote ("X and Y said"), in text order."""
    return short_id("c", text_sha256, start, end, effect, n)


def statement_id(text_sha256: str, start: int, end: int, kind: str, n: int = 0) -> str:
    """Name a statement by text, place and kind; `n` counts those that share all three."""
    return short_id("s", text_sha256, start, end, kind, n)


def source_id(name: str) -> str:
    """Name a source by its name, whatever its case and spacing."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return short_id("o", folded)
