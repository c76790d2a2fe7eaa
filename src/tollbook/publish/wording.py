"""Wording that every door shares: text of others made harmless, numbers of things, lists in a sentence."""

import re
from collections.abc import Iterable

from tollbook.publish.floods import without_floods

SHORT_ID = 10  # a letter, a hyphen, eight digits: an ambiguous one is asked about
# C0 but tab and line feed, DEL, C1, and the marks that reorder text or cannot be seen (Unicode TR36); the joiners
# U+200C and U+200D stay: Persian and Indic words need them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def safe(text: str) -> str:
    """Show what could steer a screen, reorder words or flood it as a sign: a report cannot fake its own reading."""
    return without_floods(UNSAFE.sub(lambda m: _sign(m.group()), text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    """Make words safe and put them on one line."""
    return " ".join(safe(text).split())


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


def _sign(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
