"""Taking apart the words for a place: "Sheikh Radwan neighborhood in Gaza City" is a quarter, then its city."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tollbook.lang.tables import read_table, words_under

# What the words themselves say a place is: nothing, a settlement, a unit, a quarter or building within a settlement.
Hint = Literal["any", "settlement", "admin2", "admin1", "quarter", "facility"]
_HINTS: tuple[Hint, ...] = ("settlement", "admin2", "admin1", "quarter", "facility")

_CUT = re.compile(
    r"\s*(?:,|\(|\)|;|[–—]| - )\s*|"
    r"\s+(?:in|of|near|at|on|from|outside|around|along|inside|within|off|between|and|by|for)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlaceTables:
    """The words about places of one language."""

    hints: dict[str, Hint]
    directions: frozenset[str]
    near: re.Pattern[str]
    before: frozenset[str]
    not_places: frozenset[str]
    given_names: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlacePart:
    """One name out of the words for a place: where it stands in them, what they say it is, the forms to look up."""

    start: int
    end: int
    name: str
    forms: tuple[str, ...]
    hint: Hint
    part_of_it: bool  # "northern …", "the east of …": somewhere within what is named


@cache
def place_tables(language: str = "en") -> PlaceTables:
    """Read the words about places of a language, once."""
    table, where = read_table(language, "places"), f"{language}/places.yml"
    hints: dict[str, Hint] = {}
    for hint in _HINTS:
        for word in words_under(table, hint, where):
            hints.setdefault(word, hint)
    near = "|".join(sorted(map(re.escape, words_under(table, "near", where)), key=len, reverse=True))
    return PlaceTables(
        hints,
        frozenset(words_under(table, "directions", where)),
        re.compile(rf"(?:^|\s)(?:{near})\s+(?:the\s+)?(?:(?:city|town|village|camp)\s+(?:of\s+)?)?$", re.IGNORECASE),
        frozenset(words_under(table, "before", where)),
        frozenset(words_under(table, "not_places", where)),
        frozenset(words_under(table, "given_names", where)),
    )


def parts_of(words: str, language: str = "en") -> tuple[PlacePart, ...]:
    """Cut the words for a place into its names, the innermost first, each with its forms to look up."""
    tables = place_tables(language)
    parts = [part for start, end in _pieces(words) if (part := _part(words, start, end, tables))]
    return tuple(parts)


def _pieces(words: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _CUT.finditer(words):
        yield start, cut.start()
        start = cut.end()
    yield start, len(words)


def _part(words: str, start: int, end: int, tables: PlaceTables) -> PlacePart | None:
    piece = words[start:end]
    tokens = list(re.finditer(r"[^\s]+", piece))
    while tokens and (tokens[0].group().casefold().strip("'’") in tables.directions or _is_small(tokens[0], tables)):
        tokens = tokens[1:]
    if not tokens:
        return None
    first, last = tokens[0].start(), tokens[-1].end()
    name = piece[first:last]
    directed = piece[:first].casefold().split()
    hint, bare = _hinted(name, tables)
    if not re.search(r"[^\W\d_]", bare) or (bare == bare.lower() and bare.isascii()):
        return None
    part_of_it = any(d in tables.directions and d != "the" for d in directed)
    forms = tuple(dict.fromkeys(f for f in (name, bare, piece.strip()) if f))
    return PlacePart(start + first, start + last, name, forms, hint, part_of_it)


def _is_small(token: re.Match[str], tables: PlaceTables) -> bool:
    """Tell whether a word before the name only says what it is: "village", "the city" (of)."""
    word = token.group()
    return word == word.lower() and word.casefold() in tables.hints


def _hinted(name: str, tables: PlaceTables) -> tuple[Hint, str]:
    """Give what the last words of a name say it is, and the name without them; a lower-case tail is dropped as well."""
    tokens = name.split()
    for n in (2, 1):
        tail = " ".join(tokens[-n:]).casefold()
        if len(tokens) > n and tail in tables.hints:
            return tables.hints[tail], " ".join(tokens[:-n])
    lowered = [t for t in tokens if t.casefold() in tables.hints and tables.hints[t.casefold()] == "facility"]
    return ("facility" if lowered and len(tokens) > 1 else "any"), name
