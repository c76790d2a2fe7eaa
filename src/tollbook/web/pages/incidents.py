"""Incidents: the finding page, and the points of its map."""

from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from tollbook.run.live import Snapshot
from tollbook.store import people_audit, read
from tollbook.web import guard, render
from tollbook.web.finding import ORDERS, Question, asked, chips
from tollbook.web.found import find, rows_for
from tollbook.web.map_points import features
from tollbook.web.office import Office

router = APIRouter()
Looking = Annotated[guard.Visitor, Depends(guard.require("look"))]


@router.get("/incidents")
def get_incidents(request: Request, visitor: Looking) -> Response:
    """Show the incidents that hold what the address asks for: on the map, over time, in the table."""
    question = asked(request.query_params)
    page = None if question.page == 1 else question.page
    if any(not v for v in request.query_params.values()) and not _wants_part(request):
        return RedirectResponse(question.address(page=page), status_code=303)
    office = request.app.state.office
    snapshot = office.now(visitor)
    context = _context(office, snapshot, question)
    context["looked"] = people_audit.last_look(guard.staff_of(request).people, visitor.name)
    response = render.page(request, "parts/finder.html" if _wants_part(request) else "incidents.html", context)
    if _wants_part(request):
        response.headers["HX-Push-Url"] = question.address(page=page)
    response.headers.add_vary_header("HX-Request-Type")
    return response


@router.post("/incidents/looked")
def post_looked(request: Request, visitor: Looking) -> Response:
    """Keep that the visitor has looked now: what changes from here on is new to them."""
    people_audit.note_look(guard.staff_of(request).people, visitor.name, guard.by(request).at)
    return RedirectResponse("/incidents", status_code=303)


@router.get("/incidents.geojson")
def get_points(request: Request, visitor: Looking) -> Response:
    """Give the incidents that have a point, for the map, whatever page of the table is shown."""
    question = asked(request.query_params)
    office = request.app.state.office
    snapshot = office.now(visitor)
    key = f"{snapshot.head} {question.address()} {visitor.may('see_confidential')}"
    tag = f'"{sha256(key.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    rows = rows_for(snapshot, question, _holding(office, snapshot, question))
    headers = {"ETag": tag, "Content-Encoding": "gzip"}
    return Response(features(rows), media_type="application/geo+json", headers=headers)


def _context(office: Office, snapshot: Snapshot, question: Question) -> dict[str, Any]:
    found = find(snapshot, question, _holding(office, snapshot, question))
    return {
        "question": question,
        "found": found,
        "chips": list(chips(question, found.actors)),
        "orders": ORDERS,
    }


def _holding(office: Office, snapshot: Snapshot, question: Question) -> frozenset[str] | None:
    """The incidents of the reports that hold the words searched for; None where no words are."""
    if not question.words:
        return None
    documents = read.holding(office.ws, question.words)
    return frozenset(i for d in documents for i in snapshot.incidents_of_document.get(d, ()))


def _wants_part(request: Request) -> bool:
    return request.headers.get("HX-Request-Type") == "partial"
