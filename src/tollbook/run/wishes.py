"""What a person wishes to decide, made into decisions: one function for the command line, the pages and the API."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tollbook.errors import DecisionError
from tollbook.model import DecidedPlace, Decision
from tollbook.review import decide
from tollbook.run.deciding import accounts, things, to_undo
from tollbook.run.joining import pairs_to_join, pairs_to_part, pairs_to_split

if TYPE_CHECKING:
    from tollbook.run.desk import Desk

PLACE_FIELDS = ("name", "country", "lat", "lon", "precision", "gazetteer_id")


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that a person decides: its kind, the ids that it is about, and what is said of them.

    `subjects` are ids or beginnings of ids as that kind takes them: a report (add, and the copy before its origin),
    claims or statements (accept, correct, reject), incidents, reports or accounts (same, different, and one each for
    place, date, grade, note, restrict), an incident before those of its accounts that are another (split), decisions
    (undo). `seen` is the state that the person looked at.
    """

    kind: str
    subjects: tuple[str, ...]
    fields: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    seen: str | None = None


Maker = Callable[["Desk", Wish, decide.Signature], Iterator[Decision]]


def decisions_of(desk: "Desk", wish: Wish, signature: decide.Signature) -> list[Decision]:
    """Make the decisions that a wish comes to; DecisionError says what is wrong with it."""
    maker = MAKERS.get(wish.kind)
    if maker is None:
        raise DecisionError(f"{wish.kind!r} is no kind of decision; known: {', '.join(MAKERS)}")
    if not wish.subjects:
        raise DecisionError(f"{wish.kind}: say what it is about, by id")
    return list(maker(desk, wish, signature))


def _add(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    document = desk.document(wish.subjects[0])
    given = dict(wish.fields)
    span = decide.find_words(document, str(given.pop("quote", "")), given.pop("start", None))
    make = decide.decide_add_statement if "kind" in given else decide.decide_add
    yield make(document, span, given, signature, desk.reading(document))


def _accept(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    for name in wish.subjects:
        for document, reading, thing in things(desk, name):
            yield decide.decide_accept(document, thing, signature, reading)


def _correct(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    for document, reading, thing in things(desk, wish.subjects[0]):
        yield decide.decide_correct(document, thing, wish.fields, signature, reading)


def _reject(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    for name in wish.subjects:
        for document, reading, thing in things(desk, name):
            yield decide.decide_reject(document, thing, signature, reading)


def _same(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    for one, other in pairs_to_join(desk, *_two(wish)):
        yield decide.decide_same(one, other, signature)


def _different(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    for one, other in pairs_to_part(desk, *_two(wish)):
        yield decide.decide_different(one, other, signature)


def _split(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    for one, other in pairs_to_split(desk, wish.subjects[0], wish.subjects[1:]):
        yield decide.decide_different(one, other, signature)


def _copy(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    copied, origin = _two(wish)
    yield decide.decide_copy(desk.document(copied), desk.document(origin), signature)


def _grade(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    yield decide.decide_grade(accounts(desk, wish.subjects[0]), _text(wish, "grade").casefold(), signature)


def _propose_grade(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    yield decide.decide_propose_grade(accounts(desk, wish.subjects[0]), _text(wish, "grade").casefold(), signature)


def _restrict(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    yield decide.decide_restrict(accounts(desk, wish.subjects[0]), signature)


def _place(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    unknown = sorted(set(wish.fields) - set(PLACE_FIELDS))
    if unknown:
        raise DecisionError(f"place: no field is called {', '.join(unknown)}; known: {', '.join(PLACE_FIELDS)}")
    decided = DecidedPlace(**{"name": "", **wish.fields})
    for account in accounts(desk, wish.subjects[0]):
        yield decide.decide_place(account, decided, signature)


def _date(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    last = wish.fields.get("last")
    for account in accounts(desk, wish.subjects[0]):
        yield decide.decide_date(account, _text(wish, "first"), last, signature)


def _note(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    yield decide.decide_note(accounts(desk, wish.subjects[0]), _text(wish, "note"), signature)


def _undo(desk: "Desk", wish: Wish, signature: decide.Signature) -> Iterator[Decision]:
    for one in to_undo(desk, wish.subjects):
        yield decide.decide_undo(one, signature)


MAKERS: dict[str, Maker] = {
    "add": _add,
    "accept": _accept,
    "correct": _correct,
    "reject": _reject,
    "same": _same,
    "different": _different,
    "split": _split,
    "copy": _copy,
    "grade": _grade,
    "propose_grade": _propose_grade,
    "restrict": _restrict,
    "place": _place,
    "date": _date,
    "note": _note,
    "undo": _undo,
}


def _two(wish: Wish) -> tuple[str, str]:
    if len(wish.subjects) != 2:
        raise DecisionError(f"{wish.kind}: name two, not {len(wish.subjects)}")
    return wish.subjects[0], wish.subjects[1]


def _text(wish: Wish, name: str) -> str:
    value = wish.fields.get(name)
    if not isinstance(value, str) or not value.strip():
        raise DecisionError(f"{wish.kind}: {name} is not given")
    return value
