"""What the codebook settles by words alone: the tagger sees the whole text, but plain words outweigh it.

Each rule is applied where its words stand near the quote; measured beside the tagger's own answer (docs/eval).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Claim, Span
from tollbook.text import sentence_at, sentences

_PART = re.compile(
    r"\b(?:including|include|among (?:them|whom|the dead|the wounded|the injured)|of (?:them|whom)|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|most|some|half|many|several) of (?:them|whom))\b",
    re.I,
)
_NEVER_RISES = re.compile(r"[.;:!?]")
AT_HARM = 6  # characters between a hedge and the word of harm that it hedges ("may have been killed")
NEAR = 60  # characters between a total and the words that open the list of its parts


def settle_by_words(text: str, claims: Sequence[Claim], lexicon: Lexicon) -> list[Claim]:
    """Apply the rules of the codebook that words settle: hedges at the word of harm, parts of a total."""
    cut = tuple(sentences(text))
    hedged = [_hedge(text, c, lexicon, cut) for c in claims]
    return _find_wholes(text, hedged, cut)


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


def _find_wholes(text: str, claims: list[Claim], cut: tuple[Span, ...]) -> list[Claim]:
    """Give a part without a whole the total before it: "21 civilians, including 11 children and the manager"."""
    out = []
    for claim in claims:
        whole = None if claim.part_of else _whole_before(text, claim, claims, cut)
        out.append(replace(claim, part_of=whole.id) if whole else claim)
    return out


def _whole_before(text: str, part: Claim, claims: list[Claim], cut: tuple[Span, ...]) -> Claim | None:
    sentence = sentence_at(text, part.span.start, cut)
    for whole in reversed(claims):
        if whole.span.end > part.span.start or not _may_hold(whole, part):
            continue
        if sentence is None or whole.span.start < sentence.start:
            continue
        between = text[whole.span.end : part.span.end]
        opening = _PART.search(between)
        if opening and opening.start() <= NEAR and not _NEVER_RISES.search(between):
            return whole
    return None


def _may_hold(whole: Claim, part: Claim) -> bool:
    """A whole has the same effect, speaker and incident, is no part of this part, and is larger."""
    if (whole.effect, whole.account, whole.polarity) != (part.effect, part.account, part.polarity):
        return False
    if (whole.claimant and whole.claimant.quote) != (part.claimant and part.claimant.quote):
        return False
    large, small = whole.count.low or whole.count.high, part.count.low or part.count.high
    return whole.part_of is None and large is not None and small is not None and small < large
