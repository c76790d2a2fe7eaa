"""Settling what two coders said: a third person's verdict on a pair, and the ordinary decisions that follow from it."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from tollbook import flow
from tollbook.errors import DecisionError
from tollbook.model import CHOICES, Choice, Claim, CodingRound, Decision, Document, Reading, Statement, Verdict
from tollbook.model.ids import short_id
from tollbook.review import decide
from tollbook.review.agreement import Comparison, Pair, differing, paired
from tollbook.review.fields import change_claim, change_statement
from tollbook.review.standing import taken_back
from tollbook.review.words import Thing, same_claimant, things_of
from tollbook.run.live_desk import LiveDesk

_CODES = "status group claimant_kind polarity certainty provisional scope period means".split()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a third person wishes of a pair: its two ids, the choice, what is corrected of whose form, and why."""

    first: str | None
    second: str | None
    choice: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    of: str = "first"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One report to settle: its round, both codings' pairs, and the verdicts so far."""

    made: CodingRound
    comparison: Comparison
    verdicts: Sequence[Verdict] = ()

    def pair(self, first: str | None, second: str | None) -> Pair:
        """Find a pair by its two ids."""
        for pair in self.comparison.pairs:
            if ids_of(pair) == (first, second):
                return pair
        raise DecisionError(f"{first or second} is no such pair of this report; load the page again")


def check_third(made: CodingRound, name: str) -> None:
    """Refuse one of the two coders: who settles is a third person."""
    if name in made.coders:
        raise DecisionError(f"{name} coded this round; a third person settles where the two differ")


def ids_of(pair: Pair) -> tuple[str | None, str | None]:
    """Give the ids of both sides of a pair."""
    return pair.first.id if pair.first else None, pair.second.id if pair.second else None


def standing_verdicts(
    verdicts: Sequence[Verdict], decisions: Sequence[Decision]
) -> dict[tuple[str | None, ...], Verdict]:
    """Give the verdict that counts for each pair: the last, unless all that it decided was taken back."""
    gone = taken_back(decisions)
    last = {(v.first, v.second): v for v in verdicts}
    return {key: v for key, v in last.items() if not v.decision_ids or not gone.issuperset(v.decision_ids)}


def agreed_rulings(case: Case, decisions: Sequence[Decision]) -> list[Ruling]:
    """Give a ruling for each pair on which the two agree in every field and that nobody has settled."""
    settled = standing_verdicts(case.verdicts, decisions)
    open_pairs = (p for p in case.comparison.pairs if p.first and p.second and not differing(p))
    return [Ruling(*ids_of(p), "first", reason="both say so") for p in open_pairs if ids_of(p) not in settled]


def machine_alone(case: Case, told: Reading) -> tuple[Thing, ...]:
    """Give the claims and statements of the record that neither coder found and nobody has decided on."""
    things = things_of(told)
    found = set(paired([p.anyone for p in case.comparison.pairs], things).values())
    decided = {thing_id for thing_id, _ in told.decided}
    return tuple(x for j, x in enumerate(things) if j not in found and x.id not in decided)


def decisions_for(
    desk: LiveDesk, case: Case, rulings: Sequence[Ruling], signature: decide.Signature
) -> list[tuple[Ruling, list[Decision]]]:
    """Make the decisions that rulings on one report come to: what an earlier verdict decided is taken back first."""
    check_third(case.made, signature.by)
    document = desk.document(case.comparison.document_id)
    work = _Work(desk, case, document, signature)
    return [(ruling, work.rule(ruling)) for ruling in rulings]


def verdict_of(case: Case, ruling: Ruling, decisions: Sequence[Decision], signature: decide.Signature) -> Verdict:
    """Give the verdict to keep of a ruling, with what it decided."""
    made, document_id, at = case.made, case.comparison.document_id, signature.at.isoformat()
    return Verdict(
        short_id("verdict", made.id, document_id, ruling.first, ruling.second, at),
        made.id,
        document_id,
        ruling.first,
        ruling.second,
        _choice(ruling),
        ruling.reason,
        signature.by,
        signature.at,
        tuple(d.id for d in decisions if d.kind != "undo"),
    )


