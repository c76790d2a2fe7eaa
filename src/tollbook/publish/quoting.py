"""A quote within its sentence: which words of the report are shown around it."""

from dataclasses import dataclass

from tollbook.model import Span
from tollbook.text import sentence_at

AROUND = 80  # characters of the sentence shown on either side of a quote on a screen
# The sentence is looked for in a little more than is shown, not in the whole text: at the end of a report of 5 MB that
# took 0.34 s a quote, so it takes 0.06 ms. An abbreviation is told by the dozen letters before its stop.
_MORE = 40


@dataclass(frozen=True, slots=True)
class Context:
    """The words from `start` to `end` of a text, and whether their sentence goes on before and after."""

    start: int
    end: int
    goes_back: bool
    goes_on: bool


def around(text: str, span: Span, reach: int = AROUND) -> Context:
    """Give a quote's sentence, as much of it as `reach` allows on either side, cut between words."""
    first, last = _sentence(text, span, reach)
    left, right = max(first, span.start - reach), min(last, span.end + reach)
    while left > first and left < span.start and not text[left - 1].isspace():
        left += 1
    while right < last and right > span.end and not text[right].isspace():
        right -= 1
    return Context(left, right, left > first, right < last)


def _sentence(text: str, span: Span, reach: int) -> tuple[int, int]:
    """Where the sentence begins and ends, or where looking for it ends: one that reaches further is cut anyway."""
    offset = max(0, span.start - reach - _MORE)
    window = text[offset : span.end + reach + _MORE]
    begins = sentence_at(window, span.start - offset)
    ends = sentence_at(window, span.end - 1 - offset)
    return (
        min(begins.start + offset, span.start) if begins else span.start,
        max(ends.end + offset, span.end) if ends else span.end,
    )
