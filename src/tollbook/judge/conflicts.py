"""Conflicts: pairs of claims or statements of different voices that cannot both be right as they are said.

They are shown side by side and never settled here. Of each voice only its latest claim counts: a toll that rose is no
conflict of a speaker with itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from tollbook.judge.aims import aim_of
from tollbook.judge.collapse import Pair, Said, one_a_pair, said_id, whole_first
from tollbook.judge.figures import as_it_may_rise, current, meets
from tollbook.judge.joined import first_names
from tollbook.judge.voices import named
from tollbook.model import Claim, Conflict, SaidClaim, SaidStatement
from tollbook.model.incident import ConflictKind
from tollbook.text import fold

VERSION = "conflicts/2"
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


def find_conflicts(
    claims: Sequence[SaidClaim], statements: Sequence[SaidStatement], names: Mapping[str, str] | None = None
) -> tuple[Conflict, ...]:
    """List every pair that cannot both be right: figures, status of the victims, who did it, what was aimed at.

    `names` are the voices by id, for the words of a conflict.
    """
    of_incident = [s for s in claims if s.claim.scope == "incident" and s.claim.certainty != "possible"]
    pairs = {
        *_figures(of_incident),
        *_status(of_incident, statements),
        *_responsibility(statements),
        *_targets(statements),
    }
    wholes = {s.claim.id: s.claim.part_of for s in claims}
    found = {_conflict(kind, left, right, names or {}) for kind, left, right in one_a_pair(pairs, wholes)}
    return tuple(sorted(found, key=lambda c: (_ORDER.index(c.kind), c.left, c.right)))


def _figures(claims: Sequence[SaidClaim]) -> Iterator[Pair]:
    by_effect: dict[str, list[SaidClaim]] = defaultdict(list)
    for latest in _latest_by_key(claims):
        by_effect[latest.claim.effect].append(latest)
    for members in by_effect.values():
        for left, right in combinations(members, 2):
            if left.voice_id != right.voice_id and _clash(left.claim, right.claim):
                yield "figure", left, right


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
        affirmed, denied = (left, right) if left.polarity == "affirmed" else (right, left)
        harmed = affirmed.count.high is None or affirmed.count.high > 0
        # Who denies having killed any civilian denies having killed children among them.
        same_people = _same_status(left, right) and denied.group in (affirmed.group, "none")
        return harmed and same_people and meets(left.count, right.count, ABOUT_SLACK)
    if left.group != right.group:
        return False
    if left.status == right.status:
        return not meets(as_it_may_rise(left), as_it_may_rise(right), ABOUT_SLACK)
    # People of unknown status may be more than the civilians among them, never fewer.
    for whole, some in ((left, right), (right, left)):
        count = as_it_may_rise(whole)
        if whole.status == "unknown" and count.high is not None and some.count.low is not None:
            return count.high * (1 + ABOUT_SLACK * (count.wording == "about")) < some.count.low
    return False


def _same_status(left: Claim, right: Claim) -> bool:
    return left.status == right.status or "unknown" in (left.status, right.status)


def _status(claims: Sequence[SaidClaim], statements: Sequence[SaidStatement]) -> Iterator[Pair]:
    """One voice speaks of civilians harmed, another only of fighters, or says that it aimed at fighters."""
    civilian, fighters = _harm_by_voice(claims, ("civilian",)), _harm_by_voice(claims, ("combatant",))
    aimed: dict[str, SaidStatement] = {}
    for said in statements:
        if said.statement.kind == "target" and _aim(said) == "fighters":
            aimed.setdefault(said.voice_id, said)
    for voice, theirs in civilian.items():
        for other in sorted({*fighters, *aimed} - set(civilian)):
            if other != voice:
                yield "status", theirs, fighters.get(other) or aimed[other]


def _harm_by_voice(claims: Iterable[SaidClaim], statuses: tuple[str, ...]) -> dict[str, SaidClaim]:
    """The claim of each voice that people of such a status were killed or injured: its total before any part."""
    found: dict[str, SaidClaim] = {}
    for said in sorted(claims, key=whole_first):
        claim = said.claim
        harmed = claim.effect in ("killed", "injured", "harmed") and claim.count.high != 0
        if harmed and claim.status in statuses and claim.polarity == "affirmed":
            found.setdefault(said.voice_id, said)
    return found


def _responsibility(statements: Sequence[SaidStatement]) -> Iterator[Pair]:
    """X is blamed and X is cleared; or two voices hold quite different parties responsible."""
    held: dict[str, dict[str, SaidStatement]] = defaultdict(dict)
    cleared: dict[str, dict[str, SaidStatement]] = defaultdict(dict)
    for said in statements:
        stance, party = said.statement.stance, _party(said)
        if party is not None and stance in ("blames", "admits"):
            held[said.voice_id].setdefault(party, said)
        elif party is not None and stance == "denies":
            cleared[said.voice_id].setdefault(party, said)
    for (voice, parties), (other, innocents) in product(held.items(), cleared.items()):
        for party in sorted(parties.keys() & innocents.keys()) if voice != other else ():
            yield "responsibility", parties[party], innocents[party]
    partner = _partners(held.values())
    for (_, ours), (_, theirs) in combinations(sorted(held.items()), 2):
        rivals = _accuse_each_other(ours, theirs) or _name_others(_named(ours, partner), _named(theirs, partner))
        if rivals is not None:
            yield "responsibility", *rivals


def _accuse_each_other(
    ours: Mapping[str, SaidStatement], theirs: Mapping[str, SaidStatement]
) -> tuple[SaidStatement, SaidStatement] | None:
    mine, yours = _against(theirs.values(), ours), _against(ours.values(), theirs)
    return (mine, yours) if mine is not None and yours is not None else None


def _name_others(
    ours: Mapping[str, SaidStatement], theirs: Mapping[str, SaidStatement]
) -> tuple[SaidStatement, SaidStatement] | None:
    if not ours or not theirs or ours.keys() & theirs.keys():
        return None
    return next(iter(ours.values())), next(iter(theirs.values()))


def _against(speakers: Iterable[SaidStatement], accused: Mapping[str, SaidStatement]) -> SaidStatement | None:
    """The statement that holds a speaker itself responsible, by its identifier or its words."""
    for speaker in speakers:
        claimant = speaker.statement.claimant
        itself = {speaker.voice_id, *([named(claimant.quote)] if claimant else [])}
        for party, said in accused.items():
            words = said.statement.actor.quote if said.statement.actor else ""
            if said.statement.stance == "blames" and {party, named(words)} & itself:
                return said
    return None


def _party(said: SaidStatement) -> str | None:
    statement = said.statement
    return statement.actor_id or (fold(statement.actor.quote) if statement.actor else None)


def _named(held: Mapping[str, SaidStatement], partner: Mapping[str, str]) -> dict[str, SaidStatement]:
    """Only parties known by an identifier can be told apart: "gunmen" may be anybody's. A side is one party."""
    known = {_side(party): said for party, said in held.items() if said.statement.actor_id is not None}
    return {partner.get(side, side): said for side, said in known.items()}


