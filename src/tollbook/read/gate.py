"""The gate: a cheap look at a text for words of harm, before any model reads it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.phrases import phrase_pattern, plain
from tollbook.model import Span
from tollbook.text import sentences


def may_hold_casualties(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text holds any word of harm; a text without one holds no claim, and no model need read it."""
    return _gate_pattern(lexicon.language, tuple(lexicon.harm.meanings)).search(plain(text)) is not None


def casualty_sentences(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """Give the sentences of a text that hold a word of harm, in order."""
    for sentence in sentences(text):
        if may_hold_casualties(sentence.quote, lexicon):
            yield sentence


@lru_cache(maxsize=8)
def _gate_pattern(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    return phrase_pattern(words)
