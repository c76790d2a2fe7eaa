"""The screen: text of others shown as harmless data, people on stderr, one JSON document on stdout."""

import json
import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
PIPED_LIST = 400  # wide enough for a line an incident, as other programs want it
SHORT_ID = 10  # a letter, a hyphen, eight digits: an ambiguous one is asked about
# C0 but tab and line feed, DEL, C1, and the marks that reorder text or cannot be seen (Unicode TR36); the joiners
# U+200C and U+200D stay: Persian and Indic words need them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def safe(text: str) -> str:
    """Show what could steer a terminal or reorder words as a sign, so that a report cannot fake its own reading."""
    return _UNSAFE.sub(lambda m: _sign(m.group()), text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Make words safe and put them on one line."""
    return " ".join(safe(text).split())


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
    sys.stdout.write(_UNSAFE.sub(lambda m: _escape(m.group()), text) + "\n")


def has_colour(console: "Console") -> bool:
    """Tell whether colour will be seen; where not, marks in the text take its place."""
    return console.color_system is not None and not console.no_color


def short_id(name: str) -> str:
    """Give the beginning of an id, which every verb takes in its place."""
    return name[:SHORT_ID]


def count_of(number: int, one: str, many: str | None = None) -> str:
    """Say a number of things: 1 report, 2 reports, no report."""
    if number == 0:
        return f"no {one}"
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: a, b and c."""
    given = list(words)
    if len(given) < 2:
        return "".join(given)
    return f"{', '.join(given[:-1])} {last} {given[-1]}"


def _console(stream: TextIO, piped_width: int) -> "Console":
    from rich.console import Console

    width = None if stream.isatty() else int(os.environ.get("COLUMNS") or piped_width)
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1]
