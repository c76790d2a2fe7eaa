"""Whom a claim counts, where its own words settle it by the codebook; else as the tagger reads the passage."""

from typing import cast

from tollbook.lang.lexicon import Lexicon
from tollbook.model.codes import Status


def status_of(words: str, tagged: str, lexicon: Lexicon) -> Status:
    """Give the status that the quoted words name ("five militants"), else the tagger's.

    Words that name two statuses ("three civilians and a soldier") and words that name none ("people", "others") leave
    it to the tagger, who sees the whole text.
    """
    named = {found.meaning for found in lexicon.statuses.find_all(words)} - {"unknown"}
    return next(iter(named)) if len(named) == 1 else cast("Status", tagged)
