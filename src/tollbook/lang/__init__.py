"""Tables of words, one folder a language: code elsewhere is grammar, the words are here."""

from functools import cache

from tollbook.lang.actors import load_actors
from tollbook.lang.lexicon import Lexicon, build_lexicon

__all__ = ["Lexicon", "load", "load_actors"]


@cache
def load(language: str) -> Lexicon:
    """Give the checked Lexicon of a language ("en"); it is read once, and the same for every caller."""
    return build_lexicon(language)
