"""`tollbook demo`: the sample reports that ship with the package, read and shown."""

from pathlib import Path
from typing import Annotated

import typer

from tollbook.cli.options import Json
from tollbook.cli.serve import PORT, Port, run_server

DEMO_WORKSPACE = Path("tollbook-demo")
SHOWN = "tinzaouatine"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("demo", short_help="Read the shipped sample reports and show them.")(demo)


def demo(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", metavar="DIR", help="Folder to make or use.")
    ] = DEMO_WORKSPACE,
    serve: Annotated[bool, typer.Option("--serve", help="Then review them in the browser.")] = False,
    port: Port = PORT,
    json: Json = False,
) -> None:
    """Read the sample reports into a workspace of their own and show them. Safe to run again.

    \b
    Examples:
      tollbook demo
      tollbook demo --serve
      tollbook demo --workspace /tmp/demo
    """
    from importlib.resources import as_file, files

    from tollbook.cli.read import take
    from tollbook.cli.screen import print_json, say, stdout
    from tollbook.cli.show import list_incidents, show_incident
    from tollbook.ingest.taking import Given
    from tollbook.publish.incident import incident_json
    from tollbook.publish.wording import count_of
    from tollbook.run.desk import open_desk
    from tollbook.run.inputs import InputOptions

    with as_file(files("tollbook") / "samples") as samples, open_desk(workspace, create=True) as desk:
        folders = sorted(str(f) for f in samples.iterdir() if f.is_dir())
        report = take(desk, folders, Given(), InputOptions())
        for issue in report.issues:
            say(f"{Path(issue.subject).name}: {issue.detail}")
        found = list(desk.record.incidents)
        if json:
            print_json({"incidents": [incident_json(i, desk.documents) for i in found]})
            return
        reports = count_of(len(report.taken) + len(report.known), "sample report")
        print(
            f"{reports} in {workspace}, telling {count_of(len(found), 'incident')}. Outlets are invented: see README.\n"
        )
        list_incidents(desk, found)
        shown = [i for i in found if i.place and SHOWN in i.place.name.casefold() and len(i.voices) > 1]
        shown.sort(key=lambda i: -len(i.accounts))
        for incident in shown[:1]:
            stdout().print()
            show_incident(desk, incident)
        _say_next(workspace, shown[0].id if shown else None, report.taken or report.known)
    if serve:
        run_server(workspace, "127.0.0.1", port, (), open_browser=True)


def _say_next(workspace: Path, incident_id: str | None, documents: tuple[str, ...]) -> None:
    from tollbook.cli.screen import say
    from tollbook.publish.wording import short_id

    hints = [("tollbook read YOUR-REPORTS/", "your own reports, into ./tollbook-data")]
    hints.insert(0, (f"tollbook queue -w {workspace}", "what waits for a person"))
    hints.insert(0, (f"tollbook serve -w {workspace}", "look, compare and decide in the browser"))
    if incident_id:
        hints.insert(0, (f"tollbook show {short_id(incident_id)} --json -w {workspace}", "the same for a program"))
    if documents:
        hints.insert(0, (f"tollbook show {short_id(documents[0])} -w {workspace}", "one report, its quotes marked"))
    room = max(len(command) for command, _ in hints)
    say("", "What to type next:", *(f"  {command:<{room}}   {what}" for command, what in hints))
