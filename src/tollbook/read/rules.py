"""What the codebook settles by words alone: the tagger sees the whole text, but plain words outweigh it.

Each rule is applied where its words stand near the quote; what each gains is in docs/decisions/0006.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Claim, Span
from tollbook.model.ids import claim_id
from tollbook.read.drafts import same_speaker
from tollbook.text import sentence_at, sentences

_PART = re.compile(
    r"\b(?:including|include|among (?:them|whom|the dead|the wounded|the injured)|of (?:them|whom)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|most|some|half|many|several) of (?:them|whom))\b",
    re.I,
)
_STOPS = re.compile(r"[.;:!?]")
_AMONG = re.compile(
    r"\b(?:among|amongst|numbered among) (?:the|those) (?:dead|killed|victims|fatalities|slain|wounded|injured)\b", re.I
)
_DENIAL = re.compile(
    r"\b(?:denied|denies|deny|denying)\b(?:\s+(?:that|having|it had|any|the|killing|harming|causing)\b)?", re.I
)
_DENIAL_ENDS = re.compile(r"[.;!?]|\b(?:but|and said|and says|saying|instead|while)\b", re.I)
AT_HARM = 6  # characters between a hedge and the word of harm that it hedges ("may have been killed")
NEAR = 60  # characters between a total and the words that open the list of its parts


def settle_by_words(text: str, claims: Sequence[Claim], lexicon: Lexicon, text_sha256: str) -> list[Claim]:
    """Apply the rules of the codebook that words settle: hedges at the word of harm, parts of a total."""
    cut = tuple(sentences(text))
    worded = [
        _deny(text, _hedge(text, c, lexicon, cut), cut) for c in inherit_effects(text, claims, lexicon, text_sha256)
    ]
    return _find_wholes(text, worded, cut)


def _hedge(text: str, claim: Claim, lexicon: Lexicon, cut: tuple[Span, ...]) -> Claim:
    """Read `reported`, `possible` and `provisional` off the words themselves (codebook part 2).

    A hedge counts for the harm only where it stands at the word of harm ("reportedly killed", "feared dead"): in the
    same clause it mostly hedges who did it ("alleged strikes"), and cost .12 of agreement on recorders' narratives.
    """
    sentence = sentence_at(text, claim.span.start, cut)
    if sentence is None:
        return claim
    hedges = list(lexicon.hedges.find_all(sentence.quote))
    harms = [h for h in lexicon.harm.find_all(sentence.quote) if h.meaning == claim.effect]
    near = {f.meaning for f in hedges for h in harms if f.start <= h.start <= f.end + AT_HARM}
    certainty = claim.certainty
    if certainty == "stated" and "reported" in near:
        certainty = "reported"
    elif certainty == "stated" and "possible" in near:
        certainty = "possible"
    provisional = claim.provisional or any(f.meaning == "provisional" for f in hedges)
    return replace(claim, certainty=certainty, provisional=provisional)


def _deny(text: str, claim: Claim, cut: tuple[Span, ...]) -> Claim:
    """A denial that harm was done is a denied claim: "denied that any civilians had been killed" (codebook part 1)."""
    sentence = sentence_at(text, claim.span.start, cut)
    if sentence is None or claim.polarity == "denied" or claim.count.high == 0:
        return claim
    before = text[sentence.start : claim.span.start]
    denials = list(_DENIAL.finditer(before))
    if not denials or _DENIAL_ENDS.search(before, denials[-1].end()):
        return claim
    return replace(claim, polarity="denied")


def _find_wholes(text: str, claims: list[Claim], cut: tuple[Span, ...]) -> list[Claim]:
    """Give a part without a whole the total before it: "21 civilians, including 11 children and the manager"."""
    out = list(claims)
    for n, claim in enumerate(claims):
        if claim.part_of is None:
            whole = _whole_before(text, claim, out, cut)
            out[n] = replace(claim, part_of=whole.id) if whole else claim
    return out


def inherit_effects(text: str, claims: Sequence[Claim], lexicon: Lexicon, text_sha256: str) -> list[Claim]:
    """Give a listed part the effect of its total, where no other word of harm stands between: "killed, including …"."""
    out = list(claims)
    for n, claim in enumerate(claims):
        whole = next((c for c in reversed(out[:n]) if _lists(text, c, claim, lexicon)), None)
        if whole is not None and whole.effect != claim.effect:
            name = claim_id(text_sha256, claim.span.start, claim.span.end, whole.effect)
            if all(c.id != name for c in out):
                out[n] = replace(claim, id=name, effect=whole.effect)
    return out


def _lists(text: str, whole: Claim, part: Claim, lexicon: Lexicon) -> bool:
    between = text[whole.span.end : part.span.end]
    opening = _PART.search(between)
    if opening is None or opening.start() > NEAR or _STOPS.search(between):
        return False
    if any(lexicon.harm.find_all(between[opening.end() :])) or part.more_quotes:
        return False
    said = (c.claimant.quote if c.claimant else None for c in (whole, part))
    return same_speaker(*said) and (whole.count.low or 0) > (part.count.low or 0)


def _whole_before(text: str, part: Claim, claims: list[Claim], cut: tuple[Span, ...]) -> Claim | None:
    sentence = sentence_at(text, part.span.start, cut)
    if sentence is None:
        return None
    earlier = [c for c in claims if c.span.end <= part.span.start and _may_hold(c, part)]
    for whole in reversed(earlier):
        between = text[whole.span.end : part.span.end]
        opening = _PART.search(between)
        if whole.span.start >= sentence.start and opening and opening.start() <= NEAR and not _STOPS.search(between):
            return whole
    if _AMONG.search(sentence.quote):
        return max(earlier, key=lambda c: (c.count.low or c.count.high or 0, c.span.start), default=None)
    return None


def _may_hold(whole: Claim, part: Claim) -> bool:
    """A whole has the same effect, speaker and incident, is no part itself, and is larger."""
    if (whole.effect, whole.account, whole.polarity, whole.scope) != (
        part.effect,
        part.account,
        part.polarity,
        part.scope,
    ):
        return False
    if not same_speaker(*(c.claimant.quote if c.claimant else None for c in (whole, part))):
        return False
    large, small = whole.count.low or whole.count.high, part.count.low or part.count.high
    return whole.part_of is None and large is not None and small is not None and small < large
