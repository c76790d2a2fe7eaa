"""Runs of five words of a text, and the bands of their MinHash by which likely copies find each other."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rensa import RMinHash

WORDS_IN_SHINGLE = 5
PERMUTATIONS = 128
SEED = 1
# Two rows a band: texts that share a quarter of their runs meet with .98, a tenth with .47, unrelated ones with .002.
ROWS = 2
# The form of the signature; it has changed before, so it is part of every copy's reasons.
SIGNATURE = f"rensa-{RMinHash.ALGORITHM_VERSION}/{WORDS_IN_SHINGLE}/{PERMUTATIONS}"
# An opening sentence must be this long to be more than a dateline, a label or page furniture.
SHORTEST_OPENING = 10
OPENINGS = 3

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Shingled:
    """The runs of words of one text and the keys that a copy of it would share."""

    document_id: str
    words: int
    shingles: frozenset[str]
    keys: tuple[str, ...]


def shingle(document_id: str, text: str) -> Shingled:
    """Cut a text into its runs of five words and sign them."""
    words = words_of(text)
    runs = frozenset(" ".join(words[i : i + WORDS_IN_SHINGLE]) for i in range(len(words) - WORDS_IN_SHINGLE + 1))
    return Shingled(document_id, len(words), runs, (*_bands(runs), *_openings(text)))


def words_of(text: str) -> list[str]:
    """The words of a text without case, accents' encodings and marks."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _bands(runs: frozenset[str]) -> Iterator[str]:
    if not runs:
        return
    signature = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    signature.update(sorted(runs))
    digest = signature.digest()
    for band in range(0, PERMUTATIONS, ROWS):
        yield f"{band}:" + ":".join(map(str, digest[band : band + ROWS]))


def _openings(text: str) -> Iterator[str]:
    """The first long lines or sentences: a copy is cut from its end, however long the rest of the origin is."""
    found = 0
    for piece in re.split(r"[.!?]\s|\n", text):
        words = words_of(piece)
        if len(words) >= SHORTEST_OPENING:
            # A dateline before the first sentence is left out by keying on its last words.
            yield "o:" + " ".join(words[-SHORTEST_OPENING:])
            found += 1
        if found == OPENINGS:
            return
