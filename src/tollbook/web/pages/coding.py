"""Double-blind coding: the rounds, setting one up, and how far it is."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import TollbookError
from tollbook.run import coding
from tollbook.run.coding import Plan
from tollbook.run.coding_choice import Choosing
from tollbook.store import read
from tollbook.web import guard, render
from tollbook.web.coding_desk import (
    Standing,
    check_accounts,
    round_for,
    rounds_for,
    settled_of,
    standing_of,
    start_round,
)
from tollbook.web.office import Office
from tollbook.web.pages.decisions import Form, first, form_of

router = APIRouter()
Looker = Annotated[guard.Visitor, Depends(guard.require("look"))]
Reviewer = Annotated[guard.Visitor, Depends(guard.require("adjudicate"))]
Sent = Annotated[Form, Depends(form_of)]


@router.get("/coding")
def show_rounds(request: Request, visitor: Looker) -> HTMLResponse:
    """List the rounds that a person codes in, and, for reviewers, all; without accounts say how to turn them on."""
    office: Office = request.app.state.office
    if not visitor.has_account:
        return render.page(request, "coding_off.html")
    standings = [standing_of(office, made) for made in rounds_for(office, visitor)]
    return render.page(request, "coding.html", {"standings": standings})


@router.get("/coding/new")
def show_new_round(request: Request, visitor: Reviewer) -> HTMLResponse:
    """Show the form that sets a round up."""
    check_accounts(visitor)
    return _form(request, {"ids": tuple(request.query_params.getlist("report"))})


@router.post("/coding")
def post_round(request: Request, visitor: Reviewer, form: Sent) -> Response:
    """Set a round up; what is wrong with it is said beside the form, which keeps what was written."""
    office: Office = request.app.state.office
    check_accounts(visitor)
    try:
        plan = Plan(first(form, "name"), (), (first(form, "first"), first(form, "second")), _is_blind(form), "")
        made = start_round(office, visitor, guard.by(request), plan, choosing_of(form))
    except TollbookError as error:
        return _form(request, form, str(error))
    guard.audit(request, "coding", made.id, f"set up for {made.coders[0]} and {made.coders[1]}")
    return RedirectResponse(f"/coding/{made.id}", 303)


@router.get("/coding/{round_id}")
def show_round(request: Request, round_id: str, visitor: Looker) -> HTMLResponse:
    """Show how far a round is: to a coder their own reports, to who may settle also the other's progress."""
    office: Office = request.app.state.office
    made = round_for(office, visitor, round_id)
    standing = standing_of(office, made)
    may_settle = visitor.may("adjudicate") and visitor.name not in made.coders
    context = {
        "standing": standing,
        "made": made,
        "documents": {d.id: d for d in read.documents(office.ws) if d.id in made.document_ids},
        "mine": visitor.name in made.coders,
        "may_settle": may_settle,
        "may_compare": coding.may_compare(office.ws, made, visitor.name),
        "settled": settled_of(office, made) if may_settle else {},
        "next": next_left(standing, visitor),
    }
    return render.page(request, "coding_round.html", context)


@router.post("/coding/{round_id}/close")
def post_close(request: Request, round_id: str, visitor: Reviewer) -> Response:
    """Close a round: nothing more is coded in it, and its coders see its reports again."""
    office: Office = request.app.state.office
    made = round_for(office, visitor, round_id)
    coding.close_round(office.ws, made, guard.by(request))
    guard.audit(request, "coding", made.id, "closed")
    return RedirectResponse(f"/coding/{made.id}", 303)


def next_left(standing: Standing, visitor: guard.Visitor) -> str | None:
    """Give the next report that a coder has to code; None where none is left, or the visitor codes none."""
    if visitor.name not in standing.made.coders:
        return None
    return next(iter(standing.left(visitor.name)), None)


def choosing_of(form: Form) -> Choosing:
    """Read from a form which reports a round shall hold."""
    n = first(form, "n")
    number = int(n) if n.isdecimal() and len(n) < 7 else None
    return Choosing(first(form, "way") or "all", first(form, "words"), first(form, "ids"), number, first(form, "seed"))


def _is_blind(form: Form) -> bool:
    return first(form, "blind") != "no"


def _form(request: Request, sent: Form, wrong: str = "") -> HTMLResponse:
    office: Office = request.app.state.office
    context = {
        "sent": {n: v[0] for n, v in sent.items() if v},
        "wrong": wrong,
        "coders": coding.coders_among(office.people),
    }
    return render.page(request, "coding_new.html", context, status=422 if wrong else 200)
