"""One incident: what each party says, in which words, what it adds up to, and what people decided about it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from tollbook.run import people_acts
from tollbook.web import guard, render
from tollbook.web.office import Office
from tollbook.web.pages.decisions import Form, first, form_of
from tollbook.web.pages.incident_finding import others_like, places_called
from tollbook.web.pages.incident_sight import Sight, look
from tollbook.web.pages.incident_view import Looked, chosen_report, report_context, view

router = APIRouter()
Looking = Annotated[guard.Visitor, Depends(guard.require("look"))]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of an incident is asked for: which report's text beside the claims, and as known on which day."""

    report: str = ""
    as_known: str = ""


@router.get("/incidents/{incident_id}")
def show_incident(
    request: Request, incident_id: str, visitor: Looking, asked: Annotated[Asked, Depends(Asked)]
) -> Response:
    """Show an incident, or its parts anew when something was decided; a merged id leads to the one that stands."""
    sight = _sight(request, visitor, incident_id, asked)
    if sight.present.id != incident_id:
        query = urlencode(list(request.query_params.multi_items()))
        return RedirectResponse(f"/incidents/{sight.present.id}{'?' if query else ''}{query}", status_code=303)
    looked = Looked(request.app.state.office, visitor, sight, request.query_params, asked.report)
    template = "parts/incident_body.html" if render.is_fragment(request) else "incident.html"
    return render.page(request, template, view(looked))


@router.get("/incidents/{incident_id}/text")
def show_text(
    request: Request, incident_id: str, visitor: Looking, asked: Annotated[Asked, Depends(Asked)]
) -> Response:
    """Show the archived text of one of its reports with the words of this incident marked."""
    sight = _sight(request, visitor, incident_id, asked)
    if not render.is_fragment(request):
        given = {"report": asked.report, "as_known": asked.as_known}
        query = urlencode({k: v for k, v in given.items() if v})
        return RedirectResponse(f"/incidents/{sight.present.id}?{query}#text", status_code=303)
    return render.page(request, "parts/incident_text.html", report_context(sight, chosen_report(sight, asked.report)))


@router.get("/incidents/{incident_id}/victims")
def show_victims(
    request: Request,
    incident_id: str,
    visitor: Annotated[guard.Visitor, Depends(guard.require("see_victims"))],
    asked: Annotated[Asked, Depends(Asked)],
) -> Response:
    """Show the named people, to those who may see them; that they were opened is kept in the audit."""
    sight = _sight(request, visitor, incident_id, asked)
    guard.audit(request, "victims_opened", sight.present.id)
    template = "parts/incident_victims.html" if render.is_fragment(request) else "incident_victims.html"
    return render.page(request, template, {"incident": sight.incident or sight.present})


@router.get("/incidents/{incident_id}/places")
def show_places(request: Request, incident_id: str, visitor: Looking, q: str = "") -> Response:
    """List what the gazetteer knows by a name, to choose from."""
    sight = _sight(request, visitor, incident_id, Asked())
    found = places_called(request.app.state.office.tools.gazetteer, q)
    return _listed(request, "parts/incident_places.html", {"places": found, "q": q, "incident": sight.present})


@router.get("/incidents/{incident_id}/others")
def show_others(request: Request, incident_id: str, visitor: Looking, q: str = "") -> Response:
    """List other incidents that this one could be joined with: what was searched for, else the nearest in time."""
    sight = _sight(request, visitor, incident_id, Asked())
    found = others_like(sight.snapshot, sight.present, q)
    return _listed(request, "parts/incident_others.html", {"others": found, "q": q, "incident": sight.present})


@router.post("/incidents/{incident_id}/assignment")
def post_assignment(
    request: Request,
    incident_id: str,
    visitor: Annotated[guard.Visitor, Depends(guard.require("assign"))],
    form: Annotated[Form, Depends(form_of)],
) -> Response:
    """Say who looks after an incident from now on; nobody frees it."""
    sight = _sight(request, visitor, incident_id, Asked())
    office: Office = request.app.state.office
    people_acts.assign(office.people, guard.by(request), sight.present.id, first(form, "person") or None)
    if not render.is_fragment(request):
        return RedirectResponse(f"/incidents/{sight.present.id}", status_code=303)
    looked = Looked(office, visitor, sight, request.query_params, "")
    return render.page(request, "parts/incident_body.html", view(looked))


def _sight(request: Request, visitor: guard.Visitor, incident_id: str, asked: Asked) -> Sight:
    office: Office = request.app.state.office
    snapshot = office.now(visitor)
    incident = office.desk(snapshot).incident(incident_id)
    return look(office, snapshot, incident, _day(asked.as_known))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise HTTPException(422, f"as_known={text[:20]} is no day; write it as 2024-08-26") from None


def _listed(request: Request, part: str, context: dict[str, object]) -> Response:
    if render.is_fragment(request):
        return render.page(request, part, context)
    return render.page(request, "incident_part.html", {**context, "part": part})