def _side(party: str) -> str:
    state, _, office = party.partition("-")
    return state if office in STATE_OFFICES else party


def _partners(held: Iterable[Mapping[str, SaidStatement]]) -> dict[str, str]:
    """Parties that one voice holds responsible together do not exclude each other; each by its first partner's name."""
    blamed = [[_side(p) for p, said in parties.items() if said.statement.actor_id is not None] for parties in held]
    return first_names(blamed)


def _targets(statements: Sequence[SaidStatement]) -> Iterator[Pair]:
    """One voice says that a civilian object or civilians were struck, another that fighters were, and only they."""
    aims: dict[str, dict[str, SaidStatement]] = defaultdict(dict)
    for said in statements:
        aim = _aim(said) if said.statement.kind == "target" else None
        if aim is not None:
            aims[said.voice_id].setdefault(aim, said)
    for (_, ours), (_, theirs) in combinations(sorted(aims.items()), 2):
        if len(ours) == len(theirs) == 1 and ours.keys() != theirs.keys():
            yield "target", next(iter(ours.values())), next(iter(theirs.values()))


def _aim(said: SaidStatement) -> str | None:
    words = said.statement.object or said.statement.span
    return aim_of(words.quote)


def _conflict(kind: ConflictKind, left: Said, right: Said, names: Mapping[str, str]) -> Conflict:
    first, second = sorted((left, right), key=said_id)
    details = (f"“{_quote(s)}” ({names.get(s.voice_id, s.voice_id)})" for s in (first, second))
    return Conflict(kind, said_id(first), said_id(second), " against ".join(details))


def _quote(said: Said) -> str:
    return (said.claim if isinstance(said, SaidClaim) else said.statement).span.quote
