"""Bytes to text: by their mark, as UTF-8, else by a guess that is named."""

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 20_000
# Western text has an accent here and there, Cyrillic or Arabic text has one in every second place.
WESTERN_SHARE = 0.15
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}
MOST_CONTROLS = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that it was read in, and what is doubtful about that."""

    text: str
    encoding: str
    code: str = ""
    detail: str = ""


def decode(raw: bytes, said: str | None = None) -> Decoded | None:
    """Read bytes as text; `said` is the encoding that a server or page named. None where they are no text at all.

    The mark at the start (BOM) belongs to the encoding and not to the text; line ends stay as they are.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw[len(mark) :], encoding)
    if said and (decoded := _as_said(raw, said)):
        return decoded
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return None if _is_binary(raw) and not _utf16(raw) else _guessed(raw, error)
    if "\x00" in text:
        encoding16 = _utf16(raw)
        return _marked(raw, encoding16, guessed=True) if encoding16 else None
    return None if _is_binary(raw) else Decoded(text, "utf-8")


def _marked(raw: bytes, encoding: str, *, guessed: bool = False) -> Decoded:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        text = raw.decode(encoding, "replace")
        return Decoded(text, encoding, "encoding_damaged", _damage(raw, error, encoding))
    if guessed:
        return Decoded(text, encoding, "encoding_guessed", _guess(encoding))
    return Decoded(text, encoding)


def _as_said(raw: bytes, said: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(said), codecs.lookup(said).name)
    except (LookupError, UnicodeDecodeError):
        return None


def _guessed(raw: bytes, error: UnicodeDecodeError) -> Decoded:
    encoding16 = _utf16(raw)
    if encoding16:
        return _marked(raw, encoding16, guessed=True)
    damaged = raw.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    if bad * 3 < sum(c > "\x7f" for c in damaged):
        return Decoded(damaged, "utf-8", "encoding_damaged", _damage(raw, error, "utf-8"))
    encoding = _guess_encoding(raw)
    return Decoded(raw.decode(encoding, "replace"), encoding, "encoding_guessed", _guess(encoding))


def _guess_encoding(raw: bytes) -> str:
    letters = sum(b > 32 for b in raw[:SAMPLE])
    high = sum(b > 127 for b in raw[:SAMPLE])
    if high > WESTERN_SHARE * letters:
        from charset_normalizer import from_bytes  # only for text that is neither UTF-8 nor Western

        best = from_bytes(raw[:SAMPLE]).best()
        if best:
            return best.encoding
    return "latin-1" if any(b in raw for b in b"\x81\x8d\x8f\x90\x9d") else "cp1252"


def _utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark shows as a zero in every second place of Western text."""
    sample = raw[:SAMPLE]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _is_binary(raw: bytes) -> bool:
    sample = raw[:SAMPLE]
    return b"\x00" in sample or sum(b in CONTROLS for b in sample) > MOST_CONTROLS * len(sample)


def _guess(encoding: str) -> str:
    return (
        f"the text is not UTF-8; it was read as {encoding}, which is a guess. "
        "Look whether its accents and quotation marks are right; if not, save it as UTF-8 and read it again."
    )


def _damage(raw: bytes, error: UnicodeDecodeError, encoding: str) -> str:
    line = raw[: error.start].count(b"\n") + 1
    return f"bytes that are no {encoding} stand in line {line}; each was replaced by �. Save the file again as UTF-8."
