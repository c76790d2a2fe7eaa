"""The queue: what needs a person most, one item in focus, a decision a keystroke."""

from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from tollbook.model import Decision
from tollbook.publish import told
from tollbook.review.decide import Signature
from tollbook.review.queue import QueueItem
from tollbook.run import waiting
from tollbook.run.live import Snapshot
from tollbook.run.waiting import Asked, incidents_of, key_of, needs_nobody
from tollbook.run.wishes import Wish
from tollbook.store.people_audit import assignments
from tollbook.web import guard, queue_cards, render
from tollbook.web.confidential import check_subjects
from tollbook.web.deciding import Clash, Kept, decide
from tollbook.web.pages.decisions import Form, clashed, first, form_of, wish_of
from tollbook.web.sitting import Sitting, keep_sitting, sitting_of

router = APIRouter()
# How many of the others are listed beside the one in focus: a screen and a half.
LISTED = 40
BEFORE = 3


@dataclass(frozen=True)
class Wanted:
    """What of the queue a person works through, as it stands in the address."""

    kind: str = ""
    country: str = ""
    incident: str = ""
    mine: str = ""
    at: str = ""
    place: int = 0

    def address(self, path: str = "/queue", **changes: object) -> str:
        """Give an address with these filters and changes; what is empty is left out."""
        said = {"kind": self.kind, "country": self.country, "incident": self.incident, "mine": self.mine, **changes}
        given = {name: value for name, value in said.items() if value}
        return f"{path}?{urlencode(given)}" if given else path


Visitor = Annotated[guard.Visitor, Depends(guard.require("look"))]
FilledIn = Annotated[Form, Depends(form_of)]
Filtered = Annotated[Wanted, Depends()]


@dataclass(frozen=True, slots=True)
class _Line:
    """One of the others, in a line of the list."""

    key: str
    place: int
    item: QueueItem
    text: str
    where: str
    is_now: bool


@router.get("/queue")
def show_queue(request: Request, visitor: Visitor, wanted: Filtered) -> Response:
    """Show the item in focus, the others beside it, and how many are left."""
    return _desk(request, visitor, wanted, sitting_of(request, request.app.state.office.clock()))


@router.post("/queue/decisions")
def decide_on_item(request: Request, visitor: Visitor, wanted: Filtered, form: FilledIn) -> Response:
    """Keep the decision on the item in focus and show the next one."""
    office = request.app.state.office
    now = office.clock()
    check_subjects(office.desk(office.now(visitor)), form.get("subject", ()))
    wish = replace(wish_of(form), reason=first(form, "other_reason") or first(form, "reason"))
    outcome = decide(office, visitor, wish)
    if isinstance(outcome, Clash):
        back = wanted.address(at=first(form, "key"))
        return _clashed(request, outcome, {**form, "next": (back,), "reason": (wish.reason,)})
    sitting = sitting_of(request, now).decided(1)
    return _after(request, visitor, wanted, sitting, outcome.decisions, first(form, "key"))


@router.post("/queue/undo")
def take_back(request: Request, visitor: Visitor, wanted: Filtered, form: FilledIn) -> Response:
    """Take back the decisions on an item and show it again."""
    office = request.app.state.office
    ids = form.get("decision", ())
    check_subjects(office.desk(office.now(visitor)), ids)
    outcome = decide(office, visitor, Wish("undo", ids, reason=first(form, "reason") or "taken back"))
    assert isinstance(outcome, Kept)  # an undo says nothing of what was seen
    sitting = sitting_of(request, office.clock()).decided(-1 if first(form, "key") else 1)
    return _after(request, visitor, replace(wanted, at=first(form, "key")), sitting, outcome.decisions, "")


@router.post("/queue/later")
def leave_for_later(request: Request, visitor: Visitor, wanted: Filtered, form: FilledIn) -> Response:
    """Set an item aside for this sitting, or, without one, bring back all that was set aside."""
    sitting = sitting_of(request, request.app.state.office.clock())
    key = first(form, "key")
    kept = sitting.set_aside(key) if key else replace(sitting, later=())
    if render.is_fragment(request):
        return _desk(request, visitor, wanted, kept)
    response = RedirectResponse(wanted.address(place=wanted.place), status_code=303)
    keep_sitting(request, response, kept)
    return response


