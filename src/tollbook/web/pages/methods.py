"""Methods: the rules and versions in force, what was left out and why, and how to cite the record."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from tollbook.publish import methods as told
from tollbook.run.live import Snapshot
from tollbook.run.methods import methods_of
from tollbook.store import read
from tollbook.web import guard, render

router = APIRouter()


@router.get("/methods")
def show_methods(request: Request, visitor: Annotated[guard.Visitor, Depends(guard.require("look"))]) -> HTMLResponse:
    """Say how the record was made; what was left out when reports came in may name confidential ones."""
    office = request.app.state.office
    snapshot: Snapshot = office.now(visitor)
    taken_in = read.issues(office.ws) if visitor.may("see_confidential") else []
    context = {
        "methods": methods_of(snapshot, office.tools, taken_in),
        "snapshot": snapshot,
        "rooms": told.ROOMS,
        "grades": told.GRADES,
        "today": office.clock().date(),
    }
    return render.page(request, "methods.html", context)
