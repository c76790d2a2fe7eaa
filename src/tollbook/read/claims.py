"""Drafts joined to claims: a figure said again by the same speaker is one claim with one more quote."""

from collections import Counter
from typing import cast

from tollbook.model import Claim, Count, Span, Tags
from tollbook.model.codes import Certainty, Group, Means, Polarity, Scope
from tollbook.model.ids import claim_id
from tollbook.read.drafts import LINK_AT, Draft, same_speaker

REPEAT_AT = 0.5  # probability from which two quotes are one claim
SAME_FIGURE_AT = 0.2  # … where figure, group and incident agree as well
TELLING = 10  # a figure from which on it is the same figure said again, whatever the tagger thinks


def join_repeats(drafts: list[Draft], tags: Tags) -> list[Draft]:
    """Join the drafts that say one claim; the one that names its speaker leads, else the first."""
    chances = {frozenset((i, j)): p for i, j, p in tags.pairs.get("same_claim", ())}
    leaders: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.claimant is None, d.tagged.span.start)):
        leader = next((x for x in leaders if _is_repeat(x, draft, chances)), None)
        if leader is None:
            leaders.append(draft)
        elif draft.quote != leader.quote:
            leader.repeats.append(draft)
    return sorted(leaders, key=lambda d: (d.tagged.span.start, d.tagged.span.end))


def _is_repeat(leader: Draft, draft: Draft, chances: dict[frozenset[int], float]) -> bool:
    if leader.effect != draft.effect or leader.tagged.fields.get("polarity") != draft.tagged.fields.get("polarity"):
        return False
    said = (leader.claimant.quote if leader.claimant else None, draft.claimant.quote if draft.claimant else None)
    if leader.quote == draft.quote:
        return same_speaker(*said)
    if not same_speaker(*said) and draft.claimant is not None:
        return False
    chance = chances.get(frozenset((leader.quote, draft.quote)), 0.0)
    if (leader.count == draft.count or _same_floor(leader.count, draft.count)) and leader.tagged.fields.get(
        "group"
    ) == draft.tagged.fields.get("group"):
        if (
            _tells_apart(draft.count)
            and leader.status == draft.status
            and leader.tagged.incident == draft.tagged.incident
        ):
            return True
        return chance >= (SAME_FIGURE_AT if leader.tagged.incident == draft.tagged.incident else REPEAT_AT)
    return chance >= REPEAT_AT and _is_vaguer(draft.count, leader.count)


def _tells_apart(count: Count) -> bool:
    """Tell whether a figure is large enough that it hardly stands twice in one account by chance."""
    return count.wording != "vague" and (count.low or 0) >= TELLING


def _same_floor(a: Count, b: Count) -> bool:
    """Tell whether two counts say one figure: "at least 21" and "21" (codebook part 1)."""
    return a.low is not None and a.low == b.low and {a.wording, b.wording} == {"at_least", "exact"}


def _is_vaguer(later: Count, earlier: Count) -> bool:
    """Tell whether a count says less than another or as much, and nothing against it ("dozens" after "26")."""
    less = later.wording in ("vague", "at_least") and (later.low or 0) <= (earlier.low or 0)
    return less or (later.low is not None and later.low == earlier.low)


def make_claims(drafts: list[Draft], accounts: dict[int, int], text_sha256: str) -> list[Claim]:
    """Give each joined draft its id, its fields and the claim that it is a part of."""
    used: Counter[tuple[int, int, str]] = Counter()
    ids: list[str] = []
    for draft in drafts:
        span = draft.tagged.span
        key = (span.start, span.end, draft.effect)
        ids.append(claim_id(text_sha256, *key, used[key]))
        used[key] += 1
    wholes = [_whole_of(draft, drafts) for draft in drafts]
    return [
        _make_claim(draft, ids[n], ids[whole] if (whole := wholes[n]) is not None else None, accounts)
        for n, draft in enumerate(drafts)
    ]


def _whole_of(draft: Draft, drafts: list[Draft]) -> int | None:
    """Find the claim of the same effect and speaker that this one is a part of."""
    for quote, chance in draft.tagged.links.get("part_of", ()):
        if chance < LINK_AT:
            return None
        for number, other in enumerate(drafts):
            said_in = (other.quote, *(r.quote for r in other.repeats))
            names = [d.claimant.quote if d.claimant else None for d in (draft, other)]
            if quote in said_in and other is not draft and other.effect == draft.effect and same_speaker(*names):
                return number
    return None


def _make_claim(draft: Draft, name: str, whole: str | None, accounts: dict[int, int]) -> Claim:
    fields = draft.tagged.fields
    cumulative = fields.get("scope") == "cumulative"
    placed = fields.get("placed") != "no" or not cumulative
    incident = draft.tagged.incident
    more: list[Span] = [r.tagged.span for r in sorted(draft.repeats, key=lambda r: r.tagged.span.start)]
    return Claim(
        id=name,
        span=draft.tagged.span,
        effect=draft.effect,
        count=draft.count,
        status=draft.status,
        group=cast("Group", fields["group"]),
        claimant=draft.claimant,
        cue=draft.cue,
        claimant_kind=draft.claimant_kind,
        polarity=cast("Polarity", fields["polarity"]),
        certainty=cast("Certainty", fields["certainty"]),
        provisional=fields["provisional"] == "yes",
        scope=cast("Scope", fields["scope"]),
        account=accounts.get(incident) if placed and incident is not None else None,
        part_of=whole,
        means=cast("Means", fields["means"]),
        score=round(draft.score, 4),
        more_quotes=tuple(dict.fromkeys(more)),
    )
