"""The forms to add and to correct a claim or statement, as parts of a page and as pages of their own."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from tollbook.errors import DecisionError
from tollbook.model import Document, Span
from tollbook.run.changes import places_of
from tollbook.run.deciding import things
from tollbook.run.live_desk import LiveDesk
from tollbook.run.seen import seen_token
from tollbook.web import guard, render
from tollbook.web.claim_form import ClaimForm, form_to_add, form_to_correct
from tollbook.web.office import Office
from tollbook.web.pages.decisions import is_address_here

router = APIRouter()
MOST_PLACES = 50
AROUND = 60  # characters shown before and after words that stand in several places


@dataclass(frozen=True, slots=True)
class Asked:
    """Which words a form is about: from where to where, or the words themselves; `next` is the page to go back to."""

    what: str = "claim"
    start: int | None = None
    end: int | None = None
    words: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One place where words stand, with what is around them."""

    span: Span
    before: str
    after: str


@router.get("/reports/{report_id}/form")
def show_form_to_add(
    request: Request,
    report_id: str,
    visitor: Annotated[guard.Visitor, Depends(guard.require("add"))],
    asked: Annotated[Asked, Depends(Asked)],
) -> HTMLResponse:
    """Give the form to add a claim or statement on chosen words; of words that stand in several places, the choice."""
    desk = _desk(request, visitor)
    document = desk.document(report_id)
    what = "statement" if asked.what == "statement" else "claim"
    spans = spans_asked(document, asked)
    if len(spans) > 1:
        found = [found_at(document, s) for s in spans[:MOST_PLACES]]
        context = {"document": document, "what": what, "found": found, "count": len(spans), "back": asked.next}
        return _shown(request, "parts/report_places.html", context)
    form = form_to_add(document, desk.reading(document), what, spans[0])
    return _form(request, desk, form, asked.next)


@router.get("/reports/{report_id}/claims/{claim_id}/form")
def show_form_to_correct(
    request: Request,
    report_id: str,
    claim_id: str,
    visitor: Annotated[guard.Visitor, Depends(guard.require("decide"))],
    asked: Annotated[Asked, Depends(Asked)],
) -> HTMLResponse:
    """Give the form to correct a claim or statement, filled with what is recorded now."""
    desk = _desk(request, visitor)
    document = desk.document(report_id)
    here = [(reading, thing) for d, reading, thing in things(desk, claim_id) if d.id == document.id]
    if not here:
        raise DecisionError(f"{claim_id} stands in another report than {report_id}")
    return _form(request, desk, form_to_correct(document, *here[0]), asked.next)


def _desk(request: Request, visitor: guard.Visitor) -> LiveDesk:
    office: Office = request.app.state.office
    return office.desk(office.now(visitor))


def _form(request: Request, desk: LiveDesk, form: ClaimForm, back: str) -> HTMLResponse:
    seen = seen_token(desk, (form.subject,))
    return _shown(
        request, "parts/claim_form.html", {"form": form, "seen": seen, "back": back, "document": form.document}
    )


def _shown(request: Request, part: str, context: dict[str, object]) -> HTMLResponse:
    document = context["document"]
    assert isinstance(document, Document)
    if not is_address_here(str(context["back"])):
        context["back"] = f"/reports/{document.id}"
    if render.is_fragment(request):
        return render.page(request, part, context)
    return render.page(request, "report_form.html", {**context, "part": part})


def spans_asked(document: Document, asked: Asked) -> list[Span]:
    """The chosen words without the blanks around them, or all places where they stand."""
    if asked.start is None or asked.end is None:
        return places_of(document, asked.words)
    text = document.text[asked.start : asked.end] if 0 <= asked.start < asked.end else ""
    words = text.strip()
    if not words:
        raise DecisionError("no words were chosen: select the words in the text that say it")
    start = asked.start + text.index(words)
    return [Span(start, start + len(words), words)]


def found_at(document: Document, span: Span) -> Found:
    """Give words with what is around them."""
    before = document.text[max(0, span.start - AROUND) : span.start]
    return Found(span, before, document.text[span.end : span.end + AROUND])
