"""Archived reports: lists of them, one with all that was read in it, its original bytes, and taking new ones in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from tollbook.errors import FetchError, IntegrityError, WorkspaceError
from tollbook.ingest.documents import Given
from tollbook.model import Document
from tollbook.net.http import web_address
from tollbook.publish.fields import Json
from tollbook.publish.incident import copies_of, document_fields, document_json
from tollbook.run.inputs import Input, InputOptions, InputRefused, gather
from tollbook.run.local import TakeReport, take_inputs
from tollbook.run.people import By
from tollbook.run.people_protect import withdraw
from tollbook.store import read
from tollbook.web import guard
from tollbook.web.api.answers import RECORD, Look, Looks, Peeks, encoded, give, paged
from tollbook.web.api.names import FileName, ReportId
from tollbook.web.guard import Visitor
from tollbook.web.wire_reports import (
    AskedReports,
    NewReport,
    Report,
    ReportPage,
    SaidOfFile,
    SaidOfReport,
    Taken,
    Withdrawal,
    Withdrawn,
)

router = APIRouter(tags=["Reports"])
OPTIONS = InputOptions()
BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
KNOWN: dict[int | str, dict[str, Any]] = {200: {"model": Taken, "description": "The report was here already."}}


@router.get(
    "/reports", operation_id="listReports", response_model=ReportPage, responses=RECORD, summary="List archived reports"
)
def list_reports(look: Looks, asked: Annotated[AskedReports, Query()]) -> Response:
    """List the archived reports, the newest first, those whose day is not known last."""
    found = [d for d in look.snapshot.documents.values() if _is_asked(look, d, asked)]
    found.sort(key=lambda d: (d.published_at or "", d.id), reverse=True)
    return give(look, paged(asked, found, lambda d: d.id, lambda d: _line(look, d)))


@router.get(
    "/reports/{report_id}", operation_id="getReport", response_model=Report, responses=RECORD, summary="Get one report"
)
def get_report(look: Looks, report_id: ReportId) -> Response:
    """Give a report with its text, its claims and statements as people have decided them, and what was refused and why.

    All offsets count Unicode code points of `text`.
    """
    document = look.report(report_id)
    reading = look.desk().reading(document)
    told = {
        **document_json(document, reading),
        **_of_workspace(look, document),
        "copy_of": _origin(look, document),
        "decided": dict(reading.decided) if reading else {},
        "seen": look.seen(document.id),
    }
    return give(look, told)


@router.get(
    "/reports/{report_id}/original",
    operation_id="getOriginal",
    response_class=Response,
    responses={200: {"description": "The bytes as they were archived.", "content": BYTES}},
    summary="Download the archived original",
)
def get_original(
    request: Request, report_id: ReportId, look: Looks, visitor: Annotated[Visitor, Depends(guard.require("download"))]
) -> Response:
    """Give the original bytes of a report, checked against their hash, as a file to save: never as a page to show."""
    document = look.report(report_id)
    try:
        raw = read.raw_bytes(look.office.ws, document.id)
    except IntegrityError:
        raise
    except WorkspaceError as error:  # its file was withdrawn with another report that came in it
        raise HTTPException(404, str(error)) from None
    guard.audit(request, "download", document.id)
    headers = {"Content-Disposition": f'attachment; filename="{quote(document.id)}.original"', "ETag": look.etag}
    return Response(raw, headers=headers, media_type="application/octet-stream")


@router.post(
    "/reports",
    operation_id="addReport",
    response_model=Taken,
    status_code=201,
    responses=KNOWN,
    summary="Take a report in",
)
def post_report(
    request: Request, visitor: Annotated[Visitor, Depends(guard.require("take_in"))], new: NewReport
) -> Response:
    """Archive and read a report that is sent as text, or fetch it from its address once; answers when it is read.

    201 where something new was taken, 200 where all of it was here already. The words are taken as they are; what is
    not said of it stays unknown.
    """
    given = replace(_given(new), url=new.url)
    if new.text is not None:
        inputs: Sequence[Input | InputRefused] = [Input("text", new.text.encode(), given)]
    elif new.url is not None:
        _check_address(new.url)
        inputs = tuple(gather([new.url], given, OPTIONS))
    else:
        raise HTTPException(422, "Send the text of the report, or the address that it is fetched from")
    return _taken(request, visitor, inputs)


async def body_of(request: Request) -> bytes:
    """Read the bytes of a file that is sent."""
    return await request.body()


@router.put(
    "/reports/files/{name}",
    operation_id="addReportFile",
    response_model=Taken,
    status_code=201,
    responses=KNOWN,
    openapi_extra={"requestBody": {"required": True, "content": BYTES}},
    summary="Take a file in",
)
def put_file(
    request: Request,
    name: FileName,
    visitor: Annotated[Visitor, Depends(guard.require("take_in"))],
    raw: Annotated[bytes, Depends(body_of)],
    said: Annotated[SaidOfFile, Query()],
) -> Response:
    """Archive and read a file: text, HTML, PDF, a feed, lines of JSON, a Telegram export, or one of these packed.

    A feed or an export can hold many reports. `name` is the file's own.
    """
    return _taken(request, visitor, [Input(name, raw, _given(said))])


@router.post(
    "/reports/{report_id}/withdrawal",
    operation_id="withdrawReport",
    response_model=Withdrawn,
    summary="Withdraw a report for good",
)
def post_withdrawal(
    look: Peeks, report_id: ReportId, visitor: Annotated[Visitor, Depends(guard.require("withdraw"))], asked: Withdrawal
) -> Response:
    """Take a report's bytes, text and quotes out for good, for safety or by law; its hash, the reason and who stay.

    This cannot be undone. Exports made before keep their words.
    """
    document = look.report(report_id)
    office = look.office
    try:
        by = By(visitor.name, office.clock())
        left = withdraw(office.ws, office.people, by, document.id, asked.reason, asked.shared)
    except WorkspaceError as error:
        raise HTTPException(422, str(error)) from None
    return Response(encoded({"withdrawn": document.id, "same_text": list(left)}), media_type="application/json")


def _given(said: SaidOfReport | SaidOfFile) -> Given:
    url = getattr(said, "url", None)
    return Given(said.source, url, said.published, said.language, said.title, said.confidential)


def _check_address(url: str) -> None:
    """Refuse what is no address of the web: `gather` would take it for a file of this machine."""
    try:
        web_address(url)
    except FetchError as error:
        raise HTTPException(422, str(error)) from None


def _taken(request: Request, visitor: Visitor, inputs: Sequence[Input | InputRefused]) -> Response:
    office = request.app.state.office
    report = take_inputs(office.ws, inputs, office.reader(), by=visitor.name)
    snapshot = office.live.catch_up()
    for document_id in report.taken:
        guard.audit(request, "taken_in", document_id)
    if not report.taken and not report.known:
        raise HTTPException(422, " ".join(i.detail for i in report.issues) or "Nothing could be taken of this")
    told = _told(report, snapshot.incidents_of_document)
    return Response(encoded(told), 201 if report.taken else 200, media_type="application/json")


def _told(report: TakeReport, incidents: Mapping[str, Sequence[str]]) -> Json:
    ids = [*report.taken, *report.known]
    return {
        "taken": list(report.taken),
        "known": list(report.known),
        "incidents": list(dict.fromkeys(i for d in ids for i in incidents.get(d, ()))),
        "issues": [{"room": i.room, "code": i.code, "detail": i.detail} for i in report.issues],
    }


def _is_asked(look: Look, document: Document, asked: AskedReports) -> bool:
    if asked.unread is not None:
        reading = look.snapshot.told.get(document.id)
        if asked.unread == bool(reading and (reading.claims or reading.statements or reading.accounts)):
            return False
    return (asked.lang is None or document.language == asked.lang) and (
        asked.source is None or document.source_name == asked.source
    )


def _line(look: Look, document: Document) -> Json:
    return {**document_fields(document, {}), **_of_workspace(look, document), "copy_of": _origin(look, document)}


def _of_workspace(look: Look, document: Document) -> Json:
    taken_at: datetime | None = look.snapshot.taken_at.get(document.id)
    return {
        "incidents": list(look.snapshot.incidents_of_document.get(document.id, ())),
        "confidential": document.confidential,
        "taken_at": taken_at.astimezone(UTC) if taken_at else None,
    }


def _origin(look: Look, document: Document) -> str | None:
    """The report that this one only repeats."""
    snapshot = look.snapshot
    told = (snapshot.incidents[i] for i in snapshot.incidents_of_document.get(document.id, ()))
    return next((o for i in told if (o := copies_of(i).get(document.id)) is not None), None)
