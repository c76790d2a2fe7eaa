"""Tallies by named, versioned rules: what the claims of an incident add up to, effect by status by group.

Every rule counts only what is affirmed, of this incident and not merely `possible`; a denial is a conflict, never a
lower floor. Nothing is summed: a part ("including 11 children") is not added to its whole, nor one claim to another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tollbook.errors import CodeError
from tollbook.judge.aims import says_just_under
from tollbook.judge.figures import current, figure, stated_ends
from tollbook.model import Account, Claim, Count, Reading, SaidClaim, Tally
from tollbook.model.codes import EFFECTS, GROUPS, STATUSES, Effect, Group, Status

Key = tuple[Effect, Status, Group]
Members = Sequence[SaidClaim]
# ACLED's figures for vague words, by the floor that the codebook gives the same words (tens, dozens, hundreds).
ACLED_VAGUE = {20: 10, 24: 12, 200: 100}


def tally(claims: Sequence[SaidClaim], rule: str) -> tuple[Tally, ...]:
    """Add up claims by one of `RULES`, in the codebook's order of effects, statuses and groups."""
    if rule not in RULES:
        raise CodeError(f"no tally rule {rule!r}; known: {', '.join(RULES)}")
    return tuple(sorted(RULES[rule](claims), key=_codebook_order))


def all_tallies(claims: Sequence[SaidClaim]) -> tuple[Tally, ...]:
    """Add up claims by every rule, side by side."""
    return tuple(t for rule in RULES for t in tally(claims, rule))


def tally_account(reading: Reading, account: Account) -> tuple[Tally, ...]:
    """Add up one text's account as `extract` gives it: as stated, and with the unknown presumed civilian."""
    claims = [SaidClaim(reading.document_id, c, c.claimant_id or "") for c in reading.claims if c.account == account.n]
    return (*tally(claims, "stated-range/1"), *tally(claims, "presumed-civilian/1"))


def _stated_range(claims: Members) -> Iterator[Tally]:
    """The lowest floor and the highest ceiling; statuses are kept apart as said; no claim is preferred."""
    for key, members in _keyed(_counted(claims)):
        yield _range(key, members, "stated-range/1")


def _presumed_civilian(claims: Members) -> Iterator[Tally]:
    """Airwars' habit: people of unknown status count as civilians, less those of them who are said to be fighters."""
    counted = list(_counted(claims))
    presumed = (_presumed(said, counted) for said in counted if said.claim.status in ("civilian", "unknown"))
    for key, members in _keyed([p for p in presumed if p is not None]):
        yield _range(key, members, "presumed-civilian/1")


def _lowest(claims: Members) -> Iterator[Tally]:
    """ACLED's habit: the most conservative figure where sources differ or are vague."""
    for key, members in _keyed(_counted(claims)):
        floors = [(_conservative(m), m.claim.id) for m in members]
        known = [(n, i) for n, i in floors if n is not None]
        if known:
            best = min(n for n, _ in known)
            yield Tally(*key, best, best, best, "lowest/1", tuple(sorted({i for n, i in known if n == best})))


def _majority(claims: Members) -> Iterator[Tally]:
    """The figure that more than half of the independent voices state, each by its latest claim; at least two must."""
    for key, members in _keyed(_counted(claims)):
        latest = current(members)
        said: dict[int, list[str]] = defaultdict(list)
        for member in latest:
            number = figure(member.claim.count)
            if number is not None:
                said[number].append(member.claim.id)
        agreed = [n for n, ids in said.items() if len(ids) >= 2 and 2 * len(ids) > len(latest)]
        low, high = stated_ends(m.claim.count for m in latest)
        ids = said[agreed[0]] if agreed else [m.claim.id for m in latest]
        yield Tally(*key, low, agreed[0] if agreed else None, high, "majority/1", tuple(sorted(set(ids))))


def _most_recent(claims: Members) -> Iterator[Tally]:
    """What was said on the latest day of publication, each voice by its latest claim; undated reports are left out."""
    for key, members in _keyed(_counted(claims)):
        days = [m.published[:10] for m in members if m.published]
        if not days:
            continue
        latest = current([m for m in members if m.published and m.published[:10] == max(days)])
        figures = {figure(m.claim.count) for m in latest}
        low, high = stated_ends(m.claim.count for m in latest)
        best = figures.pop() if len(figures) == 1 else None
        yield Tally(*key, low, best, high, "most-recent/1", tuple(sorted({m.claim.id for m in latest})))


