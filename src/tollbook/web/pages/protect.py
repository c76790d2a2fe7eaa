"""Keeping a report from others: making it confidential, or withdrawing it for good."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from tollbook.errors import DecisionError, WorkspaceError
from tollbook.model import Document
from tollbook.run.people_protect import make_confidential, withdraw
from tollbook.web import guard, render
from tollbook.web.pages.decisions import Form, first, form_of

router = APIRouter()
Restricts = Annotated[guard.Visitor, Depends(guard.require("restrict"))]
Withdraws = Annotated[guard.Visitor, Depends(guard.require("withdraw"))]


@router.get("/reports/{report_id}/protect")
def show_protect(request: Request, report_id: str, visitor: Restricts) -> Response:
    """Show how a report can be kept from others, and what follows from it."""
    return _page(request, _report(request, visitor, report_id))


@router.post("/reports/{report_id}/confidential")
def post_confidential(request: Request, report_id: str, visitor: Restricts) -> Response:
    """Make a report confidential; it stays so."""
    document, office = _report(request, visitor, report_id), request.app.state.office
    if not document.confidential:
        make_confidential(office.ws, office.people, guard.by(request), document.id)
    return RedirectResponse(f"/reports/{document.id}/protect", status_code=303)


@router.post("/reports/{report_id}/withdraw")
def post_withdraw(
    request: Request, report_id: str, visitor: Withdraws, form: Annotated[Form, Depends(form_of)]
) -> Response:
    """Withdraw a report for good, for who typed its id to show that this one is meant."""
    document, office = _report(request, visitor, report_id), request.app.state.office
    reason, shared = first(form, "reason"), first(form, "shared") == "yes"
    if first(form, "again") != document.id:
        return _page(request, document, "The id that you typed is not this report's; nothing was withdrawn.", reason)
    try:
        same = withdraw(office.ws, office.people, guard.by(request), document.id, reason, shared)
    except (DecisionError, WorkspaceError) as error:
        return _page(request, document, str(error), reason)
    others = [d for d in office.now(visitor).documents.values() if d.id in same]
    return render.page(request, "withdrawn.html", {"report_id": document.id, "same_text": others})


def _report(request: Request, visitor: guard.Visitor, report_id: str) -> Document:
    office = request.app.state.office
    found: Document = office.desk(office.now(visitor)).document(report_id)
    return found


def _page(request: Request, document: Document, wrong: str | None = None, reason: str = "") -> Response:
    office = request.app.state.office
    snapshot = office.live.now()
    together = [d for d in snapshot.documents.values() if d.raw_sha256 == document.raw_sha256 and d.id != document.id]
    context: dict[str, Any] = {
        "document": document,
        "incidents": [snapshot.incidents[i] for i in snapshot.incidents_of_document.get(document.id, ())],
        "together": together,
        "wrong": wrong,
        "reason": reason,
    }
    return render.page(request, "protect.html", context, status=422 if wrong else 200)
