"""Adding reports: by their address, their text or their files, read while one watches."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from tollbook.errors import FetchError
from tollbook.ingest.documents import Given
from tollbook.model import Issue
from tollbook.net.http import web_address
from tollbook.publish import told
from tollbook.publish.wording import one_line
from tollbook.run import people
from tollbook.run.inputs import Input, InputOptions, InputRefused, gather
from tollbook.run.intake import STAGES, Intake, Intakes, Room, TooMany
from tollbook.run.live_desk import LiveDesk
from tollbook.run.local import TakeReport
from tollbook.run.report import report_of
from tollbook.web import guard, render
from tollbook.web.guard_forms import LARGEST_REPORT
from tollbook.web.office import Office
from tollbook.web.report_text import window_of

router = APIRouter()
OPTIONS = InputOptions()
MOST_SHOWN = 5  # reports that are shown with their text when they are in; the others are listed
SHOWN_TEXT = 6_000
PASTED = "pasted text"
_MAKING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Brought:
    """What a person brings: addresses, a text, files, and what they say of all of these."""

    addresses: tuple[str, ...]
    text: str
    files: tuple[tuple[str, bytes], ...]
    given: Given

    @property
    def names(self) -> tuple[str, ...]:
        """How each of them is called while it is taken in."""
        return (*self.addresses, *([PASTED] if self.text.strip() else []), *(name for name, _ in self.files))


async def brought(request: Request) -> Brought:
    """Read the form: browsers write line ends in two characters, of which the text has one."""
    form = await request.form(max_part_size=LARGEST_REPORT)
    files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    return Brought(
        addresses=tuple(dict.fromkeys(_word(form, "addresses").split())),
        text=_word(form, "text").replace("\r\n", "\n"),
        files=tuple([(_file_name(f.filename or ""), await f.read()) for f in files]),
        given=Given(
            source=_word(form, "source").strip() or None,
            published=_word(form, "published").strip() or None,
            title=_word(form, "title").strip() or None,
            language=_word(form, "language").strip() or None,
            confidential=_word(form, "confidential") == "yes",
        ),
    )


@router.get("/add")
def show_form(request: Request, visitor: Annotated[guard.Visitor, Depends(guard.require("take_in"))]) -> HTMLResponse:
    """Show the form to bring reports in."""
    return render.page(request, "add.html", {"refused": ""})


@router.post("/add")
def bring_in(
    request: Request,
    visitor: Annotated[guard.Visitor, Depends(guard.require("take_in"))],
    what: Annotated[Brought, Depends(brought)],
) -> Response:
    """Begin to take in what was brought, and lead to the page where one watches."""
    if not what.names:
        return render.page(request, "add.html", {"refused": "Give an address, a text or a file."}, status=422)
    staff, by = guard.staff_of(request), guard.by(request)

    def keep_audit(report: TakeReport) -> None:
        for document_id in (*report.taken, *report.told):
            people.audit(staff, by, "taken_in", document_id)

    try:
        intake = intakes_of(request).begin(visitor.name, what.names, _inputs(what), keep_audit)
    except TooMany as error:
        raise HTTPException(429, str(error), {"Retry-After": "60"}) from error
    return RedirectResponse(f"/add/{intake.id}", status_code=303)


@router.get("/add/{intake_id}")
def watch(
    request: Request, intake_id: str, visitor: Annotated[guard.Visitor, Depends(guard.require("take_in"))]
) -> HTMLResponse:
    """Show how far an intake is; when it is over, what was read in the reports and where they fell."""
    intake = intakes_of(request).get(intake_id)
    if intake is None or intake.by != visitor.name:
        raise HTTPException(404, "This intake is not known any more; what it took in is among the reports")
    office: Office = request.app.state.office
    over = intake.is_over  # asked once: it may end while this page is made
    desk = office.desk(office.now(visitor))
    context: dict[str, Any] = {"intake": intake, "over": over, "stages": STAGES, **_outcome(desk, intake, over)}
    return render.page(request, "parts/intake.html" if render.is_fragment(request) else "intake.html", context)


def intakes_of(request: Request) -> Intakes:
    """Give the intakes of this server."""
    office: Office = request.app.state.office
    state = request.app.state
    with _MAKING:
        if not hasattr(state, "intakes"):
            state.intakes = Intakes(Room(office.ws, office.live, office.reader))
    found: Intakes = state.intakes
    return found


def _outcome(desk: LiveDesk, intake: Intake, over: bool) -> dict[str, Any]:
    if not over or intake.report is None:
        return {}
    ids = list(dict.fromkeys((*intake.report.taken, *intake.report.known)))
    seen = [desk.documents[i] for i in ids if i in desk.documents]
    shown = [report_of(desk, d) for d in seen[:MOST_SHOWN]]
    return {
        "outcome": intake.report,
        "shown": [(r, window_of(r, longest=SHOWN_TEXT)) for r in shown],
        "others": seen[MOST_SHOWN:],
        "unseen": len(ids) - len(seen),
        "told": told,
    }


def _inputs(what: Brought) -> Iterator[Input | InputRefused]:
    for address in what.addresses:
        yield from _fetched(address, what.given)
    if what.text.strip():
        yield Input(PASTED, what.text.encode("utf-8", "surrogatepass"), what.given)
    for name, raw in what.files:
        yield Input(name, raw, what.given)


def _fetched(address: str, given: Given) -> Sequence[Input | InputRefused]:
    """Fetch an address of the web; never a file of this machine, whatever is written there."""
    try:
        web_address(address)
    except FetchError as error:
        return [InputRefused(Issue("net", one_line(address), "fetch_refused", str(error)))]
    return list(gather([address], given, OPTIONS))


def _word(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _file_name(sent: str) -> str:
    """The last part of a name as a browser sent it, without what could steer a screen."""
    return one_line(sent.replace("\\", "/").rpartition("/")[2])[:200] or "file"
