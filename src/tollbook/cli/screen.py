"""The screen: text of others shown as harmless data, people on stderr, one JSON document on stdout."""

import json
import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100
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


def stdout() -> "Console":
    """Open the screen for what was asked for; it reads as well in a file, without colour and at 80 columns."""
    return _console(stderr=False)


def stderr() -> "Console":
    """Open the screen for everything that is not the answer: progress, warnings, what to do next."""
    return _console(stderr=True)


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


def _console(stderr: bool) -> "Console":
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else int(os.environ.get("COLUMNS") or PIPED_WIDTH)
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def _escape(character: str) -> str:
    return json.dumps(character)[1:-1]
