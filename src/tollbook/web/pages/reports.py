"""The archived reports: a list of them; one report is `report`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from tollbook.web import guard, render

router = APIRouter()


@router.get("/reports")
def show_reports(request: Request, visitor: Annotated[guard.Visitor, Depends(guard.require("look"))]) -> HTMLResponse:
    """List the archived reports, the newest first."""
    snapshot = request.app.state.office.now(visitor)
    newest = sorted(snapshot.documents.values(), key=lambda d: (d.published_at or "", d.id), reverse=True)
    return render.page(request, "reports.html", {"documents": newest, "snapshot": snapshot})
