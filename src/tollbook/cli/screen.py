"""The screen: text of others shown as harmless data, people on stderr, one JSON document on stdout."""

import json
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

from tollbook.publish.wording import UNSAFE, safe

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
PIPED_LIST = 400  # wide enough for a line an incident, as other programs want it


def stdout(piped_width: int = PIPED_WIDTH) -> "Console":
    """Open the screen for what was asked for; it reads as well in a file, without colour and at 80 columns."""
    return _console(sys.stdout, piped_width)


def stderr() -> "Console":
    """Open the screen for everything that is not the answer: progress, warnings, what to do next."""
    return _console(sys.stderr, PIPED_WIDTH)


def say(*lines: str) -> None:
    """Tell the person something that is not the answer."""
    for line in lines:
        print(safe(line), file=sys.stderr)


def print_json(value: Any) -> None:
    """Print one JSON document; signs that could steer a terminal are written as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    sys.stdout.write(UNSAFE.sub(lambda m: _escape(m.group()), text) + "\n")


def has_colour(console: "Console") -> bool:
    """Tell whether colour will be seen; where not, marks in the text take its place."""
    return console.color_system is not None and not console.no_color


def _console(stream: TextIO, piped_width: int) -> "Console":
    from rich.console import Console

    width = None if stream.isatty() else int(os.environ.get("COLUMNS") or piped_width)
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1]
