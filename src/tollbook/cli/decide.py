"""`tollbook decide`: what people decide; appended, never overwritten."""

import typer

decisions = typer.Typer(help="Decide on claims, incidents and copies; every decision is kept.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(decisions, name="decide")


@decisions.command("undo")
def undo() -> None:
    """Take a decision back."""
