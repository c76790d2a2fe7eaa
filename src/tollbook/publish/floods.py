"""Marks piled on one letter beyond what any script needs: they would be painted over the lines around it."""

import re
import unicodedata
from functools import cache

# Scripts need up to four marks on a letter (Vietnamese, vocalised Hebrew and Arabic, Tibetan).
MOST_MARKS = 6
# Where marks are: the two first planes, and the selectors of variants. Looking through all of Unicode takes 190 ms.
_PLANES = ((0x300, 0x20000), (0xE0100, 0xE01F0))


def is_mark(character: str) -> bool:
    """Tell whether a character is put over, under or around the one before it."""
    return unicodedata.category(character) in ("Mn", "Me")


@cache
def flood_pattern() -> str:
    """Give the pattern of the marks that are too many: all but the first six on a letter."""
    marks = f"[{_ranges()}]"
    return f"(?<={marks}{{{MOST_MARKS}}}){marks}+"


def without_floods(text: str) -> str:
    """Show how many marks were too many in their place; a text without floods stays as it is."""
    return text if text.isascii() else _flood().sub(lambda m: f"<+{len(m.group()):,} marks>", text)


@cache
def _flood() -> re.Pattern[str]:
    return re.compile(flood_pattern())


def _ranges() -> str:
    """Every mark, as ranges of a character class."""
    codes = [c for first, last in _PLANES for c in range(first, last) if is_mark(chr(c))]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges)
