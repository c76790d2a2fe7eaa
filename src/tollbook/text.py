"""What several rooms need of text: folding names, cutting sentences, finding words."""

import re
import unicodedata
from collections.abc import Iterator

from tollbook.model import Span

# Words that a full stop does not end a sentence after; weekday and month names only where they are cut short.
_ABBREVIATION_WORDS = """
mr mrs ms dr gen lt col maj capt sgt brig gov sen rep st no jan feb mar apr jun jul aug sept oct nov dec
mon tue wed thu fri vs etc approx u.s u.n u.k e.g i.e a.m p.m jr sr prof rev hon pres
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[\n\u2028\u2029]+")


def fold(name: str) -> str:
    """Fold a name for comparing: no accents, case, apostrophes or hyphens, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    kept = re.sub(r"[‘’ʻʼʿʾ'`´]", "", kept)
    return " ".join(re.sub(r"[-‐-―_/.,]", " ", kept).split())


def sentences(text: str) -> Iterator[Span]:
    """Cut a text into sentences, in order; line breaks end one, abbreviations and initials do not."""
    start = 0
    for stop in _STOP.finditer(text):
        if stop.group()[0] == "." and _is_abbreviation(text, stop.start()):
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def sentence_at(text: str, offset: int, cut: tuple[Span, ...] | None = None) -> Span | None:
    """Give the sentence that holds the character at `offset`, or None between sentences."""
    for sentence in cut if cut is not None else sentences(text):
        if sentence.start <= offset < sentence.end:
            return sentence
    return None


def _is_abbreviation(text: str, stop: int) -> bool:
    word = re.search(r"[\w.]*$", text[max(0, stop - 12) : stop])
    before = word.group() if word else ""
    if len(before) == 1 and before.isupper():
        return True
    return before.casefold() in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span.of(text, start, end)