def _cumulative(claims: Members) -> Iterator[Tally]:
    """Figures over several incidents, kept apart from those of this one."""
    cumulative = [s for s in claims if s.claim.scope == "cumulative"]
    for key, members in _keyed(_counted(cumulative, scope="cumulative")):
        yield _range(key, members, "cumulative-range/1")


RULES: Mapping[str, Callable[[Members], Iterator[Tally]]] = {
    "stated-range/1": _stated_range,
    "presumed-civilian/1": _presumed_civilian,
    "lowest/1": _lowest,
    "majority/1": _majority,
    "most-recent/1": _most_recent,
    "cumulative-range/1": _cumulative,
}


def _range(key: Key, members: Members, rule: str) -> Tally:
    low, high = stated_ends(m.claim.count for m in members)
    return Tally(*key, low, None, high, rule, tuple(sorted({m.claim.id for m in members})))


def _counted(claims: Iterable[SaidClaim], scope: str = "incident") -> Iterator[SaidClaim]:
    for said in claims:
        claim = said.claim
        if claim.polarity == "affirmed" and claim.scope == scope and claim.certainty != "possible":
            yield said


def _keyed(claims: Iterable[SaidClaim]) -> Iterator[tuple[Key, list[SaidClaim]]]:
    """Gather claims of one effect, status and group, without the parts of a whole that is among them."""
    keyed: dict[Key, list[SaidClaim]] = defaultdict(list)
    listed = list(claims)
    wholes = {s.claim.id: s.claim for s in listed}
    for said in listed:
        if not any(_key(w) == _key(said.claim) for w in _wholes_of(said.claim, wholes)):
            keyed[_key(said.claim)].append(said)
    for key, members in keyed.items():
        yield key, _without_lone_parts(key, members)


def _key(claim: Claim) -> Key:
    return claim.effect, claim.status, claim.group


def _wholes_of(claim: Claim, claims: Mapping[str, Claim]) -> Iterator[Claim]:
    """The claims that this one is a part of, the nearest first; a circle ends where it began."""
    seen = {claim.id}
    whole = claims.get(claim.part_of or "")
    while whole is not None and whole.id not in seen:
        yield whole
        seen.add(whole.id)
        whole = claims.get(whole.part_of or "")


def _without_lone_parts(key: Key, members: list[SaidClaim]) -> list[SaidClaim]:
    """Leave single persons out who are named as part of a total ("the pharmacy manager") where there are totals."""
    if key[2] != "none":
        return members
    totals = [m for m in members if not (m.claim.part_of is not None and m.claim.count.high == 1)]
    return totals or members


def _presumed(said: SaidClaim, counted: Members) -> SaidClaim | None:
    """The claim as one of civilians: fighters who are parts of it are taken off; None where they cannot be."""
    claim = said.claim
    fighters = [
        s.claim.count
        for s in counted
        if s.claim.part_of == claim.id
        and s.claim.effect == claim.effect
        and s.claim.status in ("combatant", "security_forces")
    ]
    if claim.status == "civilian" or not fighters:
        return replace(said, claim=replace(claim, status="civilian"))
    if any(f.low is None or f.high is None for f in fighters):
        return None
    low = None if claim.count.low is None else max(0, claim.count.low - sum(f.high or 0 for f in fighters))
    high = None if claim.count.high is None else max(low or 0, claim.count.high - sum(f.low or 0 for f in fighters))
    return replace(said, claim=replace(claim, status="civilian", count=Count(low, high, claim.count.wording)))


def _conservative(said: SaidClaim) -> int | None:
    count = said.claim.count
    if count.low is None:
        return None
    if count.wording == "vague":
        return ACLED_VAGUE.get(count.low, count.low)
    if count.wording == "about" and says_just_under(said.claim.span.quote):
        return max(0, count.low - 1)
    return count.low


def _codebook_order(tally: Tally) -> tuple[int, int, int]:
    group = -1 if tally.group == "none" else GROUPS.index(tally.group)
    return EFFECTS.index(tally.effect), STATUSES.index(tally.status), group
