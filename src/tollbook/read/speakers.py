"""Who says it, where plain words settle it: a speaker cut short, and words inside a quotation.

What stands inside a direct quotation is somebody's words, never the text's own voice (codebook part 2: the source of
a quotation is a claimant).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from tollbook.model import Claim, Span, Statement, TaggedSpan
from tollbook.read.drafts import kind_of

Said = TypeVar("Said", Claim, Statement)

_CUT_SHORT = re.compile(r"\b(?:for|of|from)$", re.I)
_REST = re.compile(r"\s+[^,.;:!?\n“”\"()]+")
_REST_ENDS = re.compile(r"\s+(?:on|at|in|after|who|which|that|told|said|says|as|to|while|when|and|but)\b", re.I)
_QUOTATION = re.compile(r"“[^“”]{25,1500}[”\"]|\"[^\"“”\n]{25,1500}[\"”]")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
LONGEST_REST = 90
FAR = 300  # characters: "the statement said" follows the statement's author by one short paragraph


def settle_speakers(text: str, said: Sequence[Said], speakers: Sequence[TaggedSpan]) -> list[Said]:
    """Complete speakers that the tagger cut short, and give words inside quotations their speaker."""
    quotations = [m.span() for m in _QUOTATION.finditer(text)]
    outside = [s for s in speakers if not _around(s.span, quotations)]
    return [_complete(text, _attribute(text, one, quotations, outside)) for one in said]


def _complete(text: str, one: Said) -> Said:
    """Read on after "a spokesman for": the words to the next stop are part of the name."""
    if one.claimant is None or not _CUT_SHORT.search(one.claimant.quote):
        return one
    rest = _REST.match(text, one.claimant.end)
    if rest is None:
        return one
    end = _REST_ENDS.search(rest.group())
    length = min(end.start() if end else len(rest.group()), LONGEST_REST)
    words = text[one.claimant.start : one.claimant.end + length].rstrip()
    return replace(one, claimant=Span(one.claimant.start, one.claimant.start + len(words), words))


def _attribute(text: str, one: Said, quotations: list[tuple[int, int]], outside: list[TaggedSpan]) -> Said:
    if one.claimant is not None:
        return one
    around = _around(one.span, quotations)
    if around is None:
        return one
    speaker = _speaker_of(text, around, outside)
    if speaker is None:
        return one
    return replace(one, claimant=speaker.span, claimant_kind=kind_of(speaker.fields.get("kind")))


def _speaker_of(text: str, quotation: tuple[int, int], outside: list[TaggedSpan]) -> TaggedSpan | None:
    """Give the speaker named nearest to the quotation in its paragraph, else the last one of the paragraph before."""
    breaks = [0, *(m.end() for m in _PARAGRAPH.finditer(text)), len(text)]
    at = max(i for i, b in enumerate(breaks) if b <= quotation[0])
    here = [s for s in outside if breaks[at] <= s.span.start < _next(breaks, at, len(text))]
    if here:
        return min(here, key=lambda s: _gap(s.span, quotation))
    before = [s for s in outside if s.span.start < breaks[at]]
    near = [s for s in before if quotation[0] - s.span.end <= FAR]
    return near[-1] if near else None


def _next(breaks: list[int], at: int, end: int) -> int:
    later = [b for b in breaks if b > breaks[at]]
    return later[0] if later else end


def _gap(span: Span, quotation: tuple[int, int]) -> int:
    return span.start - quotation[1] if span.start >= quotation[1] else quotation[0] - span.end


def _around(span: Span, quotations: list[tuple[int, int]]) -> tuple[int, int] | None:
    return next(((a, b) for a, b in quotations if a <= span.start and span.end <= b), None)
