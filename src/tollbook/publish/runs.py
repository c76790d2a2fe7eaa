"""A text cut into what can be shown as it is, and signs for what could steer a screen, cannot be seen, or floods it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tollbook.publish.floods import flood_pattern, is_mark
from tollbook.publish.wording import UNSAFE, safe


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text, from code point `start` on, and what is shown for it: itself, or a sign with its name."""

    start: int
    length: int
    shown: str
    name: str = ""

    @property
    def is_sign(self) -> bool:
        """Tell whether a sign stands for the characters of the text."""
        return bool(self.name)


def runs_of(text: str, start: int = 0) -> Iterator[Run]:
    """Cut a text whose first character is number `start`; the lengths of all runs add up to its own."""
    at = 0
    for found in _special().finditer(text):
        if found.start() > at:
            yield Run(start + at, found.start() - at, text[at : found.start()])
        yield _sign(start + found.start(), found.group())
        at = found.end()
    if at < len(text):
        yield Run(start + at, len(text) - at, text[at:])


def _sign(start: int, found: str) -> Run:
    length = len(found)
    if found == "\r\n":
        return Run(start, length, "\n", "line end")
    if is_mark(found[0]):
        return Run(start, length, f"+{length:,} marks", "more marks on one letter than any script has")
    name = unicodedata.name(found[0], "control character").lower()
    return Run(start, length, safe(found[0]) + (f"×{length:,}" if length > 1 else ""), name)


@cache
def _special() -> re.Pattern[str]:
    """What is no plain text: line ends of two characters, a stretch of one unsafe sign, marks beyond any script's."""
    return re.compile(f"\r\n|({UNSAFE.pattern})\\1*|{flood_pattern()}")
