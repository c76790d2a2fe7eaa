"""`tollbook read`: takes reports into the workspace and tells what was found."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tollbook.cli.options import DEFAULT_WORKSPACE, Json, Workspace, who

if TYPE_CHECKING:
    from tollbook.run.desk import Desk
    from tollbook.run.inputs import InputOptions
    from tollbook.run.local import TakeReport


def as_published(text: str) -> str:
    """Read when a report was published, a day or a moment; anything else stops with words before a report is taken."""
    from tollbook.ingest.dates import iso_time

    if iso_time(text) is None:
        raise typer.BadParameter(f"{text!r} is no day; write it as YYYY-MM-DD")
    return text


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("read", short_help="Take reports in, read them, bring incidents up to date.")(read)


def read(
    inputs: Annotated[list[str], typer.Argument(metavar="PATH-OR-URL…", help="Files, folders, http(s) addresses.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
    published: Annotated[
        str | None, typer.Option(parser=as_published, metavar="DATE", help="Day of publication, YYYY-MM-DD.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where it was published.")] = None,
    lang: Annotated[str | None, typer.Option(metavar="CODE", help="Language, as en.")] = None,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its headline.")] = None,
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Never publish anything of these reports.")
    ] = False,
    follow: Annotated[bool, typer.Option("--follow", help="Also fetch the pages that a feed points to.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private-addresses", help="Fetch from local and private networks too.")
    ] = False,
    ignore_robots: Annotated[
        bool, typer.Option("--ignore-robots", help="Fetch even where robots.txt asks not to.")
    ] = False,
    max_mb: Annotated[int, typer.Option(metavar="N", min=1, help="Largest input, in megabytes.")] = 20,
    again: Annotated[
        bool, typer.Option("--again", help="Also read stored reports anew with this reader version.")
    ] = False,
    json: Json = False,
) -> None:
    """Take reports into the workspace, read them, and bring the incidents up to date.

    Takes text, HTML, PDF, RSS/Atom files, JSONL, Telegram's JSON export, and folders of these. A file FILE.json beside
    FILE says what a bare text cannot (published, source, url, title, lang). The same report twice changes nothing, but
    what is newly said of it (as --confidential) is added.

    \b
    Examples:
      tollbook read report.txt --published 2024-08-26 --source "Sahel Wire"
      tollbook read reports/ https://example.org/news/1
      tollbook read feed.xml --follow
    """
    from tollbook.ingest.taking import Given
    from tollbook.net.http import FetchPolicy
    from tollbook.run.desk import open_desk
    from tollbook.run.inputs import InputOptions

    policy = FetchPolicy(allow_private=allow_private, respect_robots=not ignore_robots, max_bytes=max_mb * 1_000_000)
    options = InputOptions(max_mb * 1_000_000, follow, policy)
    given = Given(source, url, published, lang, title, confidential)
    with open_desk(workspace, create=True) as desk:
        report = take(desk, inputs, given, options, again)
        if json:
            from tollbook.cli.screen import print_json

            print_json(summary_json(desk, report))
        else:
            print_summary(desk, report, workspace)
        raise typer.Exit(exit_code(report))


def take(desk: "Desk", inputs: list[str], given: Any, options: "InputOptions", again: bool = False) -> "TakeReport":
    """Take the inputs in, showing on a terminal how far it has come."""
    from tollbook.cli.progress import steps
    from tollbook.run.inputs import find_inputs, gather
    from tollbook.run.kit import build_reader
    from tollbook.run.local import read_again, take_inputs

    reader = build_reader()
    with steps("reading", len(find_inputs(inputs))) as step:
        report = take_inputs(desk.ws, gather(inputs, given, options), reader, step, _who())
    if again:
        with steps("reading again", None) as step:
            read_again(desk.ws, reader, step)
    return report


def _who() -> str | None:
    """Give who says what is said of a report, as far as it is known."""
    import os

    try:
        return who(os.environ.get("TOLLBOOK_BY"))
    except typer.BadParameter:
        return None


def exit_code(report: "TakeReport") -> int:
    """Give 0 where every input was taken, 1 where some were refused, 2 where nothing could be done."""
    if not report.refused:
        return 0 if report.taken or report.known else 2
    return 1 if report.taken or report.known else 2


def summary_json(desk: "Desk", report: "TakeReport") -> dict[str, Any]:
    """Give what became of the inputs (docs/json/read.schema.json)."""
    return {
        "taken": list(report.taken),
        "known": list(report.known),
        "refused": [
            {"input": i.subject, "code": i.code, "detail": i.detail}
            for i in report.issues
            if i.subject.partition(":")[0] in report.refused or i.subject in report.refused
        ],
        "issues": [{"subject": i.subject, "room": i.room, "code": i.code, "detail": i.detail} for i in report.issues],
        "incidents": [i.id for i in desk.record.incidents],
    }


def print_summary(desk: "Desk", report: "TakeReport", workspace: Path) -> None:
    """Print a line a report, what was refused and why, and what to type next."""
    from tollbook.cli.lists import print_taken
    from tollbook.cli.screen import PIPED_LIST, say, stdout
    from tollbook.publish.wording import count_of, short_id

    out = stdout(PIPED_LIST)
    print_taken(out, desk, report)
    for document_id in report.told:
        say(f"{short_id(document_id)}: known already; what is newly said of it was added.")
    for issue in report.issues:
        say(f"{issue.subject}: {issue.detail}")
    incidents = desk.record.incidents
    out.print(
        f"{count_of(len(report.taken), 'report')} taken, {len(report.known)} known already, "
        f"{len(report.refused)} refused. "
        f"The workspace holds {count_of(len(incidents), 'incident')}."
    )
    if incidents and sys.stdout.isatty():
        extra = "" if workspace == DEFAULT_WORKSPACE else f" --workspace {workspace}"
        say(f"Next: tollbook show{'' if len(incidents) == 1 else ' ' + short_id(incidents[-1].id)}{extra}")
