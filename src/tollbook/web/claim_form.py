"""The one form for a claim or statement: every field with its choices and what stands in it now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tollbook.model import Claim, Document, Reading, Span, Statement
from tollbook.publish.choices import Choice, choices_of, choices_of_account, choices_of_whole
from tollbook.publish.wording import one_line
from tollbook.review.fields import CLAIM_FIELDS

Thing = Claim | Statement
_NUMBER = re.compile(r"(?<![\d.,])\d{1,6}(?![\d.,]*\d)")
_YES_NO = (Choice("false", "no"), Choice("true", "yes: so far, initial reports"))


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how it is asked, what stands in it, and, of words of the report, where they stand."""

    name: str
    label: str
    ask: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ClaimForm:
    """A form to add (`thing` None) or correct a claim or statement; the words it stands on are `quote`."""

    document: Document
    what: str
    thing: Thing | None
    quote: Span
    parts: tuple[tuple[str, tuple[Field, ...]], ...]

    @property
    def kind(self) -> str:
        """The kind of decision that the form makes."""
        return "correct" if self.thing else "add"

    @property
    def subject(self) -> str:
        """What the decision is about: the claim or statement, or the report that it is added to."""
        return self.thing.id if self.thing else self.document.id


def form_to_add(document: Document, reading: Reading | None, what: str, quote: Span) -> ClaimForm:
    """Give an empty form about words of a report; a number in digits among them is filled in."""
    return ClaimForm(document, what, None, quote, tuple(_parts(_Asked(document, reading, what, quote, {}))))


def form_to_correct(document: Document, reading: Reading, thing: Thing) -> ClaimForm:
    """Give the form filled with a claim or statement as it stands."""
    what = "claim" if isinstance(thing, Claim) else "statement"
    asked = _Asked(document, reading, what, thing.span, dict(_values(thing)), thing)
    return ClaimForm(document, what, thing, thing.span, tuple(_parts(asked)))


@dataclass(frozen=True, slots=True)
class _Asked:
    document: Document
    reading: Reading | None
    what: str
    quote: Span
    values: Mapping[str, str]
    thing: Thing | None = None

    def choice(self, name: str, label: str, choices: tuple[Choice, ...], usual: str = "", hint: str = "") -> Field:
        """A field with a closed list; `usual` is what stands in an empty form."""
        return Field(name, label, "choice", self.values.get(name, usual), choices, hint)

    def listed(self, name: str, label: str, usual: str = "", hint: str = "") -> Field:
        """A field with one of the codebook's lists."""
        return self.choice(name, label, choices_of(name), usual, hint)

    def words(self, name: str, label: str, hint: str = "") -> Field:
        """A field with words of the report."""
        span = getattr(self.thing, name, None)
        return Field(name, label, "words", self.values.get(name, ""), hint=hint, place=place_of(span) if span else "")


def place_of(span: Span) -> str:
    """Write where words stand."""
    return f"{span.start}-{span.end}"


def _values(thing: Thing) -> Iterator[tuple[str, str]]:
    """What stands in each field, as a form writes it."""
    for name in ("kind", *CLAIM_FIELDS, "actor", "object"):
        source = thing.count if isinstance(thing, Claim) and name in ("low", "high", "wording") else thing
        value = getattr(source, name, None)
        if isinstance(value, Span):
            yield name, one_line(value.quote)
        elif isinstance(value, bool):
            yield name, "true" if value else "false"
        else:
            yield name, "" if value is None else str(value)


def _parts(asked: _Asked) -> Iterator[tuple[str, tuple[Field, ...]]]:
    choose = () if asked.thing else (Choice("", "choose …"),)
    if asked.what == "claim":
        yield "How many, as said", tuple(_how_many(asked, choose))
        yield "Whom", (asked.listed("status", "They were", "unknown"), asked.listed("group", "Group", "none"))
    else:
        yield "What is said", (asked.choice("kind", "The speaker …", (*choose, *choices_of("kind"))), *_parties(asked))
    yield "Who says so", tuple(_speaker(asked))
    yield "Of what", tuple(_incident(asked))


def _how_many(asked: _Asked, choose: tuple[Choice, ...]) -> Iterator[Field]:
    numbers = _NUMBER.findall(asked.quote.quote) if asked.thing is None else []
    only = str(int(numbers[0])) if len(numbers) == 1 else ""
    yield asked.choice("effect", "What happened to them", (*choose, *choices_of("effect")))
    yield Field("low", "At least", "number", asked.values.get("low", only), hint="empty: open")
    yield Field("high", "At most", "number", asked.values.get("high", only), hint="empty: open")
    follows = Choice("", "as the numbers say")
    yield asked.choice("wording", "Worded as", (follows, *choices_of("wording")))
    yield asked.choice("provisional", "Provisional", _YES_NO, "false")


def _parties(asked: _Asked) -> Iterator[Field]:
    yield asked.words("actor", "Who is meant", "for who did it, or did not")
    yield asked.words("object", "What was hit", "for a target")


def _speaker(asked: _Asked) -> Iterator[Field]:
    yield asked.words("claimant", "Claimant", "empty: the report's own voice")
    yield asked.words("cue", "Cue", "said, according to …")
    yield asked.listed("claimant_kind", "Kind of claimant", "unknown")
    if asked.what == "claim":
        yield asked.listed("polarity", "The harm: the speaker …", "affirmed")
    yield asked.listed("certainty", "How surely", "stated")


def _incident(asked: _Asked) -> Iterator[Field]:
    accounts = asked.reading.accounts if asked.reading else ()
    usual = str(min((a.n for a in accounts), default=1))
    yield asked.choice("account", "Incident of this text", choices_of_account(accounts), usual)
    if asked.what == "claim":
        yield asked.listed("scope", "The figure is about", "incident")
        yield Field("period", "Over which time", "text", asked.values.get("period", ""), hint="since October")
        claims = asked.reading.claims if asked.reading else ()
        but = asked.thing.id if asked.thing else None
        yield asked.choice("part_of", "Part of", choices_of_whole(claims, but))
        yield asked.listed("means", "By what means", "unknown")
