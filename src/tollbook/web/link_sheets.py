"""Two incidents side by side, row by row, as a page shows them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tollbook.model import Account, Document, Incident, Link, Tally
from tollbook.publish import told, words
from tollbook.publish.adding_up import is_stated, lines_of
from tollbook.publish.reasons import PlainReason, plain_reasons, reason_for_different, reason_for_same, strength
from tollbook.publish.wording import count_of, one_line
from tollbook.review.decide import Signature
from tollbook.review.words import things_of
from tollbook.run import comparing
from tollbook.run.live_desk import LiveDesk
from tollbook.run.seen import seen_token
from tollbook.run.titles import title_of
from tollbook.run.wishes import Wish, decisions_of
from tollbook.text import fold
from tollbook.web.quotes import window

EXCERPT = 420  # characters of a report on either side of the first claim of an account
SHORTEST = 4  # a shorter word that both reports use says nothing; figures do
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Value:
    """One thing in a cell, and whether the other incident has it too."""

    text: str
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: what is compared, on either side."""

    name: str
    left: tuple[Value, ...]
    right: tuple[Value, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a report where it tells of the incident, cut so that words of the other report can be marked."""

    document: Document
    title: str
    outlet: str
    pieces: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Two incidents, what speaks for their being one, and what each decision would make of them."""

    left: Incident
    right: Incident
    link: Link | None
    reasons: tuple[PlainReason, ...]
    strength: str
    why_apart: str
    rows: tuple[SheetRow, ...]
    excerpts: tuple[Excerpt, ...]
    told_apart: tuple[comparing.ToldApart, ...]
    merged: tuple[Value, ...]
    seen: str

    @property
    def reason_for_same(self) -> str:
        """The reason that is proposed for holding them to be one."""
        return reason_for_same(self.reasons)

    @property
    def reason_for_different(self) -> str:
        """The reason that is proposed for holding them apart."""
        return reason_for_different(self.reasons)

    @property
    def most_bits(self) -> float:
        """The weight of the weightiest reason, which the bars are drawn against."""
        return max((abs(r.bits) for r in self.reasons), default=1.0)


def sheet_of(desk: LiveDesk, left: Incident, right: Incident, signature: Signature, *, name_victims: bool) -> Sheet:
    """Lay two incidents side by side."""
    link = comparing.best_link(desk.snapshot, left.accounts, right.accounts)
    apart = comparing.told_apart(desk.snapshot, left, right)
    names = _names(left, right)
    return Sheet(
        left=left,
        right=right,
        link=link,
        reasons=plain_reasons(link, names, name_victims=name_victims) if link else (),
        strength=strength(link) if link else "",
        why_apart=comparing.why_apart(left, right, link),
        rows=tuple(_rows(desk, left, right, name_victims)),
        excerpts=_excerpts(desk, left, right, link),
        told_apart=apart,
        merged=() if apart else _merged(desk, left, right, signature),
        seen=seen_token(desk, (left.id, right.id)),
    )


def tolls(incident: Incident) -> tuple[str, ...]:
    """Say each stated range of an incident: people killed, status unsaid: 15 to 21."""
    lines = lines_of([t for t in incident.tallies if is_stated(t)])
    return tuple(f"{line.name}: {words.tally_bounds(_only(line.by_rule))}" for line in lines)


def _only(by_rule: Mapping[str, Tally]) -> Tally:
    return next(iter(by_rule.values()))


def _merged(desk: LiveDesk, left: Incident, right: Incident, signature: Signature) -> tuple[Value, ...]:
    """What the tallies would be if both were one; those that neither has now are told apart from the rest."""
    decisions = decisions_of(desk, Wish("same", (left.id, right.id)), signature)
    one = comparing.incident_with(comparing.supposed(desk, (left, right), decisions), left.accounts[0].id)
    if one is None:
        return ()
    before = {*tolls(left), *tolls(right)}
    return tuple(Value(said, said in before) for said in tolls(one))


def _rows(desk: LiveDesk, left: Incident, right: Incident, name_victims: bool) -> Iterator[SheetRow]:
    km = comparing.furthest_km(left, right)
    distance = f"up to {km:,.0f} km apart" if km else ""
    documents = desk.snapshot.documents
    yield _row("When", _when(left), _when(right))
    yield _row("Where", _where(left), _where(right), distance)
    yield _row("By what means", [words.MEANS[left.means]], [words.MEANS[right.means]])
    yield _row("Toll as stated", tolls(left), tolls(right))
    yield _row("Who did it", _parties(left), _parties(right))
    yield _row("What was hit", _targets(left), _targets(right))
    if left.victims or right.victims:
        yield _row("Victims named", _victims(left, name_victims), _victims(right, name_victims))
    yield _row("Who is quoted", _voices(left), _voices(right))
    yield _row("Reports", _reports(left, documents), _reports(right, documents))


def _row(name: str, left: Iterable[str], right: Iterable[str], note: str = "") -> SheetRow:
    ours, theirs = list(dict.fromkeys(left)), list(dict.fromkeys(right))
    alike = {fold(v) for v in ours} & {fold(v) for v in theirs}
    return SheetRow(name, _values(ours, alike), _values(theirs, alike), note)


def _values(said: Sequence[str], alike: set[str]) -> tuple[Value, ...]:
    return tuple(Value(v, fold(v) in alike) for v in said)


def _when(incident: Incident) -> list[str]:
    return [words.when(incident.time)]


def _where(incident: Incident) -> list[str]:
    precision = incident.place.precision if incident.place else None
    return [one_line(words.where(incident.place)), *([words.PLACE_PRECISION[precision]] if precision else [])]


def _parties(incident: Incident) -> list[str]:
    stances = {"blames": "is blamed", "admits": "says that it did it", "denies": "is said not to have done it"}
    found = (f"{words.named(one_line(p.name))} {stances[p.stance]}" for p in incident.perpetrators)
    return list(found) or ["not said"]


def _targets(incident: Incident) -> list[str]:
    return [f"“{one_line(t.name)}”" for t in incident.targets] or ["not said"]


def _victims(incident: Incident, by_name: bool) -> list[str]:
    if not by_name:
        return [count_of(len(incident.victims), "name") + ", not shown to you"]
    return [one_line(v.name.quote) + (f", {v.age}" if v.age is not None else "") for v in incident.victims] or ["none"]


def _voices(incident: Incident) -> list[str]:
    return [words.named(one_line(v.name)) for v in incident.voices]


def _reports(incident: Incident, documents: Mapping[str, Document]) -> list[str]:
    found = [documents[a.document_id] for a in incident.accounts]
    return [f"{told.outlet_of(d)}, {words.short_day(d.published_at)}: {one_line(title_of(d))}" for d in found]


def _names(*incidents: Incident) -> dict[str, str]:
    names = {v.id: words.named(one_line(v.name)) for i in incidents for v in i.voices}
    parties = {p.actor_id: one_line(p.name) for i in incidents for p in i.perpetrators if p.actor_id}
    return parties | names


def _excerpts(desk: LiveDesk, left: Incident, right: Incident, link: Link | None) -> tuple[Excerpt, ...]:
    chosen = [_account(i, link) for i in (left, right)]
    shown = [(desk.snapshot.documents[a.document_id], _words_of(desk, a)) for a in chosen]
    shared = set.intersection(*(_telling_words(text) for _, text in shown))
    return tuple(_excerpt(document, text, shared) for document, text in shown)


def _account(incident: Incident, link: Link | None) -> Account:
    linked = {link.left, link.right} if link else set()
    return next((a for a in incident.accounts if a.id in linked), incident.accounts[0])


def _words_of(desk: LiveDesk, account: Account) -> str:
    document, reading = desk.snapshot.documents[account.document_id], desk.snapshot.told[account.document_id]
    spans = [x.span for x in things_of(reading) if x.account == account.n]
    if not spans:
        return document.text[: 2 * EXCERPT]
    start, end = window(document.text, min(spans, key=lambda s: s.start), EXCERPT)
    return document.text[start:end]


def _telling_words(text: str) -> set[str]:
    return {fold(w) for w in _WORD.findall(text) if len(w) >= SHORTEST or w.isdigit()}


def _excerpt(document: Document, text: str, shared: set[str]) -> Excerpt:
    pieces: list[Value] = []
    at = 0
    for found in _WORD.finditer(text):
        if fold(found[0]) in shared:
            pieces += [Value(text[at : found.start()]), Value(found[0], True)]
            at = found.end()
    outlet = f"{told.outlet_of(document)}, {words.short_day(document.published_at)}"
    return Excerpt(document, one_line(title_of(document)), outlet, (*pieces, Value(text[at:])))
