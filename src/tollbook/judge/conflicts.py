"""Conflicts: pairs of claims or statements of different voices that cannot both be right as they are said.

They are shown side by side and never settled here. Of each voice only its latest claim counts: a toll that rose is no
conflict of a speaker with itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from tollbook.judge.aims import aim_of
from tollbook.judge.figures import current, meets
from tollbook.model import Claim, Conflict, SaidClaim, SaidStatement
from tollbook.model.incident import ConflictKind
from tollbook.text import fold

VERSION = "conflicts/1"
# "About 20" and 23 can be one number, "about 20" and 30 cannot.
ABOUT_SLACK = 0.2
# Offices of one state in the table of parties ("ml-armed-forces"): who blames one of them does not clear the other.
STATE_OFFICES = (
    "armed-forces",
    "defence-ministry",
    "interior-ministry",
    "foreign-ministry",
    "government",
    "state-media",
)
_ORDER: tuple[ConflictKind, ...] = ("figure", "status", "responsibility", "target")


def find_conflicts(claims: Sequence[SaidClaim], statements: Sequence[SaidStatement]) -> tuple[Conflict, ...]:
    """List every pair that cannot both be right: figures, status of the victims, who did it, what was aimed at."""
    of_incident = [s for s in claims if s.claim.scope == "incident" and s.claim.certainty != "possible"]
    found = {
        *_figures(of_incident),
        *_status(of_incident, statements),
        *_responsibility(statements),
        *_targets(statements),
    }
    return tuple(sorted(found, key=lambda c: (_ORDER.index(c.kind), c.left, c.right)))


def _figures(claims: Sequence[SaidClaim]) -> Iterator[Conflict]:
    by_group: dict[tuple[str, str], list[SaidClaim]] = defaultdict(list)
    for latest in _latest_by_key(claims):
        by_group[latest.claim.effect, latest.claim.group].append(latest)
    for members in by_group.values():
        for left, right in combinations(members, 2):
            if left.voice_id != right.voice_id and _clash(left.claim, right.claim):
                yield _pair("figure", left, right)


def _latest_by_key(claims: Iterable[SaidClaim]) -> Iterator[SaidClaim]:
    """Each voice's latest claim of an effect, status, group and polarity; "one of them" is no total."""
    keyed: dict[tuple[str, ...], list[SaidClaim]] = defaultdict(list)
    for said in claims:
        claim = said.claim
        if claim.part_of is None or claim.group != "none":
            keyed[claim.effect, claim.status, claim.group, claim.polarity].append(said)
    for key in sorted(keyed):
        yield from current(keyed[key])


def _clash(left: Claim, right: Claim) -> bool:
    """Two affirmed counts that do not meet, or a count that one affirms and another denies."""
    if left.polarity == right.polarity == "denied":
        return False
    if left.polarity != right.polarity:
        affirmed = left if left.polarity == "affirmed" else right
        harmed = affirmed.count.high is None or affirmed.count.high > 0
        return harmed and _same_people(left, right) and meets(left.count, right.count, ABOUT_SLACK)
    if left.status == right.status:
        return not meets(left.count, right.count, ABOUT_SLACK)
    # People of unknown status may be more than the civilians among them, never fewer.
    for whole, some in ((left, right), (right, left)):
        if whole.status == "unknown" and whole.count.high is not None and some.count.low is not None:
            return whole.count.high * (1 + ABOUT_SLACK * (whole.count.wording == "about")) < some.count.low
    return False


def _same_people(left: Claim, right: Claim) -> bool:
    return left.status == right.status or "unknown" in (left.status, right.status)


def _status(claims: Sequence[SaidClaim], statements: Sequence[SaidStatement]) -> Iterator[Conflict]:
    """One voice speaks of civilians harmed, another only of fighters, or says that it aimed at fighters."""
    civilian, fighters = _harm_by_voice(claims, ("civilian",)), _harm_by_voice(claims, ("combatant",))
    aimed: dict[str, SaidStatement] = {}
    for said in statements:
        if said.statement.kind == "target" and _aim(said) == "fighters":
            aimed.setdefault(said.voice_id, said)
    for voice, theirs in civilian.items():
        for other in sorted({*fighters, *aimed} - set(civilian)):
            if other != voice:
                yield _pair("status", theirs, fighters.get(other) or aimed[other])


