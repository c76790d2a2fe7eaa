"""Claims in the making: one for each quote, effect and claimant that the tagger found, before repeats are joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Count, Issue, Span, TaggedSpan, Tags
from tollbook.model.codes import CLAIMANT_KINDS, ClaimantKind, Effect, Status
from tollbook.read.numbers import count_in, names_a_count
from tollbook.read.somebody import is_compared, is_day_of_month, names_somebody
from tollbook.read.status import status_of
from tollbook.text import fold

EFFECT_AT = 0.5  # probability from which a quote is read as saying an effect
BESIDE = 2  # characters between a speaker and the cue beside it
LINK_AT = 0.5  # probability from which a link outweighs "none"
AROUND = 40  # characters on either side of a quote that the number grammar sees ("up to", "years")
NAME_AT = 0.2  # … for a name where the likelier speaker is a word that stands for one
TOGETHER_AT = 0.4  # … for both together
_STANDS_IN = re.compile(
    r"(?:he|she|it|they|the|(?:the|a|its|his|her|their) (?:statement|communique|report|message|post))$", re.I
)
_ARTICLES = re.compile(r"^(?:the|a|an|his|her|their|its|our) ")


@dataclass(slots=True)
class Draft:
    """One quote × effect × claimant, with the tags that it was made of."""

    quote: int
    tagged: TaggedSpan
    effect: Effect
    score: float
    count: Count
    status: Status
    claimant: Span | None
    claimant_kind: ClaimantKind
    cue: Span | None
    repeats: list["Draft"] = field(default_factory=list)


def draft_claims(text: str, tags: Tags, lexicon: Lexicon, subject: str) -> tuple[list[Draft], list[Issue]]:
    """Make a draft of every effect × claimant of every quote; a quote without a number that can be read is refused."""
    drafts: list[Draft] = []
    issues: list[Issue] = []
    for number, found in enumerate(tags.family("quote")):
        tagged = replace(found, span=trimmed(found.span))
        effects = [(e, p) for e, p in tagged.several.items() if p >= EFFECT_AT]
        if not effects:
            continue
        count = read_count(text, tagged.span, lexicon)
        if count is None:
            issues.append(_uncounted(tagged.span.quote, lexicon, subject))
            continue
        status = status_of(tagged.span.quote, tagged.fields["status"], lexicon)
        for effect, score in effects:
            for claimant, kind in claimants_of(tagged, tags, lexicon):
                cue = linked(tagged, "cue", tags.family("cue")) if claimant else None
                drafts.append(Draft(number, tagged, cast("Effect", effect), score, count, status, claimant, kind, cue))
    return drafts, issues


def _uncounted(quote: str, lexicon: Lexicon, subject: str) -> Issue:
    if names_a_count(quote, lexicon):  # nothing to decide: its figure is a claim of its own, or was not given
        return Issue("read", subject, "count_elsewhere", f"{quote!r} names a count whose figure stands elsewhere")
    return Issue("read", subject, "no_number", f"no number of people in {quote!r}")


def trimmed(span: Span) -> Span:
    """Leave out the comma or stop that the tagger took in at a quote's end."""
    kept = span.quote.rstrip(" \n,.;:")
    return Span(span.start, span.start + len(kept), kept) if kept else span


def read_count(text: str, span: Span, lexicon: Lexicon) -> Count | None:
    """Read how many the quoted words say, with the words just around them."""
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    if not names_somebody(span.quote, lexicon) or is_day_of_month(span.quote, before, lexicon):
        return None
    if is_compared(span.quote, before):
        return None
    return count_in(span.quote, before, lexicon, after)


def claimants_of(tagged: TaggedSpan, tags: Tags, lexicon: Lexicon) -> Iterator[tuple[Span | None, ClaimantKind]]:
    """Give every speaker that outweighs "none", each once, or the text's own voice."""
    seen: list[str] = []
    speakers = tags.family("claimant")
    passed = [(speakers[n], chance) for n, chance in tagged.links.get("claimant", ())]
    if passed and _STANDS_IN.match(passed[0][0].span.quote):
        passed = _name_first(passed)
    for speaker, chance in passed:
        if chance >= LINK_AT and not any(same_speaker(speaker.span.quote, s) for s in seen):
            seen.append(speaker.span.quote)
            yield speaker.span, kind_of(speaker.fields.get("kind"))
    beside = None if seen else beside_cue(linked(tagged, "cue", tags.family("cue")), speakers)
    if beside is not None:
        seen.append(beside.span.quote)
        yield beside.span, kind_of(beside.fields.get("kind"))
    if not seen:
        yield None, kind_of(tagged.fields.get("claimant_kind"))


def _name_first(passed: list[tuple[TaggedSpan, float]]) -> list[tuple[TaggedSpan, float]]:
    """A name beats a pronoun (codebook part 6): "the statement said" is the words of who issued it.

    The tagger divides its chance between the two; together they must outweigh "none".
    """
    names = [(s, chance) for s, chance in passed[1:] if not _STANDS_IN.match(s.span.quote) and chance >= NAME_AT]
    if not names or passed[0][1] + names[0][1] < TOGETHER_AT:
        return passed
    return [(names[0][0], LINK_AT)]


def beside_cue(cue: Span | None, speakers: tuple[TaggedSpan, ...]) -> TaggedSpan | None:
    """Give the speaker right beside the cue that a claim points at: what has a cue has somebody who said it."""
    if cue is None:
        return None
    near = [s for s in speakers if 0 <= s.span.start - cue.end <= BESIDE or 0 <= cue.start - s.span.end <= BESIDE]
    return min(near, key=lambda s: (abs(s.span.start - cue.end), s.span.start), default=None)


def linked(tagged: TaggedSpan, name: str, targets: tuple[TaggedSpan, ...], at: float = LINK_AT) -> Span | None:
    """Give the best span that a link points at, or None where "none" outweighs it."""
    found = tagged.links.get(name, ())
    return targets[found[0][0]].span if found and found[0][1] >= at else None


def same_speaker(a: str | None, b: str | None) -> bool:
    """Tell whether two names are plainly one speaker's: the same words, or one within the other."""
    if a is None or b is None:
        return a is b
    left, right = (_ARTICLES.sub("", fold(x)) for x in (a, b))
    return left == right or f" {left} " in f" {right} " or f" {right} " in f" {left} "


def kind_of(name: str | None) -> ClaimantKind:
    """Take a tagger's kind of claimant; what the codebook does not know is unknown."""
    return name if name in CLAIMANT_KINDS else "unknown"
