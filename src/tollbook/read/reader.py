"""Reading: one document in, one Reading out, by a named way of reading."""

from collections.abc import Callable

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Document, Reading
from tollbook.model.tools import Tagger
from tollbook.read.gate import may_hold_casualties
from tollbook.read.model import reading_of_tags

Way = Callable[[Document, Tagger, Lexicon], Reading]


def read_by_model(document: Document, tagger: Tagger, lexicon: Lexicon) -> Reading:
    """Read with the trained tagger; a text without any word of harm is not shown to it and holds no claim."""
    if not may_hold_casualties(document.text, lexicon):
        return Reading(document.id, document.text_sha256, tagger.version, document.language)
    return reading_of_tags(document, tagger.tag(document.text), tagger.version, lexicon)


READERS: dict[str, Way] = {"model": read_by_model}


def read_text(document: Document, tagger: Tagger, lexicon: Lexicon, way: str = "model") -> Reading:
    """Read one document; the same document, tagger and tables give the same reading."""
    return READERS[way](document, tagger, lexicon)
