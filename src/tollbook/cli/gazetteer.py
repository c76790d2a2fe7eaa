"""`tollbook gazetteer add`: more places beside the shipped ones."""

from pathlib import Path
from typing import Annotated

import typer

from tollbook.cli.options import DEFAULT_WORKSPACE, Json, Workspace

gazetteers = typer.Typer(help="Places to resolve names with, beside the shipped gazetteer.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(gazetteers, name="gazetteer", short_help="Add places beside the shipped gazetteer.")


@gazetteers.callback()
def _group() -> None:
    """Load places beside the shipped gazetteer."""


@gazetteers.command("add", short_help="Load a gazetteer file into the workspace.")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which kind of file: geonames or whosonfirst.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The table, unpacked.")],
    workspace: Workspace = DEFAULT_WORKSPACE,
    json: Json = False,
) -> None:
    """Load a gazetteer file into the workspace; places are resolved with it from now on.

    \b
    Examples:
      tollbook gazetteer add geonames ML.txt
    """
    from tollbook.cli.screen import print_json, say
    from tollbook.publish.wording import count_of
    from tollbook.run.desk import open_desk
    from tollbook.store.gazetteer import add_gazetteer

    with open_desk(workspace, create=True):
        count, issues = add_gazetteer(workspace, name, file)
    for issue in issues:
        say(f"{issue.subject}: {issue.detail}")
    if json:
        print_json({"name": name, "file": str(file), "places": count, "left_out": len(issues)})
    else:
        print(f"{count_of(count, 'place')} of {file} added; {count_of(len(issues), 'row')} left out.")
