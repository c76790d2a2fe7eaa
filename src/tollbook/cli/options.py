"""Options that several verbs share, so that each means the same everywhere."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_WORKSPACE = Path("tollbook-data")


def as_day(text: str) -> date:
    """Read a day as YYYY-MM-DD; anything else stops with words that say so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as YYYY-MM-DD") from None


Workspace = Annotated[
    Path,
    typer.Option(
        "--workspace", "-w", envvar="TOLLBOOK_WORKSPACE", metavar="DIR", help="Folder that holds the reports.",
        show_default=True,
    ),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document (docs/json) and nothing else.")]
AsKnown = Annotated[
    date | None,
    typer.Option("--as-known", parser=as_day, metavar="DATE", help="Only what was published by this day (YYYY-MM-DD)."),
]
By = Annotated[
    str | None,
    typer.Option("--by", envvar="TOLLBOOK_BY", metavar="NAME", help="Who decides; the login name if not given."),
]
Reason = Annotated[str, typer.Option("--reason", "-r", metavar="TEXT", help="Why; kept with the decision.")]


def who(by: str | None) -> str:
    """Give the name that a decision is kept under."""
    import getpass

    try:
        return by.strip() if by and by.strip() else getpass.getuser()
    except (KeyError, OSError):
        raise typer.BadParameter("no login name is known here; say who decides with --by NAME") from None
