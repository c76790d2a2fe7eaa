"""One report with all that is known of it: what was read and decided, where it comes from, what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tollbook.link.copies import first_of, linked, standing_editions
from tollbook.model import Claim, Decision, Document, Incident, Issue, Link, Reading, Statement
from tollbook.model.link import LinkKind
from tollbook.publish.contract import all_issues
from tollbook.publish.marked import Mark
from tollbook.review.standing import standing, taken_back
from tollbook.review.words import move_thing
from tollbook.run.live_desk import LiveDesk
from tollbook.store import read

Thing = Claim | Statement
# Issues of decisions that are shown as such.
_SHOWN_ELSEWHERE = frozenset({"rejected"})


@dataclass(frozen=True, slots=True)
class Family:
    """The reports that belong to one: `editions` of one address in order, the standing one last, and the copies."""

    editions: tuple[Document, ...]
    standing: Document
    origin: Document
    copies: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as people have decided it; `things` are in the order of the text, `decided` by claim or statement.

    `readings` are all that any reader made of it, oldest first.
    """

    document: Document
    reading: Reading | None
    things: tuple[Thing, ...]
    rejected: tuple[tuple[Thing, Decision], ...]
    decided: Mapping[str, Decision]
    decisions: tuple[Decision, ...]
    taken_back: frozenset[str]
    incidents: tuple[Incident, ...]
    family: Family
    readings: tuple[Reading, ...]
    issues: tuple[Issue, ...]

    @property
    def stands(self) -> bool:
        """Tell whether this is the edition that stands, the only one that is decided on."""
        return self.family.standing.id == self.document.id


def report_of(desk: LiveDesk, document: Document) -> Report:
    """Gather what is known of a report at one moment."""
    snapshot = desk.snapshot
    family = _family(document, snapshot.documents, snapshot.record.links)
    reading = desk.reading(document)
    things = _in_order((*reading.claims, *reading.statements)) if reading else ()
    by_id = {d.id: d for d in snapshot.decisions}
    about = _about(snapshot.decisions, {d.id for d in family.editions})
    issues = all_issues(reading) if reading else ()
    return Report(
        document=document,
        reading=reading,
        things=things,
        rejected=tuple(_rejected(document, about, {x.id for x in things})),
        decided={thing: by_id[d] for thing, d in reading.decided if d in by_id} if reading else {},
        decisions=about,
        taken_back=taken_back(snapshot.decisions),
        incidents=tuple(snapshot.incidents[i] for i in snapshot.incidents_of_document.get(document.id, ())),
        family=family,
        readings=tuple(read.readings_of(desk.ws, document.id)),
        issues=tuple(i for i in issues if i.code not in _SHOWN_ELSEWHERE),
    )


def marks_of(report: Report) -> list[Mark]:
    """Give every mark in the text of a report: the words of claims and statements, and what they say of them."""
    marks = [m for thing in report.things for m in _marks(thing)]
    marks += [Mark(thing.span, thing.id, "quote") for thing, _ in report.rejected]
    for account in report.reading.accounts if report.reading else ():
        marks += [Mark(span, account.id, "place") for span in account.place_words]
        if account.time and account.time.words:
            marks.append(Mark(account.time.words, account.id, "time"))
    return [m for m in dict.fromkeys(marks) if m.span.stands_in(report.document.text)]


def _marks(thing: Thing) -> Iterable[Mark]:
    yield Mark(thing.span, thing.id, "quote")
    yield from (Mark(span, thing.id, "again") for span in thing.more_quotes)
    for role in ("claimant", "cue", "actor", "object"):
        span = getattr(thing, role, None)
        if span is not None:
            yield Mark(span, thing.id, role)


def _family(document: Document, known: Mapping[str, Document], links: Iterable[Link]) -> Family:
    links = tuple(links)
    editions = _group(document, known, links, "edition")
    stands = known[standing_editions(editions, links)[document.id]]
    same = _group(document, known, links, "copy")
    decided = {r.left for k in links if k.decided and k.kind == "copy" for r in k.reasons}
    origin = known[first_of(same, decided)] if len(same) > 1 else document
    return Family(tuple(sorted(editions, key=lambda d: d.id == stands.id)), stands, origin, tuple(same))


def _group(document: Document, known: Mapping[str, Document], links: Iterable[Link], kind: LinkKind) -> list[Document]:
    group = next((g for g in linked(known, links, kind) if document.id in g), (document.id,))
    return sorted((known[i] for i in group), key=lambda d: (d.published_at or "", d.id))


def _about(decisions: Iterable[Decision], document_ids: set[str]) -> tuple[Decision, ...]:
    """Give the decisions about a report, an account or edition of it, and those that take them back, oldest first."""
    found: dict[str, Decision] = {}
    for decision in decisions:
        if any(s.partition("/")[0] in document_ids or s in found for s in decision.subjects):
            found[decision.id] = decision
    return tuple(found.values())


def _rejected(document: Document, about: Iterable[Decision], there: set[str]) -> Iterable[tuple[Thing, Decision]]:
    for decision in standing(about):
        held = decision.claim or decision.statement
        if decision.kind == "reject" and held is not None and held.id not in there:
            thing = move_thing(held, document.text)
            if thing is not None:
                yield thing, decision


def _in_order(things: Iterable[Thing]) -> tuple[Thing, ...]:
    return tuple(sorted(things, key=lambda x: (x.span.start, -x.span.end, x.id)))
