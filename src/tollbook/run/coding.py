"""Double-blind coding: setting a round up, coding a report apart from the other, and handing the coding in."""

import dataclasses
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tollbook.errors import DecisionError
from tollbook.model import Claim, Coding, CodingRound, Document, Reading, Statement
from tollbook.model.ids import short_id
from tollbook.review.agreement import Agreement, agreement
from tollbook.review.decide import find_words
from tollbook.review.fields import change_claim, change_statement, make_claim, make_statement
from tollbook.review.words import Thing
from tollbook.run.desk import UnknownId
from tollbook.run.people import By, Staff, known_person
from tollbook.run.people_roles import ROLES, permissions_of
from tollbook.store import coding as store
from tollbook.store.db import Workspace

LONGEST_NAME = 80
MOST_REPORTS = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What a person sets a round up with; `chosen` says how the reports were chosen, without words of them."""

    name: str
    document_ids: tuple[str, ...]
    coders: tuple[str, str]
    blind: bool
    chosen: str


@dataclass(frozen=True, slots=True)
class Task:
    """One report of a round, for one coder: None is not begun, else how many claims and statements are marked."""

    document_id: str
    coder: str
    marked: int | None
    submitted: bool


def draw(ids: Collection[str], n: int, seed: str) -> tuple[str, ...]:
    """Draw `n` of these ids at random: the same seed draws the same, on every machine, whatever their order.

    They are ranked by the SHA-256 of seed and id, so that anybody can draw them again without this program.
    """
    ranked = sorted(set(ids), key=lambda i: hashlib.sha256(f"{seed}:{i}".encode()).hexdigest())
    return tuple(sorted(ranked[:n]))


def open_round(ws: Workspace, staff: Staff, by: By, plan: Plan, documents: Mapping[str, Document]) -> CodingRound:
    """Set a round up; DecisionError says what is wrong with the plan. `documents` are those that a round may hold."""
    name = " ".join(plan.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise DecisionError(f"a round needs a name of up to {LONGEST_NAME} letters; put no words of reports in it")
    coders = (_coder(staff, plan.coders[0]), _coder(staff, plan.coders[1]))
    if coders[0] == coders[1]:
        raise DecisionError(f"{coders[0]} was named twice; a report is coded by two people")
    ids = tuple(dict.fromkeys(plan.document_ids))
    missing = [i for i in ids if i not in documents]
    if missing:
        raise DecisionError(f"{missing[0]} is no report that both coders may see; choose others")
    if not 0 < len(ids) <= MOST_REPORTS:
        raise DecisionError(f"a round holds 1 to {MOST_REPORTS:,} reports; {len(ids):,} were chosen")
    made = CodingRound(
        short_id("r", name, *ids, *coders, by.name, by.at.isoformat()),
        name,
        ids,
        coders,
        plan.blind,
        plan.chosen,
        by.name,
        by.at,
    )
    store.add_round(ws, made, by.at)
    return made


def close_round(ws: Workspace, made: CodingRound, by: By) -> CodingRound:
    """Close a round: nobody codes in it any more, and what it kept from its coders they see again."""
    if made.closed_at is not None:
        return made
    closed = dataclasses.replace(made, closed_by=by.name, closed_at=by.at)
    store.add_round(ws, closed, by.at)
    return closed


def round_named(ws: Workspace, round_id: str) -> CodingRound:
    """Give the round of an id."""
    for made in store.rounds(ws):
        if made.id == round_id:
            return made
    raise UnknownId(f"There is no round {round_id} in this workspace.")


def tasks(ws: Workspace, made: CodingRound) -> dict[tuple[str, str], Task]:
    """Give how far each coder is with each report of a round, by report and coder."""
    kept = {(c.document_id, c.coder): c for c in store.codings(ws, made.id)}
    done = store.submitted(ws)
    found = {}
    for key in ((d, c) for d in made.document_ids for c in made.coders):
        coding = kept.get(key)
        marked = len(coding.claims) + len(coding.statements) if coding else None
        found[key] = Task(*key, marked, (made.id, *key) in done)
    return found


def coding_to_show(ws: Workspace, made: CodingRound, document: Document, coder: str, machine: Reading | None) -> Coding:
    """Give what a coder has found so far; at first nothing, or, in a round that is not blind, what the machine read."""
    if coder not in made.coders or document.id not in made.document_ids:
        raise UnknownId(f"{document.id} is not yours to code in the round {made.id}.")
    kept = store.coding_of(ws, made.id, document.id, coder)
    if kept is not None:
        return kept
    empty = Coding("", made.id, document.id, document.text_sha256, coder, 0, made.opened_at)
    if made.blind or machine is None:
        return empty
    return dataclasses.replace(empty, claims=machine.claims, statements=machine.statements)


def with_added(coding: Coding, document: Document, fields: Mapping[str, Any]) -> Coding:
    """Add marked words as a claim, or as a statement where `kind` is given."""
    given = dict(fields)
    span = find_words(document, str(given.pop("quote", "")), given.pop("start", None))
    taken = frozenset(x.id for x in coding.things)
    if given.get("kind"):
        made = make_statement(document, span, given, taken)
        return dataclasses.replace(coding, statements=(*coding.statements, made))
    return dataclasses.replace(coding, claims=(*coding.claims, make_claim(document, span, given, taken)))


def with_changed(coding: Coding, document: Document, thing_id: str, changes: Mapping[str, Any]) -> Coding:
    """Change fields of a claim or statement that is marked already."""
    thing = thing_in(coding, thing_id)
    taken = frozenset(x.id for x in coding.things)
    made: Thing
    if isinstance(thing, Claim):
        made = change_claim(document, thing, changes, taken)
    else:
        made = change_statement(document, thing, changes, taken)
    return _exchanged(coding, thing, made)


def without(coding: Coding, thing_id: str) -> Coding:
    """Take a claim or statement back that was marked."""
    return _exchanged(coding, thing_in(coding, thing_id), None)


def keep(ws: Workspace, made: CodingRound, coding: Coding, at: datetime, submitted: bool = False) -> Coding:
    """Keep the next version of a coding; once submitted it is final."""
    if made.closed_at is not None:
        raise DecisionError(f"the round {made.name} was closed by {made.closed_by}; nothing more is coded in it")
    n = coding.n + 1
    coding_id = short_id("coding", made.id, coding.document_id, coding.coder, n)
    kept = dataclasses.replace(
        coding, id=coding_id, n=n, kept_at=at, claims=_in_order(coding.claims), submitted=submitted
    )
    kept = dataclasses.replace(kept, statements=_in_order(coding.statements))
    store.add_coding(ws, kept)
    return kept


def thing_in(coding: Coding, thing_id: str) -> Thing:
    """Find a claim or statement of a coding."""
    for thing in coding.things:
        if thing.id == thing_id:
            return thing
    raise DecisionError(f"{thing_id} is not marked in this coding (any more); load the page again")


def pairs_of_codings(ws: Workspace, made: CodingRound) -> list[tuple[Coding, Coding]]:
    """Give both codings of each report that both coders have submitted, in the round's order of coders and reports."""
    kept = {(c.document_id, c.coder): c for c in store.codings(ws, made.id) if c.submitted}
    first, second = made.coders
    both = [d for d in made.document_ids if (d, first) in kept and (d, second) in kept]
    return [(kept[d, first], kept[d, second]) for d in both]


