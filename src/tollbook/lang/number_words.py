"""The number words of a language, as the grammar of `read.numbers` uses them (codebook part 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tollbook.lang.phrases import PhraseTable, plain
from tollbook.lang.tables import numbers_by_word, require_known, words_under

Bound = Literal["at_least", "more_than", "at_most", "fewer_than", "about"]
BOUNDS: tuple[Bound, ...] = ("at_least", "more_than", "at_most", "fewer_than", "about")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Number words, vague words with their floors, bounds, shares, and words that make a number no count of people."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    collectives: Mapping[str, int]
    ordinals: Mapping[str, int]
    vague: PhraseTable[int]
    none: PhraseTable[int]
    unharmed: frozenset[str]
    pairs: PhraseTable[int]
    bounds_before: PhraseTable[Bound]
    bounds_after: PhraseTable[Bound]
    shares: Mapping[str, tuple[int, int]]
    other_units: frozenset[str]
    age_words: PhraseTable[int]
    age_limits: PhraseTable[int]
    year_words: PhraseTable[int]


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Words that tell one person from several where no number is given."""

    plural: frozenset[str]
    singular: frozenset[str]
    collective: frozenset[str]
    one: frozenset[str]
    verbs_one: frozenset[str]
    verbs_many: frozenset[str]
    harm_of: frozenset[str]
    part_words: frozenset[str]


def load_number_words(table: Mapping[str, Any], where: str) -> NumberWords:
    """Build the number words of one table."""
    vague: dict[str, int] = {}
    for floor, words in table["vague"].items():
        for word in words_under({floor: words}, floor, f"{where} vague"):
            vague[word] = int(floor)
    vague.update(numbers_by_word(table, "handful", where))
    return NumberWords(
        units=numbers_by_word(table, "units", where),
        tens=numbers_by_word(table, "tens", where),
        scales=numbers_by_word(table, "scales", where),
        collectives=numbers_by_word(table, "collectives", where),
        ordinals=numbers_by_word(table, "ordinals", where),
        vague=PhraseTable.of(vague),
        none=_marked(table, "none", where),
        unharmed=_word_set(table, "unharmed", where),
        pairs=_marked(table, "pairs", where),
        bounds_before=_bounds(table, "bounds_before", where),
        bounds_after=_bounds(table, "bounds_after", where),
        shares={word: (int(a), int(b)) for word, (a, b) in table["shares"].items()},
        other_units=_word_set(table, "units_of_other_things", where),
        age_words=_marked(table, "age_words", where),
        age_limits=_marked(table, "age_limits", where),
        year_words=_marked(table, "year_words", where),
    )


def load_people_words(table: Mapping[str, Any], where: str) -> PeopleWords:
    """Build the words of one and of several."""
    return PeopleWords(**{key: _word_set(table, key, where) for key in PeopleWords.__slots__})


def _word_set(table: Mapping[str, Any], key: str, where: str) -> frozenset[str]:
    return frozenset(plain(w) for w in words_under(table, key, where))


def _marked(table: Mapping[str, Any], key: str, where: str) -> PhraseTable[int]:
    return PhraseTable.of(dict.fromkeys(words_under(table, key, where), 1))


def _bounds(table: Mapping[str, Any], key: str, where: str) -> PhraseTable[Bound]:
    found: dict[str, Bound] = {}
    for bound in BOUNDS:
        for word in words_under(table[key], bound, f"{where} {key}") if bound in table[key] else ():
            found[word] = bound
    for bound in table[key]:
        require_known(bound, BOUNDS, f"{where} {key}")
    return PhraseTable.of(found)
