"""One conflict for two voices and one question: the whole stands for its parts, the strongest pair for the others.

An incident told by six reports listed up to 27 pairs, most of them the same two voices over a total and its parts.
"""

from collections.abc import Iterable, Iterator, Mapping

from tollbook.model import SaidClaim, SaidStatement
from tollbook.model.incident import ConflictKind

Said = SaidClaim | SaidStatement
Pair = tuple[ConflictKind, Said, Said]


def one_a_pair(pairs: Iterable[Pair], wholes: Mapping[str, str | None]) -> list[Pair]:
    """Keep the strongest pair of each two voices, kind and effect; none of parts whose whole is kept.

    `wholes` gives what a claim is a part of, by their ids.
    """
    strongest: dict[tuple[str, ...], Pair] = {}
    for pair in sorted(pairs, key=_weakness):
        strongest.setdefault((*_between(pair), _effect(pair)), pair)
    kept = list(strongest.values())
    of_whole = {(*_between(pair), said_id(said)) for pair in kept for said in pair[1:]}
    return [p for p in kept if not any((*_between(p), w) in of_whole for s in p[1:] for w in _above(s, wholes))]


def whole_first(said: SaidClaim) -> tuple[bool, bool, int, str]:
    """Order claims by what they stand for: totals before parts, all people before a group, more before fewer."""
    claim = said.claim
    return claim.part_of is not None, claim.group != "none", -(claim.count.low or 0), claim.id


def said_id(said: Said) -> str:
    """Give the id of a claim or statement."""
    return said.claim.id if isinstance(said, SaidClaim) else said.statement.id


def _between(pair: Pair) -> tuple[str, str, str]:
    kind, left, right = pair
    first, second = sorted((left.voice_id, right.voice_id))
    return kind, first, second


def _effect(pair: Pair) -> str:
    """How many were killed and how many were injured are two questions; the other kinds ask one."""
    return next((s.claim.effect for s in pair[1:] if isinstance(s, SaidClaim) and pair[0] == "figure"), "")


def _weakness(pair: Pair) -> tuple[int, int, int, str, str]:
    """Order pairs, the strongest first: of totals, of all people, far apart; rivals before a bare denial."""
    claims = [s.claim for s in pair[1:] if isinstance(s, SaidClaim)]
    parts = sum(c.part_of is not None for c in claims)
    denials = sum(isinstance(s, SaidStatement) and s.statement.kind == "denies" for s in pair[1:])
    groups = sum(c.group != "none" for c in claims)
    ends = [n for c in claims for n in (c.count.low, c.count.high) if n is not None]
    first, second = sorted(said_id(s) for s in pair[1:])
    return parts + denials, groups, min(ends, default=0) - max(ends, default=0), first, second


def _above(said: Said, wholes: Mapping[str, str | None]) -> Iterator[str]:
    """The claims that this one is a part of; a circle ends where it began."""
    seen, whole = {said_id(said)}, wholes.get(said_id(said))
    while whole is not None and whole not in seen:
        yield whole
        seen.add(whole)
        whole = wholes.get(whole)
