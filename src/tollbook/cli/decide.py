"""`tollbook decide`: what people decide; appended, never overwritten, undone by another decision."""

from typing import Annotated

import typer

from tollbook.cli.deciding import FIELDS, Signing, fields_of, in_words, keep
from tollbook.cli.options import DEFAULT_WORKSPACE, By, Json, Reason, Workspace

decisions = typer.Typer(
    help="Decide on claims, reports and incidents: every decision is kept, none is overwritten.", no_args_is_help=True
)
Claims = Annotated[list[str], typer.Argument(metavar="CLAIM…", help="Claims or statements, by id.")]
One = Annotated[str, typer.Argument(metavar="INCIDENT", help="An incident, a report or an account (d-…/1).")]
OPTIONAL_REASON = Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why; kept with the decision.")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(decisions, name="decide", short_help="Decide on claims, reports and incidents.")


@decisions.command("add", short_help="Mark words of a report as a claim or statement.")
def add(
    report: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The report, by id.")],
    quote: Annotated[str, typer.Argument(metavar="WORDS", help="The exact words in the report.")],
    fields: Annotated[list[str], FIELDS],
    reason: Reason,
    start: Annotated[int | None, typer.Option(metavar="N", help="Where the words stand, if they stand twice.")] = None,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Mark words of an archived report, in any language, as a claim or statement.

    A claim: effect= low= high= wording= status= group= claimant= cue= claimant_kind= polarity= certainty= provisional=
    scope= period= incident= part_of= means=. A statement: kind= (blames, admits, denies, target, disputes) actor=
    object= claimant= cue= claimant_kind= certainty= incident=. high=open says "at least"; claimant and cue are words of
    the report.

    \b
    Examples:
      tollbook decide add d-91c0 "three shepherds" effect=killed low=3 high=3 status=civilian -r "missed by the reader"
      tollbook decide add d-91c0 "a tiré sur le marché" kind=target object="le marché" -r "French report, read by hand"
    """
    keep(workspace, Signing(by, reason, json), "add", [report], {**fields_of(fields), "quote": quote, "start": start})


@decisions.command("accept", short_help="Hold claims as recorded.")
def accept(
    claims: Claims,
    reason: OPTIONAL_REASON = "accepted as recorded",
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Hold that claims or statements were said as recorded.

    \b
    Examples:
      tollbook decide accept c-5b07 c-91aa
    """
    keep(workspace, Signing(by, reason, json), "accept", claims)


@decisions.command("correct", short_help="Say what was said instead.")
def correct(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim or statement, by id.")],
    fields: Annotated[list[str], FIELDS],
    reason: Reason,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Hold that a claim or statement was said otherwise; the fields are those of `add`, and quote=.

    The recorded figure stays in the history.

    \b
    Examples:
      tollbook decide correct c-5b07 low=15 high=open -r "the quote says at least"
      tollbook decide correct c-5b07 status=unknown claimant=open -r "the report's own words"
    """
    keep(workspace, Signing(by, reason, json), "correct", [claim], fields_of(fields))


@decisions.command("reject", short_help="Hold that claims were not made.")
def reject(
    claims: Claims,
    reason: Reason,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Hold that claims or statements were not said as recorded, nor in a way that could be corrected.

    \b
    Examples:
      tollbook decide reject c-5b07 -r "a number of subscribers, not of people killed"
    """
    keep(workspace, Signing(by, reason, json), "reject", claims)


@decisions.command("same", short_help="Two accounts tell of one incident.")
def same(
    left: One,
    right: One,
    reason: Reason,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Hold that two incidents, reports or accounts tell of the same incident.

    Of an incident all accounts are joined; an account that is named (d-…/1) comes alone.

    \b
    Examples:
      tollbook decide same i-3f2a i-77b1 -r "both tell of the market, the date in one is wrong"
    """
    keep(workspace, Signing(by, reason, json), "same", [left, right])


@decisions.command("different", short_help="Two accounts tell of two incidents.")
def different(
    left: One,
    right: One,
    reason: Reason,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Hold that two incidents, reports or accounts tell of different incidents: every account of one from the other's.

    \b
    Examples:
      tollbook decide different d-91c0/1 d-2210/1 -r "two strikes a week apart"
    """
    keep(workspace, Signing(by, reason, json), "different", [left, right])


@decisions.command("copy", short_help="A report is a copy of another.")
def copy(
    copied: Annotated[str, typer.Argument(metavar="COPY", help="The report that repeats another.")],
    origin: Annotated[str, typer.Argument(metavar="ORIGIN", help="The report that it repeats.")],
    reason: Reason,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Hold that a report is a copy of another: no second source.

    \b
    Examples:
      tollbook decide copy d-2210 d-91c0 -r "agency text, lightly cut"
    """
    keep(workspace, Signing(by, reason, json), "copy", [copied, origin])


@decisions.command("grade", short_help="Grade an incident.")
def grade(
    incident: One,
    value: Annotated[str, typer.Argument(metavar="GRADE", help="confirmed, fair, weak, contested or discounted.")],
    reason: Reason,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Grade an incident in Airwars' words: who is responsible and how well it is corroborated.

    Where people have accounts a grading needs two of them: the first grade is a proposal, and stands once another
    person gives the same.

    \b
    Examples:
      tollbook decide grade i-3f2a contested -r "two parties accuse one another"
    """
    keep(workspace, Signing(by, reason, json), "grade", [incident], {"grade": value})


@decisions.command("restrict", short_help="Keep an incident from being published.")
def restrict(
    incident: One,
    reason: Reason,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Keep an incident from being published, and from people who may not see what is confidential. Undo ends it.

    \b
    Examples:
      tollbook decide restrict i-3f2a -r "the family asked us to wait"
    """
    keep(workspace, Signing(by, reason, json), "restrict", [incident])


@decisions.command("place", short_help="Say where an incident was.")
def place(
    incident: One,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The place's name.")],
    reason: Reason,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Two letters, as ML.")] = None,
    lat: Annotated[float | None, typer.Option(metavar="DEGREES", help="Latitude, south negative.")] = None,
    lon: Annotated[float | None, typer.Option(metavar="DEGREES", help="Longitude, west negative.")] = None,
    precision: Annotated[
        str | None, typer.Option(metavar="WORD", help="exact, near, admin2, admin1, region or country.")
    ] = None,
    gazetteer_id: Annotated[str | None, typer.Option(metavar="ID", help="The row of a gazetteer.")] = None,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Hold where an incident was. Coordinates are those you give; none are filled in.

    \b
    Examples:
      tollbook decide place i-3f2a Tinzaouatine --country ML --lat 19.95 --lon 2.97 --precision exact -r "the town"
    """
    said = {"name": name, "country": country, "lat": lat, "lon": lon}
    said |= {"precision": precision, "gazetteer_id": gazetteer_id}
    keep(workspace, Signing(by, reason, json), "place", [incident], said)


@decisions.command("date", short_help="Say when an incident was.")
def date(
    incident: One,
    first: Annotated[str, typer.Argument(metavar="DAY", help="YYYY-MM-DD.")],
    reason: Reason,
    last: Annotated[str | None, typer.Argument(metavar="[LAST-DAY]", help="Where it ran on.")] = None,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Hold on which day an incident was, or from which to which.

    \b
    Examples:
      tollbook decide date i-3f2a 2024-08-25 -r "the communique names the day"
    """
    keep(workspace, Signing(by, reason, json), "date", [incident], {"first": first, "last": last})


@decisions.command("note", short_help="Write a note beside an incident.")
def note(
    incident: One,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What others should know; never exported.")],
    reason: OPTIONAL_REASON = "a note",
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Write a note beside an incident. Notes stay in the workspace.

    \b
    Examples:
      tollbook decide note i-3f2a "ask the pharmacy's owner again"
    """
    keep(workspace, Signing(by, reason, json), "note", [incident], {"note": text})


@decisions.command("undo", short_help="Take decisions back.")
def undo(
    made: Annotated[list[str], typer.Argument(metavar="DECISION…", help="Decisions, by id (v-…).")],
    reason: Reason,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Take decisions back; they stay in the history, and an undo can be undone.

    \b
    Examples:
      tollbook decide undo v-77aa -r "the second report was not a copy after all"
    """
    keep(workspace, Signing(by, reason, json), "undo", made)


@decisions.command("list", short_help="List what has been decided.")
def list_decisions(workspace: Workspace = DEFAULT_WORKSPACE, json: Json = False) -> None:
    """List what has been decided, oldest first; what was taken back is marked.

    \b
    Examples:
      tollbook decide list
    """
    from tollbook.cli.screen import print_json, say
    from tollbook.publish.decision import decision_json
    from tollbook.review.standing import standing, taken_back
    from tollbook.run.desk import open_desk
    from tollbook.store import read

    with open_desk(workspace) as desk:
        made = read.decisions(desk.ws)
    undos = {d.id for d in made if d.kind == "undo"} - taken_back(made)
    in_force = {d.id for d in standing(made)} | undos
    if json:
        print_json({"decisions": [{**decision_json(d), "in_force": d.id in in_force} for d in made]})
        return
    for one in made:
        back = "" if one.id in in_force else "  [no longer in force]"
        print(f"{one.decided_at:%Y-%m-%d %H:%M}  {one.id}  {in_words(one)}{back}")
    if not made:
        say("Nothing has been decided yet.")
