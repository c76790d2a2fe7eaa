"""Coding one report apart from the other: its text, what one has marked in it oneself, and handing it in."""

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tollbook.errors import DecisionError
from tollbook.model import Coding, Document
from tollbook.run import coding
from tollbook.run.changes import changes_of, words_at
from tollbook.run.fields import fields_of_words
from tollbook.web import guard, render
from tollbook.web.claim_form import ClaimForm, form_to_add, form_to_correct
from tollbook.web.coding_desk import own_coding, standing_of
from tollbook.web.coding_view import reading_of_coding, report_of_coding
from tollbook.web.office import Office
from tollbook.web.pages.claims import MOST_PLACES, Asked, found_at, spans_asked
from tollbook.web.pages.coding import next_left
from tollbook.web.pages.decisions import Form, first, form_of
from tollbook.web.pages.report import Look, look
from tollbook.web.report_text import looks_of, window_of

router = APIRouter()
Coder = Annotated[guard.Visitor, Depends(guard.require("code"))]
Sent = Annotated[Form, Depends(form_of)]
HERE = "/coding/{round_id}/reports/{report_id}"


@router.get(HERE)
def show_coding(
    request: Request, round_id: str, report_id: str, visitor: Coder, part: Annotated[Look, Depends(look)]
) -> HTMLResponse:
    """Show the text with what this coder has marked; nothing that anybody else, or the machine, found is in it."""
    office: Office = request.app.state.office
    made, document, mine = own_coding(office, visitor, round_id, report_id)
    report = report_of_coding(document, mine)
    window = window_of(report, part.start)
    standing = standing_of(office, made)
    context = {
        "made": made,
        "document": document,
        "mine": mine,
        "report": report,
        "window": window,
        "looks": looks_of(report),
        "here": address_of(mine),
        "left": len(standing.left(visitor.name)),
        "next": next((d for d in standing.left(visitor.name) if d != document.id), None),
        "editable": not mine.submitted and made.closed_at is None,
    }
    return render.page(
        request, "parts/coding_body.html" if render.is_fragment(request) else "coding_report.html", context
    )


@router.get(HERE + "/form")
def show_form_to_mark(
    request: Request, round_id: str, report_id: str, visitor: Coder, asked: Annotated[Asked, Depends(Asked)]
) -> HTMLResponse:
    """Give the form to mark chosen words as a claim or statement; of words in several places, the choice."""
    _, document, mine = own_coding(request.app.state.office, visitor, round_id, report_id)
    what = "statement" if asked.what == "statement" else "claim"
    spans = spans_asked(document, asked)
    if len(spans) > 1:
        found = [found_at(document, s) for s in spans[:MOST_PLACES]]
        context = {"what": what, "found": found, "count": len(spans), "forms": address_of(mine)}
        return _shown(request, "parts/report_places.html", document, mine, context)
    reading = reading_of_coding(mine, document.language)
    return _form(request, document, mine, form_to_add(document, reading, what, spans[0]))


@router.get(HERE + "/marks/{thing_id}/form")
def show_form_to_change(request: Request, round_id: str, report_id: str, thing_id: str, visitor: Coder) -> HTMLResponse:
    """Give the form filled with a claim or statement as it is marked."""
    _, document, mine = own_coding(request.app.state.office, visitor, round_id, report_id)
    reading = reading_of_coding(mine, document.language)
    return _form(request, document, mine, form_to_correct(document, reading, coding.thing_in(mine, thing_id)))


@router.post(HERE + "/marks")
def post_mark(request: Request, round_id: str, report_id: str, visitor: Coder, form: Sent) -> Response:
    """Mark words, change a mark or take it back: kept as the next version of this coder's coding."""
    office: Office = request.app.state.office
    made, document, mine = own_coding(office, visitor, round_id, report_id)
    kind, subject = first(form, "kind"), first(form, "subject")
    if kind == "remove":
        changed = coding.without(mine, subject)
    elif kind in ("add", "correct"):
        changed = _marked(document, mine, form, subject if kind == "correct" else "")
    else:
        raise DecisionError(f"{kind!r} is nothing that can be done to a mark; known: add, correct, remove")
    kept = coding.keep(office.ws, made, changed, office.clock())
    if not render.is_fragment(request):
        return RedirectResponse(address_of(kept), 303)
    known = {x.id for x in mine.things}
    touched = [x.id for x in kept.things if x.id not in known] or [subject]
    response = render.page(request, "parts/coding_kept.html", {"kind": kind})
    response.headers["HX-Trigger"] = json.dumps({"decided": {"ids": [], "subjects": touched}})
    return response


@router.post(HERE + "/submit")
def post_submit(request: Request, round_id: str, report_id: str, visitor: Coder) -> Response:
    """Hand a coding in: it is final, and what was kept from the coder is shown again."""
    office: Office = request.app.state.office
    made, document, mine = own_coding(office, visitor, round_id, report_id)
    coding.keep(office.ws, made, mine, office.clock(), submitted=True)
    guard.audit(request, "coding", document.id, f"handed in, round {made.id}")
    following = next_left(standing_of(office, made), visitor)
    return RedirectResponse(f"/coding/{made.id}" + (f"/reports/{following}" if following else ""), 303)


def address_of(mine: Coding) -> str:
    """Give the address of the page on which a report is coded."""
    return HERE.format(round_id=mine.round_id, report_id=mine.document_id)


def fields_sent(document: Document, form: Form) -> dict[str, object]:
    """Read the fields of a form about marked words, each with the place where its words stand."""
    said = {n[2:]: v[0] for n, v in form.items() if n.startswith("f.")}
    places = {n[3:]: v[0] for n, v in form.items() if n.startswith("at.")}
    return words_at(document, fields_of_words(said), places)


def _marked(document: Document, mine: Coding, form: Form, changed: str) -> Coding:
    fields = fields_sent(document, form)
    if not changed:
        return coding.with_added(mine, document, fields)
    changes = changes_of(coding.thing_in(mine, changed), fields)
    if not changes:
        raise DecisionError("nothing was changed; close the form to leave it as it is")
    return coding.with_changed(mine, document, changed, changes)


def _form(request: Request, document: Document, mine: Coding, form: ClaimForm) -> HTMLResponse:
    sent = {
        "address": f"{address_of(mine)}/marks",
        "hidden": [],
        "why": False,
        "button": "Keep the change" if form.thing else "Mark it",
        "after": "Only you see it until both of you have handed the report in.",
    }
    return _shown(request, "parts/claim_form.html", document, mine, {"form": form, "seen": "", "sent": sent})


def _shown(request: Request, part: str, document: Document, mine: Coding, context: dict[str, object]) -> HTMLResponse:
    context = {**context, "document": document, "back": address_of(mine)}
    if render.is_fragment(request):
        return render.page(request, part, context)
    return render.page(request, "coding_form.html", {**context, "part": part})
