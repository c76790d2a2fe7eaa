"""Making decisions: everything is checked here, so that what is kept can be relied on.

Each function gives one `Decision`; its id is made of all that it says, so that the same decision has the same id.
"""

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from tollbook.errors import DecisionError
from tollbook.model import (
    Claim,
    DecidedPlace,
    Decision,
    DecisionKind,
    Document,
    PlacePrecision,
    Reading,
    Span,
    Statement,
)
from tollbook.model.ids import sha256_text, short_id
from tollbook.model.incident import Grade
from tollbook.review.fields import change_claim, change_statement, find_words, make_claim, make_statement
from tollbook.review.words import Thing, things_of

GRADES: tuple[Grade, ...] = get_args(Grade)
# How many words of an account a decision carries, to find the account again: enough to outvote a reader's slips.
ANCHORS = 12


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when and why; `supersedes` names an earlier decision that this one takes the place of."""

    by: str
    at: datetime
    reason: str
    supersedes: str | None = None

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise DecisionError("a decision needs a name: give --by, or set TOLLBOOK_BY")
        if not self.reason.strip():
            raise DecisionError("a decision needs a reason: give --reason; others will read it years from now")
        if self.at.tzinfo is None:
            raise DecisionError(f"the time {self.at.isoformat()} has no zone; give one, such as +00:00")


@dataclass(frozen=True, slots=True)
class Anchor:
    """An account, and words that stand in it: by them it is found again whatever number it gets."""

    account_id: str
    words: tuple[Span, ...] = ()


def anchor(reading: Reading, n: int) -> Anchor:
    """Give account `n` of a reading with the words that hold it."""
    account = next((a for a in reading.accounts if a.n == n), None)
    if account is None:
        known = ", ".join(str(a.n) for a in reading.accounts) or "none"
        raise DecisionError(f"document {reading.document_id} has no account {n}; it has {known}")
    return Anchor(account.id, _words_of(reading, n))


def decide_add(
    document: Document, span: Span, fields: Mapping[str, Any], signature: Signature, reading: Reading | None = None
) -> Decision:
    """Mark words of an archived report, in any language, as a claim that no reader found."""
    _check_stands(document, span)
    claim = make_claim(document, span, fields, _taken(reading))
    return _about_thing("add", document, claim, signature, reading)


def decide_add_statement(
    document: Document, span: Span, fields: Mapping[str, Any], signature: Signature, reading: Reading | None = None
) -> Decision:
    """Mark words of an archived report, in any language, as a statement that no reader found."""
    _check_stands(document, span)
    statement = make_statement(document, span, fields, _taken(reading))
    return _about_thing("add", document, statement, signature, reading)


def decide_accept(document: Document, thing: Thing, signature: Signature, reading: Reading | None = None) -> Decision:
    """Hold that a claim or statement was said as recorded."""
    accepted = dataclasses.replace(thing, score=1.0)
    return _about_thing("accept", document, accepted, signature, reading, seen=thing)


def decide_reject(document: Document, thing: Thing, signature: Signature, reading: Reading | None = None) -> Decision:
    """Hold that a claim or statement was not said as recorded, nor in any way that could be corrected."""
    return _about_thing("reject", document, thing, signature, reading, seen=thing)


def decide_correct(
    document: Document,
    thing: Thing,
    changes: Mapping[str, Any],
    signature: Signature,
    reading: Reading | None = None,
) -> Decision:
    """Hold that a claim or statement was said otherwise than recorded; any field can be changed."""
    if not changes:
        raise DecisionError(f"{thing.id}: nothing to correct was given; to hold it as it is, accept it")
    taken = _taken(reading)
    corrected: Thing
    if isinstance(thing, Claim):
        corrected = change_claim(document, thing, changes, taken)
    else:
        corrected = change_statement(document, thing, changes, taken)
    if dataclasses.replace(corrected, score=thing.score) == thing:
        raise DecisionError(f"{thing.id}: the correction changes nothing; to hold it as it is, accept it")
    made = _about_thing("correct", document, corrected, signature, reading, seen=thing)
    return _named(
        dataclasses.replace(
            made,
            subjects=(document.id, thing.id),
            claim_before=thing if isinstance(thing, Claim) else None,
            statement_before=thing if isinstance(thing, Statement) else None,
        )
    )


def decide_same(left: Anchor, right: Anchor, signature: Signature) -> Decision:
    """Hold that two accounts tell of the same incident."""
    return _about_two("same_incident", left, right, signature)


def decide_different(left: Anchor, right: Anchor, signature: Signature) -> Decision:
    """Hold that two accounts tell of different incidents."""
    return _about_two("different_incidents", left, right, signature)


def decide_copy(copy: Document, origin: Document, signature: Signature) -> Decision:
    """Hold that one report is a copy of another: no second source."""
    if copy.id == origin.id:
        raise DecisionError(f"document {copy.id} cannot be a copy of itself; name its origin second")
    return _signed("copy_of", (copy.id, origin.id), signature)


def decide_grade(accounts: Sequence[Anchor], grade: str, signature: Signature) -> Decision:
    """Grade the incident that these accounts tell of, in Airwars' words."""
    if grade not in GRADES:
        raise DecisionError(f"grade {grade!r} is not known; known: {', '.join(GRADES)}")
    if not accounts:
        raise DecisionError("a grade is about an incident: name at least one account of it")
    return _signed("grade", _ids(accounts), signature, grade=grade, anchors=_anchors(accounts))


