"""Lists: a line a report, a line an incident."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tollbook.cli.screen import PIPED_LIST
from tollbook.cli.tallies import in_short
from tollbook.model import Incident, Record
from tollbook.publish import words
from tollbook.publish.gate import review_state
from tollbook.publish.wording import one_line, short_id
from tollbook.run.titles import title_of

ROOMY = 100  # columns from which there is room for the injured

if TYPE_CHECKING:
    from tollbook.run.desk import Desk
    from tollbook.run.local import TakeReport


def print_incidents(console: Console, incidents: Iterable[Incident]) -> None:
    """Print one line an incident: when, where, how many by whoever says least and most, and whether accounts differ."""
    roomy = console.width >= ROOMY
    table = _table()
    for name in (
        "Incident",
        "When",
        "Where",
        "Killed, as stated",
        *(("Injured",) if roomy else ()),
        "Told by",
        "Differ",
        "Reviewed",
    ):
        table.add_column(name, no_wrap=name == "Incident", overflow="fold")
    for incident in incidents:
        # One figure below another where a person reads, all on one line where a program does.
        between = "\n" if console.width < PIPED_LIST else "; "
        killed, injured = (between.join(in_short(incident, e)) or "not said" for e in ("killed", "injured"))
        told = f"{_many(incident.voices, 'voice')}, {_many(incident.origins, 'origin')}"
        table.add_row(
            Text(short_id(incident.id), style="bold"),
            Text(_when(incident)),
            Text(one_line(words.where(incident.place))),
            Text(killed, style="bold"),
            *([Text(injured)] if roomy else []),
            Text(told if console.width > 1.1 * ROOMY else _many(incident.voices, "voice")),
            Text(f"≠ {len(incident.conflicts)}" if incident.conflicts else "", style="bold red"),
            Text({"no": "", "partly": "partly", "yes": "yes"}[review_state(incident)], style="green"),
        )
    console.print(table)


def print_taken(console: Console, desk: "Desk", report: "TakeReport") -> None:
    """Print one line a report that was taken: who published it, when, and what was read in it."""
    from tollbook.store import read

    table = _table()
    for name in ("Report", "Outlet", "Published", "Title", "Read"):
        table.add_column(name, no_wrap=name == "Report", overflow="fold")
    readings = {r.document_id: r for r in read.latest_readings(desk.ws)}
    copies = copy_origins(desk.record)
    for document_id in dict.fromkeys((*report.taken, *report.known)):
        document, reading = desk.documents.get(document_id), readings.get(document_id)
        if document is None:
            continue
        found = f"{_many(reading.claims, 'claim')}, {_many(reading.statements, 'statement')}" if reading else "not read"
        unread = next((i for i in reading.issues if i.code == "language_not_read"), None) if reading else None
        if unread:
            found = f"archived; language {document.language} is not read yet"
        elif document_id in copies:
            found = f"copy of {short_id(copies[document_id])}"
        table.add_row(
            Text(short_id(document_id), style="bold"),
            Text(one_line(document.source_name or "not said")),
            Text(words.short_day(document.published_at)),
            Text(one_line(title_of(document))),
            Text(found + (" (known already)" if document_id in report.known else "")),
        )
    if table.row_count:
        console.print(table)


def copy_origins(record: Record) -> dict[str, str]:
    """Give the report that each copy goes back to, as the links of the record say."""
    origins = {i for incident in record.incidents for i in incident.origins}
    pairs = [(x.left, x.right) for x in record.links if x.kind == "copy"]
    return {a: b for pair in pairs for a, b in (pair, pair[::-1]) if a not in origins and b in origins}


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1), show_edge=False, header_style="bold cyan")


def _when(incident: Incident) -> str:
    time = incident.time
    if time is None:
        return "unknown"
    if time.earliest == time.latest:
        return time.earliest.isoformat()
    return f"{time.earliest.isoformat()} to {time.latest.isoformat()}"


def _many(things: Sequence[object], one: str) -> str:
    return f"{len(things)} {one}{'' if len(things) == 1 else 's'}"
