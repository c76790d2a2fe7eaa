"""The archived text of a report with the words of one incident marked, and a quote within its sentence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tollbook.model import Claim, Document, Span, Statement
from tollbook.publish.marked import Mark, Piece, cut
from tollbook.publish.quoting import around
from tollbook.publish.told import Said, thing_of
from tollbook.web.pages.incident_sight import Sight

REACH = 170  # characters of the sentence shown on either side of a quote


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote, the words of its sentence before and after it, and whether the sentence goes on."""

    before: str
    words: str
    after: str
    language: str | None
    goes_back: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text under its marks: whose it is, which begin here, how it looks."""

    text: str
    of: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    look: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One report beside the claims."""

    document: Document
    stretches: tuple[Stretch, ...]
    count: int


def quoted(sight: Sight, said: Said) -> Quoted | None:
    """Give a quote within its sentence; None where the report is not here."""
    document = sight.documents.get(said.document_id)
    if document is None:
        return None
    span, text = thing_of(said).span, document.text
    words = around(text, span, REACH)
    before, after = text[words.start : span.start], text[span.end : words.end]
    return Quoted(before, span.quote, after, document.language, words.goes_back, words.goes_on)


def shown(sight: Sight, document: Document) -> Shown:
    """Give a report's whole text with the marks of this incident."""
    things = sight.things_in(document)
    names = _names_in(sight, document, things)
    looks = {names[t.id]: look_of(t) for t in things}
    marks = [m for t in things for m in _marks(t, names[t.id])]
    pieces = cut(document.text, marks)
    return Shown(document, tuple(_stretch(p, looks) for p in pieces), len(things))


def look_of(thing: Claim | Statement) -> str:
    """Name the look of a mark: what happened to the people, or that it is a statement; denied or not."""
    if isinstance(thing, Statement):
        return "statement denied" if thing.kind == "denies" else "statement"
    kind = {"killed": "killed", "injured": "injured"}.get(thing.effect, "other")
    return f"{kind} denied" if thing.polarity == "denied" else kind


def _names_in(sight: Sight, document: Document, things: Iterable[Claim | Statement]) -> dict[str, str]:
    """The claim of the list that each claim of the text stands for: a copy's is that of its origin."""
    repeated = {_likeness(thing_of(s)): i for i, s in sight.said.items() if document.id in s.copies}
    return {t.id: t.id if t.id in sight.said else repeated.get(_likeness(t), t.id) for t in things}


def _likeness(thing: Claim | Statement) -> tuple[object, ...]:
    what = thing.effect if isinstance(thing, Claim) else thing.kind
    return what, " ".join(thing.span.quote.split())


def _marks(thing: Claim | Statement, name: str) -> Iterator[Mark]:
    for span in (thing.span, *thing.more_quotes):
        yield Mark(span, name)
    for role, other in (("claimant", thing.claimant), ("cue", thing.cue)):
        if other is not None and not _within(other, thing.span):
            yield Mark(other, name, role)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _stretch(piece: Piece, looks: dict[str, str]) -> Stretch:
    quotes = [m for m in piece.marks if m.role == "quote"]
    others = [m for m in piece.marks if m.role != "quote"]
    # The shortest quote is the most telling: "11 children" within "21 civilians, 11 of them children".
    inner = quotes[-1] if quotes else None
    look = looks[inner.of] if inner else others[-1].role if others else ""
    ordered = [*reversed(quotes), *others]
    begins = tuple(dict.fromkeys(m.of for m in piece.opens if m.role == "quote"))
    return Stretch(piece.text, tuple(dict.fromkeys(m.of for m in ordered)), begins, look)