def _after(
    request: Request,
    visitor: guard.Visitor,
    wanted: Wanted,
    sitting: Sitting,
    decisions: tuple[Decision, ...],
    key: str,
) -> Response:
    """Show the next item and what was kept, or go there; `key` names the item that an undo would bring back."""
    if render.is_fragment(request):
        return _desk(request, visitor, wanted, sitting, {"decisions": decisions, "back_to": key})
    ids = [d.id for d in decisions]
    address = wanted.address(at=wanted.at, place=wanted.place)
    mark = "&" if "?" in address else "?"
    response = RedirectResponse(f"{address}{mark}{urlencode({'kept': ids}, doseq=True)}", status_code=303)
    keep_sitting(request, response, sitting)
    return response


def _clashed(request: Request, clash: Clash, form: Form) -> Response:
    """Show what others decided meanwhile as a message, the item staying as it is."""
    response = clashed(request, clash, {n: v for n, v in form.items() if n != "other_reason"})
    response.headers["HX-Retarget"] = "#messages"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _desk(
    request: Request,
    visitor: guard.Visitor,
    wanted: Wanted,
    sitting: Sitting,
    message: dict[str, object] | None = None,
) -> Response:
    office = request.app.state.office
    snapshot: Snapshot = office.now(visitor)
    items = waiting.waiting(snapshot, _asked(request, visitor, wanted, sitting))
    found = waiting.at(items, wanted.at, wanted.place)
    now = office.clock()
    card = None
    if found:
        signature = Signature(visitor.name, now, "supposed")
        card = queue_cards.card_of(office.desk(snapshot), found[1], visitor, signature)
    place = found[0] if found else 0
    context = {
        "card": card,
        "cards": queue_cards,
        "wanted": wanted,
        "place": place,
        "items": items,
        "lines": _lines(snapshot, items, place),
        "next_key": key_of(items[place + 1]) if place + 1 < len(items) else "",
        "previous_key": key_of(items[place - 1]) if place > 0 else "",
        "whole": snapshot.queue,
        "kinds": waiting.kinds_of(snapshot.queue),
        "countries_waiting": _countries(snapshot),
        "nobody": needs_nobody(snapshot),
        "sitting": sitting,
        "minutes": sitting.minutes(now),
        "filtered": wanted.address("") != "",
        "incident_title": _title(snapshot, wanted.incident),
        "told": told,
        **(message or {}),
    }
    template = "parts/queue_answer.html" if render.is_fragment(request) else "queue.html"
    response = render.page(request, template, context)
    keep_sitting(request, response, sitting)
    return response


def _asked(request: Request, visitor: guard.Visitor, wanted: Wanted, sitting: Sitting) -> Asked:
    mine = None
    if wanted.mine:
        cared = assignments(request.app.state.office.people.people)
        mine = {subject for subject, care in cared.items() if care.person == visitor.name}
    return Asked(wanted.kind or None, wanted.country or None, wanted.incident or None, mine, frozenset(sitting.later))


def _lines(snapshot: Snapshot, items: list[QueueItem], place: int) -> list[_Line]:
    start = max(0, place - BEFORE)
    return [_line(snapshot, item, n, place) for n, item in enumerate(items[start : start + LISTED], start)]


def _line(snapshot: Snapshot, item: QueueItem, n: int, place: int) -> _Line:
    about = [snapshot.incidents[i] for i in incidents_of(item, snapshot) if i in snapshot.incidents]
    incident = about[0] if about else None
    where = told.title(incident) if incident else ""
    return _Line(key_of(item), n, item, queue_cards.line_of(item, incident), where, n == place)


def _title(snapshot: Snapshot, incident_id: str) -> str:
    incident = snapshot.incidents.get(incident_id)
    return told.title(incident) if incident else incident_id


def _countries(snapshot: Snapshot) -> list[str]:
    about = {i for item in snapshot.queue for i in incidents_of(item, snapshot)}
    return sorted({snapshot.rows[i].country or "" for i in about if i in snapshot.rows} - {""})
