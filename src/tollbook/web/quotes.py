"""A claim's words in their paragraph, cut where marks begin and end, however long the report or its lines are."""

from collections.abc import Sequence
from dataclasses import replace

from tollbook.model import Claim, Document, Span, Statement
from tollbook.publish.marked import Mark, Piece, cut

REACH = 420  # characters of the paragraph on either side of a quote


def window(text: str, span: Span, reach: int = REACH) -> tuple[int, int]:
    """Give where the paragraph around a quote begins and ends, as much of it as `reach` allows, cut between words."""
    first, last = max(0, span.start - reach), min(len(text), span.end + reach)
    start = text.rfind("\n", first, span.start) + 1 or first
    end = text.find("\n", span.end, last)
    if start == first and first > 0:
        start = _word_begins(text, first, span.start)
    if end < 0:
        end = _word_ends(text, last, span.end) if last < len(text) else last
    return start, end


def pieces_of(document: Document, thing: Claim | Statement) -> tuple[list[Piece], bool, bool]:
    """Give the paragraph that states a claim, its words marked, and whether the report goes on before and after it."""
    return pieces_around(document, thing.span, _marks(thing))


def pieces_around(document: Document, span: Span, marks: Sequence[Mark]) -> tuple[list[Piece], bool, bool]:
    """Give the paragraph around words, with these marks, and whether the report goes on before and after it."""
    text = document.text
    start, end = window(text, span)
    inside = [m for m in marks if start <= m.span.start and m.span.end <= end]
    moved = [replace(m, span=replace(m.span, start=m.span.start - start, end=m.span.end - start)) for m in inside]
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return cut(text[start:end], moved), before not in ("", "\n"), after not in ("", "\n")


def mark_class(thing: Claim | Statement) -> str:
    """Name the colour of a quote: killed, injured, statement, or that of any other harm."""
    if isinstance(thing, Statement):
        return "statement"
    return thing.effect if thing.effect in ("killed", "injured") else "other"


def _marks(thing: Claim | Statement) -> list[Mark]:
    found = [Mark(s, thing.id) for s in (thing.span, *thing.more_quotes)]
    if thing.claimant:
        found.append(Mark(thing.claimant, thing.id, "claimant"))
    if thing.cue:
        found.append(Mark(thing.cue, thing.id, "cue"))
    return found


def _word_begins(text: str, at: int, until: int) -> int:
    return next((n + 1 for n in range(at, until) if text[n].isspace()), at)


def _word_ends(text: str, at: int, since: int) -> int:
    return next((n for n in range(at, since, -1) if text[n - 1].isspace()), at)
