"""What a person asks of the incidents, as the address says it: every view can be kept, shared and gone back to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, get_args
from urllib.parse import urlencode

from tollbook.model.codes import GROUPS, MEANS
from tollbook.model.incident import ConflictKind, Grade
from tollbook.publish import words
from tollbook.publish.countries import NAMES
from tollbook.publish.fields import OBJECTS
from tollbook.publish.wording import one_line
from tollbook.run.listing import Filters, Order
from tollbook.web.render import moment

VIEWS = ("all", "map", "time", "table")
ORDERS: Mapping[Order, str] = {
    "-date": "Newest",
    "date": "Oldest",
    "killed": "Most killed",
    "changed": "Last changed",
    "queue": "Needs a person most",
}
CONFLICTS: Mapping[str, str] = {
    "any": "accounts differ",
    "figure": "figures differ",
    "status": "differ on who was hit",
    "responsibility": "differ on who did it",
    "target": "differ on what was hit",
}
LONGEST = 200  # characters of a word search; a longer one is a paste by mistake


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is asked for, in words, and the address without it."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: filters, words to search for, order and page; `wrong` says what of the address made no sense."""

    filters: Filters
    words: str
    order: Order
    page: int
    view: str
    given: Mapping[str, str]
    wrong: tuple[str, ...]

    def address(self, path: str = "/incidents", change: Mapping[str, object] | None = None, **changes: object) -> str:
        """Give the address of the same question with some of it changed; None takes a thing out."""
        kept = {k: v for k, v in {**self.given, **(change or {}), **changes}.items() if v is not None and v != ""}
        return f"{path}?{urlencode(kept)}" if kept else path

    @property
    def asks(self) -> bool:
        """Tell whether anything is filtered."""
        return any(k in _FIELDS or k == "q" for k in self.given)


def asked(params: Mapping[str, str]) -> Question:
    """Read the parameters of an address; what makes no sense is left out and said, nothing is guessed."""
    values: dict[str, Any] = {}
    given: dict[str, str] = {}
    wrong: list[str] = []
    for name, (field, parse) in _FIELDS.items():
        text = params.get(name, "").strip()
        if not text:
            continue
        try:
            values[field] = parse(text)
            given[name] = text
        except ValueError as error:
            wrong.append(f"{name}={one_line(text)[:40]}: {error}; it was left out")
    searched = one_line(params.get("q", ""))[:LONGEST]
    order = _of(params.get("order"), tuple(ORDERS), "-date")
    view = _of(params.get("view"), VIEWS, "all")
    page = params.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    given |= {k: v for k, v in (("q", searched), ("order", order), ("view", view)) if v not in ("", "-date", "all")}
    return Question(Filters(**values), searched, order, max(1, number), view, given, tuple(wrong))


def chips(question: Question, actors: Mapping[str, str]) -> Iterator[Chip]:
    """Give what is asked for, one chip each, in words; `actors` names the parties."""
    f = question.filters
    said = {
        "since": f.since and f"from {words.day(f.since)}",
        "until": f.until and f"until {words.day(f.until)}",
        "country": f.country and words.country(f.country),
        "actor": f.actor and f"said to be by {actors.get(f.actor, 'a party not named')}",
        "means": f.means and words.MEANS[f.means],
        "target": f.target and f"hit: {OBJECTS[f.target]}",
        "group": f.group and f"harmed: {words.GROUPS[f.group]}",
        "grading": f.grading and f"graded {words.GRADES[f.grading].lower()}",
        "conflict": f.conflict and CONFLICTS[f.conflict],
        "unreviewed": f.unreviewed and "not fully reviewed",
        "changed": f.changed_since and f"changed since {moment(f.changed_since)}",
        "killed": f.min_killed is not None and f"{f.min_killed:,} or more killed, by some account",
        "placed": f.placed is not None and ("with a place" if f.placed else "without a place"),
        "q": question.words and f"reports with: {question.words}",
    }
    for name, text in said.items():
        if text:
            yield Chip(str(text), question.address(change={name: None}))


def _of(text: str | None, known: tuple[Any, ...], default: Any) -> Any:
    return text if text in known else default


def _code(known: tuple[str, ...], what: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in known:
            raise ValueError(f"no such {what}")
        return text

    return parse


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("not a day like 2024-08-25") from None


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("not a moment like 2024-08-25T06:00") from None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError("not a number")
    return int(text)


def _yes(text: str) -> bool:
    if text not in ("1", "yes"):
        raise ValueError("only 1 is understood")
    return True


_FIELDS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "since": ("since", _day),
    "until": ("until", _day),
    "country": ("country", _code(tuple(NAMES), "country")),
    "actor": ("actor", lambda text: text),
    "means": ("means", _code(MEANS, "means")),
    "target": ("target", _code(tuple(OBJECTS), "kind of target")),
    "group": ("group", _code(GROUPS, "group")),
    "grading": ("grading", _code(get_args(Grade), "grading")),
    "conflict": ("conflict", _code(("any", *get_args(ConflictKind)), "kind of conflict")),
    "unreviewed": ("unreviewed", _yes),
    "changed": ("changed_since", _moment),
    "killed": ("min_killed", _number),
    "placed": ("placed", lambda text: _code(("yes", "no"), "answer")(text) == "yes"),
}
