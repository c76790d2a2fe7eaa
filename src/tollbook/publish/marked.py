"""A text cut where marks begin and end, so that overlapping quotes can be shown in it."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that something stands on: whose (an id) and what they are (quote, claimant, cue, place …)."""

    span: Span
    of: str
    role: str = "quote"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same marks cover; `opens` are those that begin here."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()


def cut(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """Cut `text` into pieces that joined give it back, each under the marks that cover it, longest mark first."""
    ordered = sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.of, m.role))
    bounds = sorted({0, len(text), *(b for m in ordered for b in (m.span.start, m.span.end))})
    pieces: list[Piece] = []
    open_marks: list[Mark] = []
    coming = iter(ordered)
    following = next(coming, None)
    for start, end in itertools.pairwise(bounds):
        open_marks = [m for m in open_marks if m.span.end > start]
        begun: list[Mark] = []
        while following is not None and following.span.start <= start:
            begun.append(following)
            following = next(coming, None)
        open_marks += begun
        pieces.append(Piece(start, text[start:end], tuple(open_marks), tuple(begun)))
    return pieces
