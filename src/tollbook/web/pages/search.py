"""Search: the archived reports that hold given words, in any language, with the words where they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from tollbook.model import Document
from tollbook.publish.wording import one_line
from tollbook.run.live import Snapshot
from tollbook.store import read
from tollbook.web import guard, render
from tollbook.web.finding import LONGEST
from tollbook.web.lines import days

router = APIRouter()

SHOWN = 50
MARKS = ("\x02", "\x03")  # no report's words: control signs that the page would show as signs


@dataclass(frozen=True, slots=True)
class FoundReport:
    """One report that holds the words, a piece of its text in parts (found or not), and its incidents."""

    document: Document
    parts: tuple[tuple[str, bool], ...]
    incidents: tuple[tuple[str, str], ...]


@router.get("/search")
def search(
    request: Request, visitor: Annotated[guard.Visitor, Depends(guard.require("look"))], q: str = ""
) -> HTMLResponse:
    """Show the reports that hold all of the words of `q`, the best first."""
    office = request.app.state.office
    snapshot: Snapshot = office.now(visitor)
    words = one_line(q)[:LONGEST]
    holding = [d for d in read.holding(office.ws, words) if d in snapshot.documents] if words else []
    hits = read.search(office.ws, words, SHOWN, MARKS) if holding else []
    found = [
        FoundReport(snapshot.documents[h.document_id], tuple(parts(h.snippet)), _incidents(h.document_id, snapshot))
        for h in hits
        if h.document_id in snapshot.documents
    ]
    count = len({i for d in holding for i in snapshot.incidents_of_document.get(d, ())})
    context = {"words_searched": words, "found": found, "total": len(holding), "incident_count": count}
    return render.page(request, "search.html", context)


def parts(snippet: str) -> Iterator[tuple[str, bool]]:
    """Cut a snippet at its marks: each part, and whether it is one of the words searched for."""
    before, after = MARKS
    plain, *rest = snippet.split(before)
    yield plain.replace(after, ""), False
    for piece in rest:
        marked, _, plain = piece.partition(after)
        yield marked, True
        yield plain.replace(after, ""), False


def _incidents(document_id: str, snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    ids = snapshot.incidents_of_document.get(document_id, ())
    rows = [snapshot.rows[i] for i in ids if i in snapshot.rows]
    return tuple((r.id, f"{days(r)}, {one_line(r.place_name or 'place not known')}") for r in rows)
