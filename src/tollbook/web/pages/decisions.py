"""Deciding from a page: every form is sent here; what was kept is shown with a way to take it back."""

import json
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from tollbook.model import Decision
from tollbook.run.fields import field_name, fields_of_words
from tollbook.run.live_desk import LiveDesk
from tollbook.run.wishes import Wish
from tollbook.web import guard, render
from tollbook.web.claim_wish import completed, followed
from tollbook.web.confidential import check_subjects
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
    """Keep a decision that a form describes: kind, subject (may repeat), reason, seen, and its fields as `f.NAME`.

    A form about a claim or statement may send every field, and as `at.NAME` where words of the report stand; what it
    leaves as it was is no part of the decision.
    """
    office = request.app.state.office
    desk: LiveDesk = office.desk(office.now(visitor))
    check_subjects(desk, form.get("subject", ()))
    wish = completed(desk, wish_of(form), _starting(form, "at."))
    outcome = decide(office, visitor, wish)
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
    office = request.app.state.office
    subjects = (decision_id, *form.get("also", ()))
    check_subjects(office.desk(office.now(visitor)), subjects)
    wish = Wish("undo", subjects, reason=first(form, "reason") or "taken back")
    outcome = decide(office, visitor, wish)
    assert isinstance(outcome, Kept)  # an undo says nothing of what was seen
    return kept(request, outcome, first(form, "next"))


def wish_of(form: Form) -> Wish:
    """Make a wish of a form."""
    return Wish(
        kind=first(form, "kind"),
        subjects=form.get("subject", ()),
        fields=fields_of_words(_starting(form, "f.")),
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
        address = back if is_address_here(back) else "/incidents"
        mark = "&" if "?" in address else "?"
        return RedirectResponse(f"{address}{mark}{urlencode({'kept': ids}, doseq=True)}", status_code=303)
    response = render.page(request, "parts/decided.html", {"decisions": outcome.decisions})
    things = [thing.id for d in outcome.decisions if (thing := d.claim or d.statement)]
    decided = {"ids": ids, "subjects": _subjects(outcome.decisions), "things": things}
    response.headers["HX-Trigger"] = json.dumps({"decided": decided})
    return response


def is_address_here(address: str) -> bool:
    """Tell whether an address leads to a page of this server and nowhere else, however a browser reads it."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()


def clashed(request: Request, clash: Clash, form: Form) -> Response:
    """Show who decided meanwhile and what, with the choice to leave it so or to decide all the same.

    What is sent again holds only the fields that this person changed, so that it takes none of the others' back.
    """
    clash = followed(request.app.state.office.desk(), clash)
    again = [("seen", clash.seen), *(("subject", s) for s in clash.wish.subjects)]
    again += [(n, v) for n, values in form.items() for v in values if _is_sent_again(n, clash.wish)]
    context = {"clash": clash, "again": again, "back": first(form, "next")}
    template = "parts/clash.html" if render.is_fragment(request) else "clash.html"
    return render.page(request, template, context, status=409)


def _is_sent_again(name: str, wish: Wish) -> bool:
    if name.startswith("f."):
        return field_name(name[2:]) in wish.fields
    return name not in ("seen", "subject")


def _starting(form: Form, beginning: str) -> dict[str, str]:
    return {n.removeprefix(beginning): values[0] for n, values in form.items() if n.startswith(beginning)}


def _subjects(decisions: tuple[Decision, ...]) -> list[str]:
    return sorted({s for d in decisions for s in d.subjects})
