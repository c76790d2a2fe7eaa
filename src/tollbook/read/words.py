"""A text as words: where each stands, which pieces of the model's vocabulary it has, and eight plain features."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

WINDOW = 510  # wordpieces a run: the encoder has 512 places, two of them taken by its marks
OVERLAP = 200
FEATURES = 8

_NUMBER_WORDS = frozenset(
    "no none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand "
    "thousands million dozen dozens scores several few many numerous some both couple pair half handful "
    "multiple tens a an".split()
)
_OPENING, _CLOSING = "“«„", "”»"
_INITIALS = frozenset(
    "mr mrs ms dr gen lt col maj capt sgt brig gov sen rep st no u s n jan feb aug sept oct nov dec".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: character offsets, pieces, sentence numbers, features (one row a word)."""

    text: str
    starts: Ints
    ends: Ints
    pieces: Ints
    piece_word: Ints
    sentence: Ints
    features: Floats

    def __len__(self) -> int:
        return len(self.starts)

    def cut(self, first: int, last: int) -> str:
        """Give the text from word `first` to word `last`, both included."""
        return self.text[int(self.starts[first]) : int(self.ends[last])]


def make_words(
    text: str, ids: Sequence[int], offsets: Sequence[tuple[int, int]], owners: Sequence[int | None]
) -> Words:
    """Group the pieces of a text into words by their owner, as the tokenizer numbers them."""
    starts: list[int] = []
    ends: list[int] = []
    pieces: list[int] = []
    piece_word: list[int] = []
    previous: int | None = None
    for piece, (start, end), owner in zip(ids, offsets, owners, strict=True):
        if owner is None or start >= end:
            continue
        if owner != previous:
            starts.append(start)
            ends.append(end)
            previous = owner
        ends[-1] = max(ends[-1], end)
        pieces.append(piece)
        piece_word.append(len(starts) - 1)
    sentence, features = _describe(text, starts, ends)
    numbers = [np.asarray(values, dtype=np.int64) for values in (starts, ends, pieces, piece_word)]
    return Words(text, numbers[0], numbers[1], numbers[2], numbers[3], sentence, features)


def windows(words: Words) -> list[tuple[int, int]]:
    """Cut the pieces into windows (first piece, end), each as long as the encoder reads, that overlap."""
    total = len(words.pieces)
    if total <= WINDOW:
        return [(0, total)]
    step = WINDOW - OVERLAP
    return [(at, min(at + WINDOW, total)) for at in range(0, total - OVERLAP, step)]


def owners_of_pieces(cuts: list[tuple[int, int]], total: int) -> Ints:
    """Say for each piece which window reads it: the one in which it stands furthest from an edge."""
    best = np.full(total, -1, dtype=np.int64)
    owner = np.zeros(total, dtype=np.int64)
    for n, (start, end) in enumerate(cuts):
        at = np.arange(start, end)
        left = np.where(start == 0, WINDOW, at - start)
        right = np.where(end == total, WINDOW, end - 1 - at)
        room = np.minimum(left, right)
        better = room > best[start:end]
        best[start:end] = np.where(better, room, best[start:end])
        owner[start:end] = np.where(better, n, owner[start:end])
    return owner


def pool_pieces(words: Words, states: Floats) -> Floats:
    """Average the states of each word's pieces."""
    count = np.bincount(words.piece_word, minlength=len(words)).astype(np.float32)
    firsts = np.searchsorted(words.piece_word, np.arange(len(words)))
    sums = np.add.reduceat(states, firsts, axis=0)
    return np.asarray(sums / count[:, None], dtype=np.float32)


def _describe(text: str, starts: list[int], ends: list[int]) -> tuple[Ints, Floats]:
    sentence = np.zeros(len(starts), dtype=np.int64)
    features = np.zeros((len(starts), FEATURES), dtype=np.float32)
    number = 0
    quoted = False
    before, before_end = "", 0
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        word, gap = text[start:end], text[before_end:start]
        broken = "\n" in gap
        if i and (broken or _ends_sentence(before, text[max(0, before_end - 14) : before_end], word)):
            number += 1
        if "\n\n" in gap:
            quoted = False
        if word in _OPENING:
            quoted = True
        elif word in _CLOSING:
            quoted = False
        elif word == '"':
            quoted = not quoted
        lower = word.casefold()
        digits = word[0].isdigit()
        features[i] = (
            word[0].isupper(),
            len(word) > 1 and word.isupper(),
            broken or i == 0,
            digits or lower in _NUMBER_WORDS,
            digits,
            quoted,
            bool(gap) or i == 0,
            i == 0 or number != sentence[i - 1],
        )
        sentence[i] = number
        before, before_end = word, end
    return sentence, features


def _ends_sentence(before: str, tail: str, word: str) -> bool:
    if before in "!?":
        return True
    if before != "." or word[0].islower() or word[0] in ".,;:)”":
        return False
    last = tail.rstrip(".").rsplit(" ", 1)[-1].rsplit(".", 1)[-1].casefold()
    return last not in _INITIALS and len(last) != 1