def decide_propose_grade(accounts: Sequence[Anchor], grade: str, signature: Signature) -> Decision:
    """Propose a grade where a grading needs two people: it changes nothing until another gives the same."""
    checked = decide_grade(accounts, grade, signature)
    return _named(dataclasses.replace(checked, kind="propose_grade"))


def decide_restrict(accounts: Sequence[Anchor], signature: Signature) -> Decision:
    """Keep the incident that these accounts tell of from being published; the reason says why, an undo ends it."""
    if not accounts:
        raise DecisionError("a restriction is about an incident: name at least one account of it")
    return _signed("restrict", _ids(accounts), signature, anchors=_anchors(accounts))


def decide_place(account: Anchor, place: DecidedPlace, signature: Signature) -> Decision:
    """Hold where an account's incident was; coordinates only as given, never filled in."""
    _check_place(place)
    return _signed("place", (account.account_id,), signature, place=place, anchors=_anchors([account]))


def decide_date(account: Anchor, earliest: str, latest: str | None, signature: Signature) -> Decision:
    """Hold on which days an account's incident was: `YYYY-MM-DD`, from and to, the same day if only one is given."""
    days = []
    for given in (earliest, latest or earliest):
        try:
            days.append(date.fromisoformat(given).isoformat())
        except ValueError as error:
            raise DecisionError(f"account {account.account_id}: {given!r} is no day; write it as 2024-08-25") from error
    if days[0] > days[1]:
        raise DecisionError(f"account {account.account_id}: {days[0]} is after {days[1]}; give the earlier day first")
    return _signed("date", (account.account_id,), signature, time=(days[0], days[1]), anchors=_anchors([account]))


def decide_note(accounts: Sequence[Anchor], note: str, signature: Signature) -> Decision:
    """Write a note beside the incident that these accounts tell of."""
    if not note.strip():
        raise DecisionError("the note is empty; write what others should know")
    if not accounts:
        raise DecisionError("a note is about an incident: name at least one account of it")
    return _signed("note", _ids(accounts), signature, note=note, anchors=_anchors(accounts))


def decide_undo(decision: Decision, signature: Signature) -> Decision:
    """Take a decision back; what held before it holds again. An undo can be undone."""
    if decision.kind == "withdraw":
        raise DecisionError(
            f"{decision.id} withdrew a report, whose words are gone; take the report in again elsewhere"
        )
    return _signed("undo", (decision.id,), signature)