def agreement_of(ws: Workspace, made: CodingRound) -> Agreement:
    """Give the agreement of a round, over the reports that both coders have submitted."""
    return agreement(pairs_of_codings(ws, made))


def may_compare(ws: Workspace, made: CodingRound, name: str) -> bool:
    """Tell whether a person may see both codings side by side: a coder not before both have done all of the round."""
    if name not in made.coders or made.closed_at is not None:
        return True
    done = store.submitted(ws)
    return all((made.id, d, c) in done for d in made.document_ids for c in made.coders)


def coders_among(staff: Staff) -> tuple[str, ...]:
    """Name those who can be asked to code."""
    from tollbook.store.people import persons

    return tuple(p.name for p in persons(staff.people) if p.active and _may_code(p.role))


def _coder(staff: Staff, name: str) -> str:
    person = known_person(staff, name)
    if not person.active or not _may_code(person.role):
        why = "was let go" if not person.active else f"is {person.role}: an admin makes coders"
        raise DecisionError(f"{person.name} {why}; choose another")
    return person.name


def _may_code(role: str) -> bool:
    return any(role == known and "code" in permissions_of(known) for known in ROLES)


def _exchanged(coding: Coding, old: Thing, new: Thing | None) -> Coding:
    """Put one thing in the place of another, or take it out; parts of it follow."""
    new_id = new.id if new else None
    things = [new if x.id == old.id else x for x in coding.things]
    claims = tuple(x for x in things if isinstance(x, Claim))
    statements = tuple(x for x in things if isinstance(x, Statement))
    whole = tuple(dataclasses.replace(c, part_of=new_id) if c.part_of == old.id else c for c in claims)
    return dataclasses.replace(coding, claims=whole, statements=statements)


def _in_order(things: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(sorted(things, key=lambda x: (x.span.start, x.span.end, x.id)))
