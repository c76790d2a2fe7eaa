"""The command line: `tollbook VERB`; each verb's own module holds what it does, heavy parts load when used."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from tollbook import __version__
from tollbook.cli import decide, demo, evaluate, export, extract, find, gazetteer, keep, people, read, serve, show
from tollbook.errors import TollbookError

OK, SOME, NOTHING = 0, 1, 2

app = typer.Typer(
    name="tollbook",
    help="Reads reports of armed conflict and keeps who said how many were killed, in which words, and who gives "
    "another account.",
    epilog="Begin with: tollbook demo. Exit codes: 0 done, 1 partly (some inputs refused, some checks failed), "
    "2 nothing could be done.",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"tollbook {__version__}")
        raise typer.Exit()


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that stand before a verb."""


for verb in (read, show, serve, people, find, decide, extract, evaluate, export, keep, gazetteer, demo):
    verb.register(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; what goes wrong is said in words, on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=None if arguments is None else list(arguments), prog_name="tollbook")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else OK
    except TollbookError as error:
        _say_error(str(error))
        return NOTHING
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): nothing is wrong, and nothing more can be said to it.
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        return OK
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        _say_error(f"{where}{error.strerror or error}")
        return NOTHING
    except Exception:
        import traceback

        traceback.print_exc()
        _say_error("This is a fault of Tollbook, not of your reports; what was kept before is safe. Please report it")
        return NOTHING
    return OK


def _say_error(message: str) -> None:
    from tollbook.publish.wording import safe

    text = safe(message).strip()
    ends = "" if text.endswith((".", "?", "!", "…")) else "."
    print(f"tollbook: {text}{ends}", file=sys.stderr)


def main() -> None:
    """Run the command of this process and leave with its exit code."""
    sys.exit(run())
