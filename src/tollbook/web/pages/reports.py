"""The archived reports: a list that is searched, filtered and leafed through; one report is `report`."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from tollbook.model import Incident
from tollbook.run.live import Snapshot
from tollbook.run.shelf import ORDERS, Sought, find_reports, is_not_read, outlets_and_languages
from tollbook.store import read
from tollbook.web import guard, render
from tollbook.web.office import Office

router = APIRouter()
PAGE = 100
MOST_HITS = 1_000  # reports that are looked through for words; the best of them come first
_ORDER_WORDS = {
    "-published": "newest first",
    "published": "oldest first",
    "-taken": "last taken in first",
    "outlet": "by outlet",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the list."""

    q: str = ""
    outlet: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    only: str = ""
    order: str = ""
    page: str = "1"

    def address(self, **changed: str) -> str:
        """Give the address of this list with something changed; what is not asked is left out."""
        asked = {name: changed.get(name, getattr(self, name)) for name in Asked.__dataclass_fields__}
        return "/reports?" + urlencode({k: v for k, v in asked.items() if v and (k, v) != ("page", "1")})


@router.get("/reports")
def show_reports(
    request: Request,
    visitor: Annotated[guard.Visitor, Depends(guard.require("look"))],
    asked: Annotated[Asked, Depends(Asked)],
) -> HTMLResponse:
    """List the archived reports that hold what is asked."""
    office: Office = request.app.state.office
    snapshot = office.now(visitor)
    order = next((o for o in ORDERS if o == asked.order), None)
    found = find_reports(snapshot, _sought(office, asked), order)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, int(asked.page)), pages) if asked.page.isdecimal() and len(asked.page) < 9 else 1
    outlets, languages = outlets_and_languages(snapshot.documents)
    shown = found[(page - 1) * PAGE : page * PAGE]
    context = {
        "documents": [(d, _state(snapshot, d.id)) for d in shown],
        "unread": {d.id for d in shown if is_not_read(snapshot, d)},
        "count": len(found),
        "whole": len(snapshot.documents),
        "asked": asked,
        "page": page,
        "pages": pages,
        "outlets": outlets,
        "languages": languages,
        "orders": _ORDER_WORDS,
    }
    return render.page(request, "reports.html", context)


def _sought(office: Office, asked: Asked) -> Sought:
    words = asked.q.strip()
    return Sought(
        outlet=asked.outlet or None,
        language=asked.language or None,
        since=asked.since or None,
        until=asked.until or None,
        not_read=asked.only == "not_read",
        no_incident=asked.only == "no_incident",
        confidential=asked.only == "confidential",
        ids=[h.document_id for h in read.search(office.ws, words, MOST_HITS)] if words else None,
    )


def _state(snapshot: Snapshot, document_id: str) -> tuple[int, tuple[Incident, ...]]:
    """How much was said in a report, and in which incidents it is."""
    reading = snapshot.told.get(document_id) or snapshot.readings.get(document_id)
    said = len(reading.claims) + len(reading.statements) if reading else 0
    return said, tuple(snapshot.incidents[i] for i in snapshot.incidents_of_document.get(document_id, ()))