def _harm_by_voice(claims: Iterable[SaidClaim], statuses: tuple[str, ...]) -> dict[str, SaidClaim]:
    """The first claim of each voice that people of such a status were killed or injured."""
    found: dict[str, SaidClaim] = {}
    for said in claims:
        claim = said.claim
        harmed = claim.effect in ("killed", "injured", "harmed") and claim.count.high != 0
        if harmed and claim.status in statuses and claim.polarity == "affirmed":
            found.setdefault(said.voice_id, said)
    return found


def _responsibility(statements: Sequence[SaidStatement]) -> Iterator[Conflict]:
    """X is blamed and X is cleared; or two voices hold quite different parties responsible."""
    held: dict[str, dict[str, SaidStatement]] = defaultdict(dict)
    cleared: dict[str, dict[str, SaidStatement]] = defaultdict(dict)
    for said in statements:
        kind, party = said.statement.kind, _party(said)
        if party is not None and kind in ("blames", "admits"):
            held[said.voice_id].setdefault(party, said)
        elif party is not None and kind == "denies":
            cleared[said.voice_id].setdefault(party, said)
    for (voice, parties), (other, innocents) in product(held.items(), cleared.items()):
        for party in sorted(parties.keys() & innocents.keys()) if voice != other else ():
            yield _pair("responsibility", parties[party], innocents[party])
    for (_, ours), (_, theirs) in combinations(sorted(held.items()), 2):
        named_ours, named_theirs = _named(ours), _named(theirs)
        if named_ours and named_theirs and not named_ours.keys() & named_theirs.keys():
            yield _pair("responsibility", next(iter(named_ours.values())), next(iter(named_theirs.values())))


def _party(said: SaidStatement) -> str | None:
    statement = said.statement
    return statement.actor_id or (fold(statement.actor.quote) if statement.actor else None)


def _named(held: Mapping[str, SaidStatement]) -> dict[str, SaidStatement]:
    """Only parties known by an identifier can be told apart: "gunmen" may be anybody's. A state is one party."""
    named: dict[str, SaidStatement] = {}
    for party, said in held.items():
        if said.statement.actor_id is not None:
            state, _, office = party.partition("-")
            named.setdefault(state if office in STATE_OFFICES else party, said)
    return named


def _targets(statements: Sequence[SaidStatement]) -> Iterator[Conflict]:
    """One voice says that a civilian object or civilians were struck, another that fighters were, and only they."""
    aims: dict[str, dict[str, SaidStatement]] = defaultdict(dict)
    for said in statements:
        aim = _aim(said) if said.statement.kind == "target" else None
        if aim is not None:
            aims[said.voice_id].setdefault(aim, said)
    for (_, ours), (_, theirs) in combinations(sorted(aims.items()), 2):
        if len(ours) == len(theirs) == 1 and ours.keys() != theirs.keys():
            yield _pair("target", next(iter(ours.values())), next(iter(theirs.values())))


def _aim(said: SaidStatement) -> str | None:
    words = said.statement.object or said.statement.span
    return aim_of(words.quote)


def _pair(kind: ConflictKind, left: SaidClaim | SaidStatement, right: SaidClaim | SaidStatement) -> Conflict:
    first, second = sorted((left, right), key=_id)
    details = (f"“{_quote(s)}” ({s.voice_id})" for s in (first, second))
    return Conflict(kind, _id(first), _id(second), " against ".join(details))


def _id(said: SaidClaim | SaidStatement) -> str:
    return said.claim.id if isinstance(said, SaidClaim) else said.statement.id


def _quote(said: SaidClaim | SaidStatement) -> str:
    return (said.claim if isinstance(said, SaidClaim) else said.statement).span.quote
