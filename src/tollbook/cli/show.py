"""`tollbook incidents` and `tollbook show`: what the record says."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.options import DEFAULT_WORKSPACE, AsKnown, Json, Workspace, as_day

if TYPE_CHECKING:
    from tollbook.model import Incident
    from tollbook.run.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("incidents", short_help="List the incidents, a line each.")(incidents)
    app.command("show", short_help="Show who says what of one incident, or one report.")(show)


def incidents(
    workspace: Workspace = DEFAULT_WORKSPACE,
    since: Annotated[date | None, typer.Option(parser=as_day, metavar="DATE", help="On or after this day.")] = None,
    until: Annotated[date | None, typer.Option(parser=as_day, metavar="DATE", help="On or before this day.")] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="ISO code or English name, as ML or Mali.")
    ] = None,
    min_killed: Annotated[
        int | None, typer.Option(metavar="N", help="Someone says that at least N were killed.")
    ] = None,
    conflict: Annotated[bool, typer.Option("--conflict", help="Only where accounts differ.")] = False,
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help="Only with claims that nobody has reviewed.")
    ] = False,
    as_known: AsKnown = None,
    json: Json = False,
) -> None:
    """List the incidents, a line each.

    \b
    Examples:
      tollbook incidents --country ML --since 2024-08-01
      tollbook incidents --conflict --unreviewed
      tollbook incidents --as-known 2024-08-26 --json
    """
    from tollbook.run.desk import open_desk

    wanted = Wanted(since, until, country, min_killed, conflict, unreviewed)
    with open_desk(workspace, as_known=as_known) as desk:
        found = [i for i in desk.record.incidents if wanted.holds(i)]
        if json:
            from tollbook.cli.screen import print_json
            from tollbook.publish.incident import incident_json

            print_json({"incidents": [incident_json(i, desk.documents) for i in found]})
        else:
            list_incidents(desk, found)


class Wanted:
    """What a list of incidents is narrowed to; an unknown date or place is in no range."""

    def __init__(
        self,
        since: date | None,
        until: date | None,
        country: str | None,
        min_killed: int | None,
        conflict: bool,
        unreviewed: bool,
    ) -> None:
        self.since, self.until, self.min_killed = since, until, min_killed
        self.country = _country_code(country)
        self.conflict, self.unreviewed = conflict, unreviewed

    def holds(self, incident: "Incident") -> bool:
        """Tell whether an incident is wanted."""
        from tollbook.cli.tallies import highest
        from tollbook.publish.gate import review_state

        time, place = incident.time, incident.place
        most = highest(incident, "killed")
        return (
            (self.since is None or (time is not None and time.latest >= self.since))
            and (self.until is None or (time is not None and time.earliest <= self.until))
            and (self.country is None or (place is not None and place.country == self.country))
            and (self.min_killed is None or (most is not None and most >= self.min_killed))
            and (not self.conflict or bool(incident.conflicts))
            and (not self.unreviewed or review_state(incident) != "yes")
        )


def show(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="An incident, a report or a claim; the beginning of its id is enough."),
    ] = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    full: Annotated[
        bool, typer.Option("--full", help="Every repeat of a claim with its words, not the first alone.")
    ] = False,
    as_known: AsKnown = None,
    json: Json = False,
) -> None:
    """Show one incident: who says what, what the claims add up to, then every claim with its words.

    With the id of a report, or of a claim in it: the report with its quotes marked, and what was refused and why.
    Without an id: the only incident, or the list.

    \b
    Examples:
      tollbook show
      tollbook show i-3f2a
      tollbook show d-91c0 --json
    """
    from tollbook.run.desk import open_desk

    with open_desk(workspace, as_known=as_known) as desk:
        if name is None:
            _show_only(desk, full, json)
        elif name.startswith(("c-", "s-")):
            show_document(desk, desk.document_with(name), json)
        elif _is_document(desk, name):
            show_document(desk, name, json)
        else:
            show_incident(desk, desk.incident(name), full, json)


def show_incident(desk: "Desk", incident: "Incident", full: bool = False, json: bool = False) -> None:
    """Print one incident."""
    from tollbook.cli.screen import print_json, say, stdout
    from tollbook.publish.incident import incident_json

    documents = desk.documents_of(incident)
    if json:
        print_json(incident_json(incident, documents))
        return
    from tollbook.cli.told import print_incident

    if desk.as_known:
        say(f"As known on {desk.as_known}: reports published later are left out.")
    print_incident(stdout(), incident, documents, full, desk.record.issues)


def show_document(desk: "Desk", name: str, json: bool = False) -> None:
    """Print one report."""
    from tollbook.cli.screen import print_json, stdout
    from tollbook.publish.incident import document_json

    document = desk.document(name)
    reading = desk.reading(document)
    if json:
        print_json(document_json(document, reading))
        return
    from tollbook.cli.report import print_report

    print_report(stdout(), document, reading, desk.record)


def list_incidents(desk: "Desk", found: "list[Incident]") -> None:
    """Print the list, or say that there is nothing to list and why."""
    from tollbook.cli.lists import print_incidents
    from tollbook.cli.screen import PIPED_LIST, say, stdout
    from tollbook.publish.wording import count_of

    nothing = desk.nothing_published()
    if found:
        print_incidents(stdout(PIPED_LIST), found)
    elif nothing:
        say(nothing)
    elif desk.record.incidents:
        say(f"None of {count_of(len(desk.record.incidents), 'incident')} is so.")
    else:
        reports = count_of(len(desk.documents), "report")
        say(f"The workspace holds {reports} and no incident: no claim or statement was found that can be quoted.")


def _show_only(desk: "Desk", full: bool, json: bool) -> None:
    from tollbook.cli.screen import say
    from tollbook.errors import WorkspaceError
    from tollbook.publish.wording import count_of, short_id

    found = desk.record.incidents
    if len(found) == 1:
        show_incident(desk, found[0], full, json)
    elif found and not json:
        list_incidents(desk, list(found))
        say(f"Several incidents: name one, as in `tollbook show {short_id(found[-1].id)}`.")
    elif found:
        raise WorkspaceError(f"There are {len(found)} incidents; name one, or use `tollbook incidents --json`")
    else:
        reports = count_of(len(desk.documents), "report")
        raise WorkspaceError(
            desk.nothing_published() or f"There is no incident yet: no claim can be quoted in the workspace's {reports}"
        )


def _is_document(desk: "Desk", name: str) -> bool:
    if name.startswith("i-"):
        return False
    return name.startswith("d-") or any(i.partition("-")[2].startswith(name) for i in desk.documents)


def _country_code(name: str | None) -> str | None:
    if name is None:
        return None
    from tollbook.publish.countries import NAMES

    if name.upper() in NAMES:
        return name.upper()
    by_name = {n.casefold(): code for code, n in NAMES.items()}
    if name.casefold() in by_name:
        return by_name[name.casefold()]
    raise typer.BadParameter(f"{name!r} is no country known here; give its ISO code, as ML", param_hint="--country")
