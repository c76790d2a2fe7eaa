"""The history of an incident as a person reads it: who did what and why, what changed, and whether it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tollbook.model import Claim, Decision, Incident, Statement
from tollbook.publish import words
from tollbook.publish.grid import statement_words
from tollbook.publish.wording import count_of, one_line
from tollbook.review.standing import standing, taken_back
from tollbook.run.history import history_of

if TYPE_CHECKING:
    from tollbook.run.live import Snapshot

State = Literal["in force", "taken back", "superseded"]
KINDS = {
    "add": "added",
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "same_incident": "held to be one incident",
    "different_incidents": "held to be different incidents",
    "copy_of": "marked as a copy",
    "place": "placed",
    "date": "dated",
    "grade": "graded",
    "propose_grade": "proposed a grade",
    "note": "noted",
    "restrict": "restricted",
    "withdraw": "withdrew a report",
    "undo": "took back",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a decision changed, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Act:
    """Decisions that were kept together as one act; `ended_by` took them back or took their place."""

    decisions: tuple[Decision, ...]
    state: State
    ended_by: Decision | None
    about: str
    quote: str
    changes: tuple[Change, ...]

    @property
    def first(self) -> Decision:
        """The first of the decisions: who, when and why are the same for all."""
        return self.decisions[0]

    @property
    def kind(self) -> str:
        """What was done, in words."""
        return KINDS[self.first.kind]


def acts_of(snapshot: "Snapshot", incident: Incident) -> tuple[Act, ...]:
    """Give all that was decided about an incident, the newest first; what was kept together is one act."""
    told = _Told(snapshot.decisions)
    together: dict[tuple[object, ...], list[Decision]] = {}
    for decision in history_of(snapshot, incident):
        together.setdefault(_key(decision), []).append(decision)
    acts = [told.act(tuple(decisions)) for decisions in together.values()]
    return tuple(sorted(acts, key=lambda a: (a.first.decided_at, a.first.id), reverse=True))


class _Told:
    """All decisions of a workspace, asked what became of each."""

    def __init__(self, decisions: tuple[Decision, ...]) -> None:
        self._by_id: Mapping[str, Decision] = {d.id: d for d in decisions}
        self._gone = taken_back(decisions)
        self._standing = {d.id for d in standing(decisions)}
        held = [d for d in decisions if d.id not in self._gone]
        self._undone_by = {s: d for d in held if d.kind == "undo" for s in d.subjects}
        self._followed_by = {d.supersedes: d for d in held if d.supersedes}

    def act(self, decisions: tuple[Decision, ...]) -> Act:
        first = decisions[0]
        state = self._state(first)
        ended = {"in force": {}, "taken back": self._undone_by, "superseded": self._followed_by}[state]
        return Act(decisions, state, ended.get(first.id), self._about(decisions), _quote(first), tuple(_changes(first)))

    def _state(self, decision: Decision) -> State:
        if decision.id in self._gone:
            return "taken back"
        return "in force" if decision.kind == "undo" or decision.id in self._standing else "superseded"

    def _about(self, decisions: tuple[Decision, ...]) -> str:
        first = decisions[0]
        thing = first.claim_before or first.statement_before or first.claim or first.statement
        if thing is not None:
            return _in_a_phrase(thing)
        if first.kind == "undo":
            undone = self._by_id.get(first.subjects[0])
            return f"“{KINDS[undone.kind]}” of {one_line(undone.decided_by)}" if undone else first.subjects[0]
        if first.kind in ("same_incident", "different_incidents"):
            return count_of(len({s for d in decisions for s in d.subjects}), "account")
        if first.kind == "copy_of":
            return f"{first.subjects[0]} of {first.subjects[1]}"
        return _said_of_the_whole(first)


def _key(decision: Decision) -> tuple[object, ...]:
    thing = decision.claim or decision.statement
    who = (decision.kind, decision.decided_by, decision.decided_at, decision.reason)
    return *who, decision.place, decision.time, _in_a_phrase(thing) if thing else None


def _said_of_the_whole(decision: Decision) -> str:
    if decision.place is not None:
        place = decision.place
        where = ", ".join(p for p in (one_line(place.name), words.country(place.country) if place.country else "") if p)
        point = f" ({place.lat:.2f}, {place.lon:.2f})" if place.lat is not None and place.lon is not None else ""
        return where + point
    if decision.time is not None:
        return " to ".join(dict.fromkeys(decision.time))
    if decision.grade is not None:
        return words.GRADES.get(decision.grade, decision.grade)
    return one_line(decision.note or "")


def _quote(decision: Decision) -> str:
    thing = decision.claim or decision.statement
    return one_line(thing.span.quote) if thing else ""


def _in_a_phrase(thing: Claim | Statement) -> str:
    return words.said_in_short(thing) if isinstance(thing, Claim) else statement_words(thing)


def _changes(decision: Decision) -> Iterator[Change]:
    """What a correction changed, field by field, in the order in which a form asks."""
    before: Claim | Statement | None = decision.claim_before or decision.statement_before
    after: Claim | Statement | None = decision.claim or decision.statement
    if decision.kind != "correct" or before is None or after is None:
        return
    was, now = dict(_fields(before)), dict(_fields(after))
    for name in was:
        if was[name] != now.get(name, ""):
            yield Change(name, was[name], now.get(name, ""))


def _fields(thing: Claim | Statement) -> Iterator[tuple[str, str]]:
    yield "words", _words(thing.span)
    if isinstance(thing, Claim):
        yield "figure", words.bounds(thing.count.low, thing.count.high, thing.count.wording)
        names: tuple[str, ...] = ("effect", "status", "group", "polarity", "provisional", "scope", "period", "part_of")
    else:
        names = ("kind",)
        yield "actor", _words(thing.actor)
        yield "object", _words(thing.object)
    yield "claimant", _words(thing.claimant)
    yield "cue", _words(thing.cue)
    for name in (*names, "claimant_kind", "claimant_id", "certainty", "account"):
        value = getattr(thing, name)
        yield name.replace("_", " "), "not given" if value is None else str(value).replace("_", " ")


def _words(span: object) -> str:
    quote = getattr(span, "quote", None)
    return f"“{one_line(quote)}”" if isinstance(quote, str) else "none"
