"""Who says it, where plain words settle it: a speaker cut short, and words inside a quotation.

What stands inside a direct quotation is somebody's words, never the text's own voice (codebook part 2: the source of
a quotation is a claimant).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Claim, Span, Statement, TaggedSpan
from tollbook.read.drafts import kind_of
from tollbook.text import sentence_at, sentences

Said = TypeVar("Said", Claim, Statement)

_CUT_SHORT = re.compile(r"\b(?:for|of|from|an?|the)$", re.I)
_WORD_END = re.compile(r"(?:[^\W_]*)(?:['’]s\b)?")
_NEXT_WORDS = re.compile(r"(?: [^\W\d_][\w'’-]*){1,3}")
_REST = re.compile(r"\s+[^,.;:!?\n“”\"()]+")
_REST_ENDS = re.compile(r"\s+(?:on|at|in|after|who|which|that|told|said|says|as|to|while|when|and|but)\b", re.I)
_QUOTATION = re.compile(r"“[^“”]{25,1500}[”\"]|\"[^\"“”\n]{25,1500}[\"”]")
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
_PRONOUN = re.compile(r"(?:he|she|they|it)$", re.I)
_PRONOUN_SAID = re.compile(r"(?:^|[,”\"]\s*)(?P<who>he|she|they|it)\s+(?P<cue>said|says|added|told|adds)\b", re.I)
LONGEST_REST = 90
FAR = 300  # characters: "the statement said" follows the statement's author by one short paragraph


def settle_speakers(text: str, said: Sequence[Said], speakers: Sequence[TaggedSpan], lexicon: Lexicon) -> list[Said]:
    """Complete speakers that the tagger cut short, and give words inside quotations their speaker."""
    quotations = [m.span() for m in _QUOTATION.finditer(text)]
    outside = [s for s in speakers if not _around(s.span, quotations)]
    cut = tuple(sentences(text))
    attributed = (_by_pronoun(text, _attribute(text, one, quotations, outside), outside, cut) for one in said)
    return [replace(x, claimant=whole_name(text, x.claimant, lexicon)) if x.claimant else x for x in attributed]


def whole_name(text: str, name: Span, lexicon: Lexicon) -> Span:
    """Read on where a name was torn: to the end of its word, of "a spokesman for …", of "Mali's | armed forces"."""
    end = name.end + len(_WORD_END.match(text, name.end).group())  # type: ignore[union-attr]
    if _CUT_SHORT.search(text[name.start : end]):
        rest = _REST.match(text, end)
        stop = _REST_ENDS.search(rest.group()) if rest else None
        end += min(stop.start() if stop else len(rest.group()), LONGEST_REST) if rest else 0
    else:
        end = _office_end(text, name.start, end, lexicon)
    words = text[name.start : end].rstrip()
    return Span(name.start, name.start + len(words), words)


def _office_end(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Take in the words right after a name that finish what a table knows as a speaker ("Mali's" + "armed forces")."""
    following = _NEXT_WORDS.match(text, end)
    if following is None:
        return end
    size = end - start
    reaches = [f.end for f in lexicon.claimants.find_all(text[start : following.end()]) if f.start <= size + 1 < f.end]
    return start + max(reaches, default=size)


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


def _by_pronoun(text: str, one: Said, outside: list[TaggedSpan], cut: tuple[Span, ...]) -> Said:
    """Give what "he said" reports to the name in the two sentences before, else to the pronoun (codebook part 6)."""
    sentence = sentence_at(text, one.span.start, cut) if one.claimant is None else None
    said = _PRONOUN_SAID.search(sentence.quote) if sentence else None
    if sentence is None or said is None:
        return one
    at = cut.index(sentence)
    names = [s for s in outside if cut[max(0, at - 2)].start <= s.span.start < sentence.start]
    named = [s for s in names if not _PRONOUN.match(s.span.quote)]
    cue = Span.of(text, sentence.start + said.start("cue"), sentence.start + said.end("cue"))
    if named:
        return replace(one, claimant=named[-1].span, cue=cue, claimant_kind=kind_of(named[-1].fields.get("kind")))
    pronoun = Span.of(text, sentence.start + said.start("who"), sentence.start + said.end("who"))
    return replace(one, claimant=pronoun, cue=cue)


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