class _Work:
    """Rulings made into decisions one after the other, each against the report as the ones before it leave it."""

    def __init__(self, desk: LiveDesk, case: Case, document: Document, signature: decide.Signature) -> None:
        self.desk, self.case, self.document, self.signature = desk, case, document, signature
        self.made: list[Decision] = []

    def rule(self, ruling: Ruling) -> list[Decision]:
        pair = self.case.pair(ruling.first, ruling.second)
        signed = dataclasses.replace(self.signature, reason=_reason(self.case.made, ruling))
        mine = self._taken_back(pair, signed)
        told = self._told(mine)
        mine += self._chosen(pair, ruling, told, signed)
        self.made += mine
        return mine

    def _taken_back(self, pair: Pair, signed: decide.Signature) -> list[Decision]:
        earlier = standing_verdicts(self.case.verdicts, self.desk.snapshot.decisions).get(ids_of(pair))
        gone = taken_back(self.desk.snapshot.decisions)
        still = [i for i in (earlier.decision_ids if earlier else ()) if i not in gone]
        by_id = {d.id: d for d in self.desk.snapshot.decisions}
        return [decide.decide_undo(by_id[i], signed) for i in still if i in by_id]

    def _told(self, more: Sequence[Decision]) -> Reading:
        reading = self.desk.snapshot.readings.get(self.document.id)
        if reading is None:
            raise DecisionError(f"{self.document.id} was not read by the machine; run `tollbook read` on it first")
        decisions = (*self.desk.snapshot.decisions, *self.made, *more)
        return flow.tell(self.document, reading, decisions, self.desk.tools)

    def _chosen(self, pair: Pair, ruling: Ruling, told: Reading, signed: decide.Signature) -> list[Decision]:
        choice = _choice(ruling)
        if choice == "neither":
            there = [x for side in (pair.first, pair.second) if side and (x := self._in_record(side, told))]
            return [decide.decide_reject(self.document, x, signed, told) for x in dict.fromkeys(there)]
        form = _side(pair, ruling.of if choice == "corrected" else choice)
        coding_whole = form.part_of if isinstance(form, Claim) else None
        there_now = self._in_record(form, told) or self._in_record(pair.anyone, told)
        if choice == "corrected":
            form = self._corrected(form, ruling.fields)
        return [self._held(form, there_now, self._whole_of(coding_whole, told), (told, signed))]

    def _held(
        self, form: Thing, there: Thing | None, whole: str | None, about: tuple[Reading, decide.Signature]
    ) -> Decision:
        """Hold a form of a claim: accept what the record has, or correct it, or add it."""
        told, signed = about
        said = _fields_of(form, whole)
        if there is None:
            make = decide.decide_add if isinstance(form, Claim) else decide.decide_add_statement
            return make(self.document, form.span, {**said, "account": self._account(form, told)}, signed, told)
        changes = _changes(form, there, said)
        if changes:
            return decide.decide_correct(self.document, there, changes, signed, told)
        return decide.decide_accept(self.document, there, signed, told)

    def _corrected(self, form: Thing, fields: Mapping[str, Any]) -> Thing:
        if not fields:
            raise DecisionError("nothing was corrected; choose whose coding stands instead")
        if isinstance(form, Claim):
            return change_claim(self.document, form, fields, frozenset())
        return change_statement(self.document, form, fields, frozenset())

    def _in_record(self, thing: Thing, told: Reading) -> Thing | None:
        """Find what the record has of a claim: what no other pair is liker to."""
        things = things_of(told)
        pairs = self.case.comparison.pairs
        mine = [i for i, p in enumerate(pairs) if thing in (p.first, p.second)]
        forms = [thing if i in mine else p.anyone for i, p in enumerate(pairs)]
        partner = paired(forms, things)
        return next((things[partner[i]] for i in mine if i in partner), None)

    def _whole_of(self, whole_id: str | None, told: Reading) -> str | None:
        whole = next(
            (s for p in self.case.comparison.pairs for s in (p.first, p.second) if s and s.id == whole_id), None
        )
        there = self._in_record(whole, told) if whole else None
        return there.id if there else None

    def _account(self, form: Thing, told: Reading) -> int | None:
        """The incident of a claim that is added: that of what its coder put with it; coders number incidents alone."""
        if form.account is None:
            return None
        beside = [
            there.account
            for pair in self.case.comparison.pairs
            for side in (pair.first, pair.second)
            if side and side.account == form.account and (there := self._in_record(side, told)) and there.account
        ]
        known = {a.n for a in told.accounts}
        if beside:
            return max(sorted(set(beside)), key=beside.count)
        return form.account if form.account in known or not known else max(known) + 1


def _choice(ruling: Ruling) -> Choice:
    for known in CHOICES:
        if ruling.choice == known:
            return known
    raise DecisionError(f"{ruling.choice!r} is no verdict; known: {', '.join(get_args(Choice))}")


def _side(pair: Pair, of: str) -> Thing:
    found = pair.first if of == "first" else pair.second
    if found is None:
        raise DecisionError("that coder did not mark it; choose the other, or neither")
    return found


def _reason(made: CodingRound, ruling: Ruling) -> str:
    first, second = made.coders
    whose = {"first": f"as {first} coded it", "second": f"as {second} coded it", "neither": "neither coding stands"}
    told = whose.get(ruling.choice, f"corrected from {first if ruling.of == 'first' else second}'s coding")
    said = f"{ruling.reason.strip()}: " if ruling.reason.strip() else ""
    return f"{said}{told} (round {made.id}, coded apart by {first} and {second})"


def _fields_of(form: Thing, whole: str | None) -> dict[str, Any]:
    """All that a coder said, but for the number of the incident: each coder counts incidents alone."""
    if isinstance(form, Statement):
        names = ("kind", "actor", "object", "claimant", "cue", "claimant_kind", "certainty")
        return {name: getattr(form, name) for name in names}
    said = {name: getattr(form, name) for name in ("effect", "claimant", "cue", *_CODES)}
    count = form.count
    return {**said, "low": count.low, "high": count.high, "wording": count.wording, "part_of": whole}


def _changes(form: Thing, there: Thing, said: Mapping[str, Any]) -> dict[str, Any]:
    changes = {name: value for name, value in said.items() if _value(there, name) != value}
    if same_claimant(form, there):
        changes.pop("claimant", None)
    if form.span != there.span:
        changes |= {"quote": form.span.quote, "start": form.span.start}
    if {"low", "high"} & changes.keys():
        changes["wording"] = said["wording"]
    if "claimant" in changes:
        changes["claimant_kind"] = said["claimant_kind"]
    return changes


def _value(thing: Thing, name: str) -> Any:
    if isinstance(thing, Claim) and name in ("low", "high", "wording"):
        return getattr(thing.count, name)
    return getattr(thing, name)


__all__ = [
    "Case",
    "Ruling",
    "agreed_rulings",
    "check_third",
    "decisions_for",
    "ids_of",
    "machine_alone",
    "standing_verdicts",
    "verdict_of",
]
