"""The gate: a cheap look at a text for words of harm, before any model reads it."""

from collections.abc import Iterator
from functools import lru_cache

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Span
from tollbook.text import sentences

# Capitals become small letters, all but ASCII letters and digits a space: words are then cut at 30,000 texts of 400
# words a second, against 2,000 for one pattern of all the words and 11,000 for a pattern that cuts words.
_PLAIN_BYTES = bytes(c + 32 if 65 <= c <= 90 else c if 97 <= c <= 122 or 48 <= c <= 57 else 32 for c in range(256))


def may_hold_casualties(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text holds a sure word of harm or two loose ones; without them no model need read it."""
    sure, loose = _words_as_bytes(lexicon)
    words = text.encode("utf-8", "surrogatepass").translate(_PLAIN_BYTES).split()
    return not sure.isdisjoint(words) or len(loose.intersection(words)) > 1


def casualty_sentences(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Give the sentences of a text that hold any word of harm, sure or loose, in order."""
    sure, loose = _words_as_bytes(lexicon)
    for sentence in sentences(text):
        words = sentence.quote.encode("utf-8", "surrogatepass").translate(_PLAIN_BYTES).split()
        if not (sure.isdisjoint(words) and loose.isdisjoint(words)):
            yield sentence


@lru_cache(maxsize=8)
def _words_as_bytes(lexicon: Lexicon) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Give the words of the gate as bytes; a word outside ASCII stops nothing and opens nothing here."""
    gate = lexicon.gate
    return frozenset(w.encode() for w in gate.sure), frozenset(w.encode() for w in gate.loose)
