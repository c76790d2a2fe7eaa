"""The record in a published format, as a file; what a format cannot carry is said beside it."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import StreamingResponse

from tollbook.model import Incident
from tollbook.publish import EXPORTERS
from tollbook.publish.exporter import Exporter, Part, loss_report
from tollbook.publish.gate import Published
from tollbook.run.desk import Desk, UnknownId
from tollbook.run.publishing import published_record
from tollbook.web import guard
from tollbook.web.api.answers import RECORD, Look, Looks, encoded, give
from tollbook.web.api.names import FormatName
from tollbook.web.guard import Visitor
from tollbook.web.wire_methods import AskedExport, AskedLoss, Formats, Loss

router = APIRouter(tags=["Export"], responses=RECORD)
Exports = Annotated[Visitor, Depends(guard.require("export"))]
IN_MEMORY = 8_000_000
A_PIECE = 1 << 16
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get("/exports", operation_id="listFormats", response_model=Formats, summary="List the formats")
def list_formats(look: Looks) -> Response:
    """List the formats that the record is published in."""
    formats = [{"name": e.name, "says": e.says, "parts": [p.suffix for p in e.parts]} for e in EXPORTERS.values()]
    return give(look, {"formats": formats})


@router.get(
    "/exports/{format_name}",
    operation_id="export",
    response_class=Response,
    responses=FILE,
    summary="Export the record",
)
def export(
    request: Request, look: Looks, visitor: Exports, format_name: FormatName, asked: Annotated[AskedExport, Query()]
) -> Response:
    """Give the record in a format, as a file to save; a format of several files as a ZIP, with its loss report.

    What is confidential, restricted or withdrawn is left out, and so are reviewers' names and notes, whoever asks.
    """
    exporter = _exporter(format_name)
    parts = [p for p in exporter.parts if asked.part in (None, p.suffix)]
    if not parts:
        known = ", ".join(p.suffix for p in exporter.parts if p.suffix) or "none"
        raise HTTPException(422, f"{exporter.name} has no part {asked.part!r}; it has {known}")
    published = _published(look, asked.as_known)
    guard.audit(request, "export", exporter.name)
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  (closed when it is sent)
    name = f"record.{exporter.name}"
    if len(parts) == 1:
        parts[0].write(published, file)  # type: ignore[arg-type]
        name = file_name(exporter, parts[0])
    else:
        _write_zip(file, exporter, published)
        name = f"{name}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "ETag": look.etag}
    return StreamingResponse(_pieces(file), headers=headers, media_type="application/octet-stream")


@router.get(
    "/exports/{format_name}/loss", operation_id="getLoss", response_model=Loss, summary="What a format cannot carry"
)
def get_loss(look: Looks, visitor: Exports, format_name: FormatName, asked: Annotated[AskedLoss, Query()]) -> Response:
    """Say what the format cannot carry, and what is not published and why."""
    exporter = _exporter(format_name)
    told = loss_report(exporter, _published(look, asked.as_known), _names(exporter))
    if not visitor.may("see_confidential"):
        told["withheld"] = None
    return give(look, told)


def file_name(exporter: Exporter, part: Part) -> str:
    """Name the file of one part: record.jsonl, record.claims.csv."""
    return f"record.{part.suffix}.{exporter.name}" if part.suffix else f"record.{exporter.name}"


def _exporter(name: str) -> Exporter:
    if name not in EXPORTERS:
        raise UnknownId(f"There is no format {name!r}; known: {', '.join(EXPORTERS)}")
    return EXPORTERS[name]


def _published(look: Look, day: date | None) -> Published:
    """What may be published; derived from all that is kept, so that the same is published whoever asks.

    But for the named victims: they are left out for who may not see them.
    """
    office = look.office
    desk = office.desk() if day is None else Desk(office.ws, day)
    desk.__dict__["tools"] = office.tools
    published = published_record(desk)
    if look.visitor.may("see_victims"):
        return published
    return replace(published, incidents=tuple(map(without_named, published.incidents)))


def without_named(incident: Incident) -> Incident:
    """Give an incident without its list of named victims, in its accounts too."""
    accounts = tuple(replace(a, victims=()) for a in incident.accounts)
    return replace(incident, victims=(), accounts=accounts)


def _names(exporter: Exporter) -> tuple[str, ...]:
    return tuple(file_name(exporter, p) for p in exporter.parts)


def _write_zip(file: IO[bytes], exporter: Exporter, published: Published) -> None:
    """Write every part and the loss report; all at one fixed time, so that the same record gives the same bytes."""
    loss = loss_report(exporter, published, _names(exporter))
    loss.pop("withheld")  # who may know of what is confidential asks for the loss report itself
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in exporter.parts:
            written = io.BytesIO()
            part.write(published, written)
            packed.writestr(zipfile.ZipInfo(file_name(exporter, part)), written.getvalue(), zipfile.ZIP_DEFLATED)
        packed.writestr(zipfile.ZipInfo(f"record.{exporter.name}.loss.json"), encoded(loss), zipfile.ZIP_DEFLATED)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(A_PIECE):
            yield piece