def _about_thing(
    kind: DecisionKind,
    document: Document,
    thing: Thing,
    signature: Signature,
    reading: Reading | None,
    seen: Thing | None = None,
) -> Decision:
    for span in thing.spans:
        _check_stands(document, span)
    if reading is not None and reading.text_sha256 != document.text_sha256:
        raise DecisionError(f"document {document.id}: this reading is of another text; read the report again")
    beside = _words_of(reading, thing.account, thing.id) if reading and thing.account is not None else ()
    return _signed(
        kind,
        (document.id, thing.id),
        signature,
        claim=thing if isinstance(thing, Claim) else None,
        statement=thing if isinstance(thing, Statement) else None,
        text_sha256=document.text_sha256,
        seen=sha256_text(repr(seen)) if seen else None,
        anchors=(beside,) if beside else (),
    )


def _about_two(kind: DecisionKind, left: Anchor, right: Anchor, signature: Signature) -> Decision:
    if left.account_id == right.account_id:
        raise DecisionError(f"account {left.account_id} was given twice; name two accounts")
    pair = sorted((left, right), key=lambda a: a.account_id)
    return _signed(kind, _ids(pair), signature, anchors=_anchors(pair))


def _signed(kind: DecisionKind, subjects: tuple[str, ...], signature: Signature, **fields: Any) -> Decision:
    bare = Decision("", kind, subjects, signature.reason, signature.by, signature.at, **fields)
    return _named(dataclasses.replace(bare, supersedes=signature.supersedes))


def _named(decision: Decision) -> Decision:
    said = repr(dataclasses.replace(decision, id=""))
    return dataclasses.replace(decision, id=short_id("v", said))


def _words_of(reading: Reading, n: int, but: str = "") -> tuple[Span, ...]:
    words = [x.span for x in things_of(reading) if x.account == n and x.id != but]
    places = [s for a in reading.accounts if a.n == n for s in a.place_words]
    return tuple(dict.fromkeys([*words, *places]))[:ANCHORS]


def _taken(reading: Reading | None) -> frozenset[str]:
    return frozenset(x.id for x in things_of(reading)) if reading else frozenset()


def _ids(accounts: Sequence[Anchor]) -> tuple[str, ...]:
    for account in accounts:
        document_id, slash, number = account.account_id.partition("/")
        if not (document_id.startswith("d-") and slash and number.isdigit() and int(number) > 0):
            raise DecisionError(f"{account.account_id!r} is no account; it is written as d-0123456789abcdef/1")
    return tuple(a.account_id for a in accounts)


def _anchors(accounts: Sequence[Anchor]) -> tuple[tuple[Span, ...], ...]:
    _ids(accounts)
    return tuple(a.words for a in accounts)


def _check_stands(document: Document, span: Span) -> None:
    if not span.stands_in(document.text):
        raise DecisionError(f"document {document.id}: {span.quote!r} does not stand at {span.start}; quote it exactly")


def _check_place(place: DecidedPlace) -> None:
    if not place.name.strip():
        raise DecisionError("a place needs a name; write it as the report does")
    if (place.lat is None) != (place.lon is None):
        raise DecisionError(f"place {place.name!r}: give both --lat and --lon, or neither")
    if place.lat is not None and place.lon is not None:
        inside = (
            math.isfinite(place.lat) and math.isfinite(place.lon) and abs(place.lat) <= 90 and abs(place.lon) <= 180
        )
        if not inside:
            raise DecisionError(f"place {place.name!r}: {place.lat}, {place.lon} is not on the globe (lat, then lon)")
    if place.country is not None and not (
        len(place.country) == 2 and place.country.isalpha() and place.country.isupper()
    ):
        raise DecisionError(
            f"place {place.name!r}: country {place.country!r} is not two letters such as ML (ISO 3166-1)"
        )
    known = get_args(PlacePrecision)
    if place.precision is not None and place.precision not in known:
        raise DecisionError(f"place {place.name!r}: precision {place.precision!r} is not one of {', '.join(known)}")


__all__ = [
    "ANCHORS",
    "GRADES",
    "Anchor",
    "Signature",
    "anchor",
    "decide_accept",
    "decide_add",
    "decide_add_statement",
    "decide_copy",
    "decide_correct",
    "decide_date",
    "decide_different",
    "decide_grade",
    "decide_note",
    "decide_place",
    "decide_propose_grade",
    "decide_reject",
    "decide_restrict",
    "decide_same",
    "decide_undo",
    "find_words",
]
