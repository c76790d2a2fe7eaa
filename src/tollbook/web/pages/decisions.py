"""Deciding from a page: every form is sent here; what was kept is shown with a way to take it back."""

import json
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from tollbook.model import Decision
from tollbook.run.fields import fields_of_words
from tollbook.run.wishes import Wish
from tollbook.web import guard, render
from tollbook.web.deciding import Clash, Kept, decide

router = APIRouter()
Form = Mapping[str, tuple[str, ...]]


async def form_of(request: Request) -> Form:
    """Read a form: each field with all its values."""
    form = await request.form()
    return {name: tuple(str(v) for v in form.getlist(name)) for name in form}


@router.post("/decisions")
def post_decision(
    request: Request,
    visitor: Annotated[guard.Visitor, Depends(guard.require("look"))],
    form: Annotated[Form, Depends(form_of)],
) -> Response:
    """Keep a decision that a form describes: kind, subject (may repeat), reason, seen, and its fields as `f.NAME`."""
    outcome = decide(request.app.state.office, visitor, wish_of(form))
    if isinstance(outcome, Clash):
        return clashed(request, outcome, form)
    return kept(request, outcome, first(form, "next"))


@router.post("/decisions/{decision_id}/undo")
def post_undo(
    request: Request,
    decision_id: str,
    visitor: Annotated[guard.Visitor, Depends(guard.require("look"))],
    form: Annotated[Form, Depends(form_of)],
) -> Response:
    """Take back one decision, and those kept together with it (`also`)."""
    subjects = (decision_id, *form.get("also", ()))
    wish = Wish("undo", subjects, reason=first(form, "reason") or "taken back")
    outcome = decide(request.app.state.office, visitor, wish)
    assert isinstance(outcome, Kept)  # an undo says nothing of what was seen
    return kept(request, outcome, first(form, "next"))


def wish_of(form: Form) -> Wish:
    """Make a wish of a form."""
    written = {name[2:]: values[0] for name, values in form.items() if name.startswith("f.")}
    return Wish(
        kind=first(form, "kind"),
        subjects=form.get("subject", ()),
        fields=fields_of_words(written),
        reason=first(form, "reason"),
        seen=first(form, "seen") or None,
    )


def first(form: Form, name: str) -> str:
    """Give the one value of a field; empty where there is none."""
    return form.get(name, ("",))[0].strip()


def kept(request: Request, outcome: Kept, back: str) -> Response:
    """Show what was kept: as a message on the page, or by going back to the page, which shows it."""
    ids = [d.id for d in outcome.decisions]
    if not render.is_fragment(request):
        address = back if back.startswith("/") and not back.startswith("//") else "/incidents"
        mark = "&" if "?" in address else "?"
        return RedirectResponse(f"{address}{mark}{urlencode({'kept': ids}, doseq=True)}", status_code=303)
    response = render.page(request, "parts/decided.html", {"decisions": outcome.decisions})
    response.headers["HX-Trigger"] = json.dumps({"decided": {"ids": ids, "subjects": _subjects(outcome.decisions)}})
    return response


def clashed(request: Request, clash: Clash, form: Form) -> Response:
    """Show who decided meanwhile and what, with the choice to leave it so or to decide all the same."""
    again = [(name, value) for name, values in form.items() if name != "seen" for value in values]
    context = {"clash": clash, "again": [*again, ("seen", clash.seen)], "back": first(form, "next")}
    return render.page(
        request, "parts/clash.html" if render.is_fragment(request) else "clash.html", context, status=409
    )


def _subjects(decisions: tuple[Decision, ...]) -> list[str]:
    return sorted({s for d in decisions for s in d.subjects})
