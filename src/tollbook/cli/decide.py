"""`tollbook decide`: what people decide; appended, never overwritten, undone by another decision."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.deciding import FIELDS, fields_of, in_words, keep
from tollbook.cli.options import DEFAULT_WORKSPACE, By, Json, Reason, Workspace
from tollbook.run.deciding import accounts, things, to_undo

if TYPE_CHECKING:
    from tollbook.model import Decision
    from tollbook.review.decide import Signature
    from tollbook.run.desk import Desk

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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_add, decide_add_statement, find_words

        document = desk.document(report)
        given = fields_of(fields)
        span = find_words(document, quote, start)
        decide = decide_add_statement if "kind" in given else decide_add
        yield decide(document, span, given, signature, desk.reading(document))

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_accept

        for name in claims:
            for document, reading, thing in things(desk, name):
                yield decide_accept(document, thing, signature, reading)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_correct

        for document, reading, thing in things(desk, claim):
            yield decide_correct(document, thing, fields_of(fields), signature, reading)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_reject

        for name in claims:
            for document, reading, thing in things(desk, name):
                yield decide_reject(document, thing, signature, reading)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_same
        from tollbook.run.joining import pairs_to_join

        for one, other in pairs_to_join(desk, left, right):
            yield decide_same(one, other, signature)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_different
        from tollbook.run.joining import pairs_to_part

        for one, other in pairs_to_part(desk, left, right):
            yield decide_different(one, other, signature)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_copy

        yield decide_copy(desk.document(copied), desk.document(origin), signature)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_grade
        from tollbook.run.grading import grade_by_two, with_account
        from tollbook.run.wishes import Wish

        signed = with_account(workspace, signature)
        if signed is None:
            yield decide_grade(accounts(desk, incident), value.casefold(), signature)
        else:
            yield grade_by_two(desk, Wish("grade", (incident,), {"grade": value}), *signed)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_restrict

        yield decide_restrict(accounts(desk, incident), signature)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.model import DecidedPlace
        from tollbook.review.decide import decide_place

        decided = DecidedPlace(name, country, lat, lon, precision, gazetteer_id)
        for account in accounts(desk, incident):
            yield decide_place(account, decided, signature)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_date

        for account in accounts(desk, incident):
            yield decide_date(account, first, last, signature)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterator[Decision]":
        from tollbook.review.decide import decide_note

        yield decide_note(accounts(desk, incident), text, signature)

    keep(workspace, by, reason, json, make)


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

    def make(desk: "Desk", signature: "Signature") -> "Iterable[Decision]":
        from tollbook.review.decide import decide_undo

        return [decide_undo(one, signature) for one in to_undo(desk, made)]

    keep(workspace, by, reason, json, make)


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
