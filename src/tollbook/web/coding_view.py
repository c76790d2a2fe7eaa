"""What the pages of coding show: a coding as a report is shown, and a pair with what each side says of every field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tollbook.model import Account, Claim, Coding, Document, ReaderVersion, Reading, Span, Statement
from tollbook.publish.choices import choices_of
from tollbook.publish.words import bounds
from tollbook.review.agreement import Pair, differing
from tollbook.run.report import Family, Report

Thing = Claim | Statement
AROUND = 160  # characters shown before and after a quote: about two sentences
LABELS = {
    "low": "At least",
    "high": "At most",
    "wording": "Worded as",
    "status": "They were",
    "group": "Group",
    "claimant": "Claimant",
    "claimant_kind": "Kind of claimant",
    "polarity": "Of the harm",
    "certainty": "How surely",
    "provisional": "Provisional",
    "scope": "The figure is",
    "means": "By what means",
    "actor": "Who is meant",
    "object": "What was hit",
    "quote": "The exact words",
    "part_of": "Part of the same total",
    "incident": "The same incident of the text",
}
_WORDS = ("claimant", "actor", "object")
_NUMBERS = ("low", "high")
_OF_CLAIM = "low high wording status group claimant claimant_kind polarity certainty provisional scope means".split()
_OF_STATEMENT = "actor object claimant claimant_kind certainty".split()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with what stands around it, and whether the text goes on beyond that."""

    before: str
    quote: str
    after: str
    goes_on_before: bool
    goes_on_after: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a pair: what each side says, and whether they differ."""

    label: str
    first: str
    second: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One coder's form of a pair."""

    thing: Thing
    words: Quoted


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair as it is shown: both sides, every field, and the fields that differ."""

    pair: Pair
    first: Side | None
    second: Side | None
    lines: tuple[Line, ...]

    @property
    def differ(self) -> tuple[Line, ...]:
        """The fields in which the two differ."""
        return tuple(x for x in self.lines if x.differs)

    @property
    def both(self) -> bool:
        """Tell whether both coders found it."""
        return self.first is not None and self.second is not None


def shown_pair(pair: Pair, text: str) -> Shown:
    """Give a pair as it is shown."""
    return Shown(pair, _side(pair.first, text), _side(pair.second, text), tuple(_lines(pair)))


def report_of_coding(document: Document, coding: Coding) -> Report:
    """Give a coding in the form in which a report is shown; nothing else that is known of the report is in it."""
    reading = reading_of_coding(coding, document.language)
    things = tuple(sorted(coding.things, key=lambda x: (x.span.start, -x.span.end, x.id)))
    family = Family((document,), document, document, (document,))
    return Report(document, reading, things, (), {}, (), frozenset(), (), family, (), ())


def reading_of_coding(coding: Coding, language: str | None) -> Reading:
    """Give a coding as a reading, for the forms that choose among its claims and incidents."""
    reader = ReaderVersion("coder", str(coding.n))
    numbers = sorted({x.account for x in coding.things if x.account is not None})
    accounts = tuple(_account(coding, n) for n in numbers)
    return Reading(coding.document_id, coding.text_sha256, reader, language, coding.claims, coding.statements, accounts)


def _account(coding: Coding, n: int) -> Account:
    """An incident as this coder numbers it, told by the first words that were put in it."""
    claims = tuple(x.id for x in coding.claims if x.account == n)
    statements = tuple(x.id for x in coding.statements if x.account == n)
    first = min((x.span for x in coding.things if x.account == n), default=None)
    words = (first,) if first else ()
    return Account(coding.document_id, n, n == 1, claims, statements, (), words)


def _side(thing: Thing | None, text: str) -> Side | None:
    if thing is None:
        return None
    span = thing.span
    start, end = max(0, span.start - AROUND), span.end + AROUND
    words = Quoted(text[start : span.start], span.quote, text[span.end : end], start > 0, end < len(text))
    return Side(thing, words)


def _lines(pair: Pair) -> Iterable[Line]:
    differ = set(differing(pair))
    names: Sequence[str] = _OF_CLAIM if isinstance(pair.anyone, Claim) else _OF_STATEMENT
    for name in names:
        sides = [_said(x, name) if x else "" for x in (pair.first, pair.second)]
        yield Line(LABELS[name], sides[0], sides[1], name in differ)
    if "quote" in differ and pair.first and pair.second:
        yield Line(LABELS["quote"], pair.first.span.quote, pair.second.span.quote, True)


def _said(thing: Thing, name: str) -> str:
    if isinstance(thing, Claim) and name in _NUMBERS:
        number = thing.count.low if name == "low" else thing.count.high
        return "open" if number is None else bounds(number, number)
    if name in _WORDS:
        span: Span | None = getattr(thing, name)
        return span.quote if span else ("the report’s own voice" if name == "claimant" else "not said")
    value = thing.count.wording if isinstance(thing, Claim) and name == "wording" else getattr(thing, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return next((c.words for c in choices_of(name) if c.code == value), str(value))
