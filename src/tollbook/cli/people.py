"""`tollbook people`: who signs in to the review pages, and what they may do."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tollbook.cli.options import DEFAULT_WORKSPACE, By, Json, Workspace, who

if TYPE_CHECKING:
    from tollbook.run.people import By as Hand
    from tollbook.run.people import Staff

people = typer.Typer(
    help="Say who signs in to the review pages, and what they may do. Without anyone, the pages are for the one who "
    "serves them, on this machine alone.",
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that their decisions are signed with.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, coder, reviewer or admin.")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input, one line, instead of asking.")
]
Victims = Annotated[bool | None, typer.Option("--victims/--no-victims", help="Whether they see the names of victims.")]


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(people, name="people", short_help="Say who signs in and what they may do.")


@people.command("add", short_help="Let one more person in.")
def add(
    name: Name,
    role: Role,
    victims: Victims = None,
    password_stdin: FromInput = False,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Let one more person in; the password is asked for. The first is an admin, and from then on everyone signs in.

    A reader looks and exports; a coder adds claims and reports and proposes gradings; a reviewer decides; an admin
    withdraws reports and says who works here. A grading then needs two people.

    \b
    Examples:
      tollbook people add "Amina Diallo" --role admin
      pass show tollbook/rui | tollbook people add Rui --role reviewer --victims --password-stdin
    """
    from tollbook.cli.screen import say
    from tollbook.run.people_acts import add_person

    password = _password(password_stdin)
    with _staff(workspace, by) as (staff, hand):
        first = not staff.accounts_are_on
        person = add_person(staff, hand, name, role, password, bool(victims))
    print(f"{person.name}  {person.role}")
    if first:
        say("From now on everyone signs in. To let other machines in: tollbook serve --host 0.0.0.0 --name NAME")


@people.command("list", short_help="List who works or worked here.")
def list_people(workspace: Workspace = DEFAULT_WORKSPACE, json: Json = False) -> None:
    """List who works or worked here: role, whether they are let in, and whether they see victims' names.

    \b
    Examples:
      tollbook people list
    """
    from tollbook.cli.screen import print_json, say
    from tollbook.store.people import persons

    with _staff(workspace, None) as (staff, _):
        everyone = persons(staff.people)
    if json:
        told = [
            {
                "name": p.name,
                "role": p.role,
                "active": p.active,
                "victims": p.may_see_victims,
                "since": p.made.isoformat(),
            }
            for p in everyone
        ]
        print_json({"people": told})
        return
    for p in everyone:
        more = ", ".join(
            x for x in ("" if p.active else "let go", "sees victims' names" if p.may_see_victims else "") if x
        )
        print(f"{p.name}  {p.role}{f'  ({more})' if more else ''}")
    if not everyone:
        say("Nobody signs in here. Make the first account: tollbook people add NAME --role admin")


@people.command("role", short_help="Give a person another role.")
def role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help="reader, coder, reviewer or admin.")],
    victims: Victims = None,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Give a person another role; they have to sign in anew, and their API tokens end.

    \b
    Examples:
      tollbook people role Rui admin
      tollbook people role Rui reviewer --no-victims
    """
    from tollbook.run.people import known_person
    from tollbook.run.people_acts import allow_victims, change_role

    with _staff(workspace, by) as (staff, hand):
        if known_person(staff, name).role != role:
            change_role(staff, hand, name, role)
        if victims is not None:
            allow_victims(staff, hand, name, victims)
        person = known_person(staff, name)
    print(f"{person.name}  {person.role}")


@people.command("password", short_help="Give a person another password.")
def password(
    name: Name, password_stdin: FromInput = False, by: By = None, workspace: Workspace = DEFAULT_WORKSPACE
) -> None:
    """Give a person another password; all their sessions and API tokens end.

    \b
    Examples:
      tollbook people password "Amina Diallo"
    """
    from tollbook.run.people import known_person
    from tollbook.run.people_acts import set_password

    with _staff(workspace, by) as (staff, hand):
        person = known_person(staff, name)
        set_password(staff, hand, person.name, _password(password_stdin))
    print(f"{person.name} has another password.")


@people.command("deactivate", short_help="Let a person in no longer, or again.")
def deactivate(
    name: Name,
    undo: Annotated[bool, typer.Option("--undo", help="Let them in again.")] = False,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Let a person in no longer; what they decided stays signed with their name.

    \b
    Examples:
      tollbook people deactivate Rui
      tollbook people deactivate Rui --undo
    """
    from tollbook.run.people import known_person
    from tollbook.run.people_acts import let_go, let_in_again

    with _staff(workspace, by) as (staff, hand):
        person = known_person(staff, name)
        (let_in_again if undo else let_go)(staff, hand, person.name)
    print(f"{person.name} {'may sign in again' if undo else 'is let in no longer'}.")


@people.command("token", short_help="Make an API token for a person.")
def token(
    name: Name,
    label: Annotated[str, typer.Option("--for", metavar="TEXT", help="What it is for.")],
    role: Annotated[str | None, typer.Option("--role", metavar="ROLE", help="A lower role than the person's.")] = None,
    days: Annotated[int, typer.Option(metavar="N", help="For how many days it holds.")] = 90,
    by: By = None,
    workspace: Workspace = DEFAULT_WORKSPACE,
) -> None:
    """Make an API token, and print it this once. A program brings it as `Authorization: Bearer …`.

    \b
    Examples:
      tollbook people token Rui --for "nightly export" --role reader --days 30
    """
    from tollbook.cli.screen import say
    from tollbook.run.people_acts import make_token

    with _staff(workspace, by) as (staff, hand):
        print(make_token(staff, hand, name, label, role, days))
    say("Keep it now: it is stored nowhere and is not shown again.")


@contextmanager
def _staff(workspace: Path, by: str | None) -> "Iterator[tuple[Staff, Hand]]":
    """Open the people of a workspace that is there, and say who does what follows."""
    from tollbook.run.desk import open_desk
    from tollbook.run.people import By, now, open_staff

    with open_desk(workspace), closing(open_staff(workspace)) as staff:
        yield staff, By(who(by), now(), "on the command line")


def _password(from_input: bool) -> str:
    import sys

    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise typer.BadParameter("there is no terminal to ask for the password; give --password-stdin")
    return str(typer.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True, err=True))
