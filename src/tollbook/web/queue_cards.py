"""One thing that waits, with all that is needed to decide on it without leaving the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.model import Decision, Document, Incident, SaidClaim, Span
from tollbook.publish import told
from tollbook.publish.gate import said_in
from tollbook.publish.marked import Mark, Piece
from tollbook.publish.wording import one_line
from tollbook.review.decide import Signature
from tollbook.review.queue import QueueItem
from tollbook.review.words import things_of
from tollbook.run.live_desk import LiveDesk
from tollbook.run.seen import seen_token
from tollbook.run.waiting import incidents_of, key_of
from tollbook.web.guard import Visitor
from tollbook.web.link_sheets import Sheet, sheet_of
from tollbook.web.queue_sides import Rival, Side, bare_side, rivals_of, said_of, side_of
from tollbook.web.quotes import pieces_around

# A refusal quotes the words that it is about.
_QUOTED = re.compile(r"""(['"])(.+)\1""", re.DOTALL)
MOST_RIVALS = 6
KINDS = {
    "conflict": "Conflicts",
    "unsure_claim": "Unsure claims",
    "possible_same": "Possibly one incident",
    "refused": "Refused words",
    "not_read": "Reports not read",
    "decision_lost": "Decisions that lost their words",
    "decision_doubtful": "Doubtful decisions",
}
ONE = {
    "conflict": "Conflict",
    "unsure_claim": "Unsure claim",
    "possible_same": "Possibly one incident",
    "refused": "Refused words",
    "not_read": "Report not read",
    "decision_lost": "Decision that lost its words",
    "decision_doubtful": "Doubtful decision",
}
ACCEPT_REASON = "read in the report: said as recorded"
BOTH_REASON = "read in both reports: each is said as recorded"
_QUESTIONS = {
    "figure": "Two accounts give figures that cannot both be right",
    "status": "Two accounts differ on who was harmed",
    "responsibility": "Two accounts differ on who did it",
    "target": "Two accounts differ on what was hit",
}


@dataclass(frozen=True, slots=True)
class Refused:
    """Words of a report that were not taken as a claim, in their paragraph."""

    span: Span
    pieces: Sequence[Piece]
    goes_back: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One item of the queue in focus."""

    key: str
    item: QueueItem
    question: str
    incident: Incident | None
    sides: tuple[Side, ...] = ()
    rivals: tuple[Rival, ...] = ()
    more_rivals: int = 0
    sheet: Sheet | None = None
    document: Document | None = None
    decision: Decision | None = None
    refused: Refused | None = None
    seen: str = ""

    @property
    def in_hand(self) -> int:
        """Which side is decided on first: the one that nobody decided, the less sure one before the other."""
        order = sorted(
            range(len(self.sides)), key=lambda n: (self.sides[n].decided is not None, self.sides[n].thing.score)
        )
        return order[0] if order else 0

    @property
    def open_ids(self) -> tuple[str, ...]:
        """The sides that nobody has decided on yet."""
        return tuple(s.thing.id for s in self.sides if s.decided is None) or tuple(s.thing.id for s in self.sides)


def card_of(desk: LiveDesk, item: QueueItem, visitor: Visitor, signature: Signature) -> Card:
    """Draw up everything that is needed to decide on one item."""
    snapshot = desk.snapshot
    about = [snapshot.incidents[i] for i in incidents_of(item, snapshot) if i in snapshot.incidents]
    incident = about[0] if about else None
    if item.kind == "possible_same" and len(about) > 1:
        sheet = sheet_of(desk, about[0], about[1], signature, name_victims=visitor.may("see_victims"))
        return Card(
            key_of(item), item, "Do these reports tell of one incident?", incident, sheet=sheet, seen=sheet.seen
        )
    if item.kind == "conflict" and incident is not None:
        return _of_conflict(desk, item, incident)
    if item.kind == "unsure_claim" and incident is not None:
        return _of_claim(desk, item, incident)
    return _of_the_rest(desk, item, incident)


def line_of(item: QueueItem, incident: Incident | None) -> str:
    """Say an item in a line of the list."""
    if item.kind == "conflict" and incident is not None:
        found = [_short(s) for s in said_in(incident) if told.id_of(s) in item.about]
        return " ≠ ".join(dict.fromkeys(found))
    if item.kind == "unsure_claim" and incident is not None:
        said = said_of(incident, item.subject)
        return _short(said) if said else one_line(item.detail)
    if item.kind == "possible_same":
        return "two incidents that may be one"
    return one_line(item.detail)


def _short(said: told.Said) -> str:
    return told.in_short(said)[0]


def _within(name: str) -> str:
    """Give a name as it stands within a sentence: the article of "The city hospital" small."""
    article, space, rest = name.partition(" ")
    return f"{article.lower()}{space}{rest}" if article in ("The", "A", "An") else name


def _of_conflict(desk: LiveDesk, item: QueueItem, incident: Incident) -> Card:
    said = [said_of(incident, i) for i in item.about]
    sides = tuple(side_of(desk, incident, s) for s in said if s is not None)
    kind = next((c.kind for c in incident.conflicts if {c.left, c.right} == {*item.about}), "figure")
    still_open = [s.thing.id for s in sides if s.decided is None]
    seen = seen_token(desk, still_open or [s.thing.id for s in sides])
    return Card(key_of(item), item, _QUESTIONS[kind], incident, sides, seen=seen)


def _of_claim(desk: LiveDesk, item: QueueItem, incident: Incident) -> Card:
    said = said_of(incident, item.subject)
    if said is None:
        return _of_the_rest(desk, item, incident)
    side = side_of(desk, incident, said)
    rivals = rivals_of(incident, said.claim, desk.snapshot.documents) if isinstance(said, SaidClaim) else []
    more = max(0, len(rivals) - MOST_RIVALS)
    question = f"Does {_within(side.voice)} say: {side.says}?"
    return Card(key_of(item), item, question, incident, (side,), tuple(rivals[:MOST_RIVALS]), more, seen=side.seen)


def _of_the_rest(desk: LiveDesk, item: QueueItem, incident: Incident | None) -> Card:
    """What is decided on elsewhere, or by taking an old decision back."""
    snapshot = desk.snapshot
    decision = next((d for d in snapshot.decisions if d.id == item.subject), None)
    reports = [s.partition("/")[0] for s in (*(decision.subjects if decision else ()), item.subject)]
    document = next((snapshot.documents[r] for r in reports if r in snapshot.documents), None)
    side = _anywhere(desk, item.subject)
    if side is not None and document is None:
        document = side.document
    questions = {
        "refused": "Words that may be a claim were not taken",
        "not_read": "No reader here reads this report",
        "decision_lost": "A decision no longer finds its words",
        "decision_doubtful": "A decision holds against what the reader hears",
    }
    return Card(
        key_of(item),
        item,
        questions.get(item.kind, ONE[item.kind]),
        incident,
        (side,) if side else (),
        document=document,
        decision=decision,
        refused=_refused(item, document) if item.kind == "refused" else None,
        seen=side.seen if side else "",
    )


def _refused(item: QueueItem, document: Document | None) -> Refused | None:
    """Find the words that a refusal quotes in their report; None where they do not stand there."""
    quoted = _QUOTED.search(item.detail)
    start = document.text.find(quoted[2]) if document and quoted else -1
    if document is None or quoted is None or start < 0:
        return None
    span = Span.of(document.text, start, start + len(quoted[2]))
    return Refused(span, *pieces_around(document, span, [Mark(span, document.id)]))


def _anywhere(desk: LiveDesk, thing_id: str) -> Side | None:
    if not thing_id.startswith(("c-", "s-")):
        return None
    for incident in desk.snapshot.incidents.values():
        said = said_of(incident, thing_id)
        if said is not None:
            return side_of(desk, incident, said)
    for reading in desk.snapshot.told.values():
        for thing in things_of(reading):
            if thing.id == thing_id:
                return bare_side(desk, thing, desk.snapshot.documents[reading.document_id])
    return None


__all__ = ["ACCEPT_REASON", "BOTH_REASON", "KINDS", "ONE", "Card", "Side", "card_of", "line_of"]
