"""One report: its archived text with all that was read in it, who decided what, and the original to take away."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from tollbook.model import Document
from tollbook.publish import told
from tollbook.run.live_desk import LiveDesk
from tollbook.run.people_roles import may_decide
from tollbook.run.report import report_of
from tollbook.run.seen import seen_token
from tollbook.store import read
from tollbook.web import guard, render
from tollbook.web.office import Office
from tollbook.web.report_text import Window, looks_of, window_of

router = APIRouter()
MOST_LISTED = 400  # claims and statements beside the text at once; of more, those of the window are listed
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Look:
    """Which part of a long text is looked at."""

    start: int = 0


def look(request: Request) -> Look:
    """Read the part of the text that is asked for (`from`); what is no number is the beginning."""
    asked = request.query_params.get("from", "0")
    return Look(int(asked) if asked.isdecimal() and len(asked) < 12 else 0)


@router.get("/reports/{report_id}")
def show_report(
    request: Request,
    report_id: str,
    visitor: Annotated[guard.Visitor, Depends(guard.require("look"))],
    part: Annotated[Look, Depends(look)],
) -> HTMLResponse:
    """Show a report with its text, what was read in it, what was refused, and what people decided."""
    desk = desk_for(request, visitor)
    report = report_of(desk, desk.document(report_id))
    window = window_of(report, part.start)
    listed = [x for x in report.things if _is_within(x.span.start, window)]
    if len(report.things) <= MOST_LISTED:
        listed = list(report.things)
    context = {
        "report": report,
        "document": report.document,
        "window": window,
        "listed": listed[:MOST_LISTED],
        "looks": looks_of(report),
        "seen": {x.id: seen_token(desk, (x.id,)) for x in listed[:MOST_LISTED]},
        "told": told,
        "here": f"/reports/{report.document.id}" + (f"?from={window.start}" if window.start else ""),
        "may_undo": {d.id for d in report.decisions if d.kind != "withdraw" and may_decide(visitor, "undo", d)},
        "readers": Counter(str(r.reader) for r in report.readings),
    }
    return render.page(request, "parts/report_body.html" if render.is_fragment(request) else "report.html", context)


@router.get("/reports/{report_id}/original")
def download_original(
    request: Request,
    report_id: str,
    visitor: Annotated[guard.Visitor, Depends(guard.require("download"))],
) -> Response:
    """Give the archived bytes to be kept as a file; a browser never shows them, whatever they claim to be."""
    desk = desk_for(request, visitor)
    document = desk.document(report_id)
    raw = read.raw_bytes(desk.ws, document.id)
    guard.audit(request, "download", document.id)
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(document)}"',
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(raw, media_type="application/octet-stream", headers=headers)


def file_name(document: Document) -> str:
    """Name the file of an original: its id and the kind that its extractor read, no word of the report itself."""
    endings = {"trafilatura": "html", "pypdfium2": "pdf", "decode": "txt", "feedparser": "xml"}
    return f"{document.id}.{endings.get(document.extracted_by.name, 'bin')}"


def desk_for(request: Request, visitor: guard.Visitor) -> LiveDesk:
    """Give a desk over what this visitor may see."""
    office: Office = request.app.state.office
    return office.desk(office.now(visitor))


def _is_within(place: int, window: Window) -> bool:
    return window.start <= place < window.end
