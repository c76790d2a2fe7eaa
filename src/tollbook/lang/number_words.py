"""The number words of a language, as the grammar of `read.numbers` uses them (codebook part 3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tollbook.lang.phrases import PhraseTable, plain
from tollbook.lang.tables import numbers_by_word, require_known, words_under

Bound = Literal["at_least", "more_than", "at_most", "fewer_than", "about", "no_bound"]
BOUNDS: tuple[Bound, ...] = ("at_least", "more_than", "at_most", "fewer_than", "about", "no_bound")

# Keys of numbers.yml that are plain lists of words, of which the grammar makes patterns.
_LISTS = """
weak nobody none_of pairs body_parts most all_but except no_one_but of_them range_joints between joints part_joints
whole_joints fillers labels_before labels_after year_joints age_words age_limits year_words age_about toll_of
possessives share_of_hundred unharmed number_joint articles one_article definite every of one_in nots killed_last single
age_joints age_of age_was age_ends age_list_ends year_after_age old ordinal_endings person_endings than
deaths_after_label bare_counts
""".split()


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Number words, vague words with their floors, bounds, shares, and words that make a number no count of people.

    `alternatives` gives, for each list of plain words in numbers.yml, the body of a pattern that finds any of them.
    """

    units: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    collectives: Mapping[str, int]
    ordinals: Mapping[str, int]
    shares: Mapping[str, tuple[int, int]]
    vague: PhraseTable[int]
    weak: frozenset[str]
    bounds_before: PhraseTable[Bound]
    bounds_after: PhraseTable[Bound]
    alternatives: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Words that tell one person from several where no number is given."""

    plural: frozenset[str]
    plural_as_noun: frozenset[str]
    singular: frozenset[str]
    collective: frozenset[str]
    groups_of: frozenset[str]
    one: frozenset[str]
    pronouns: frozenset[str]
    determiners: frozenset[str]
    stops: frozenset[str]
    verbs_one: frozenset[str]
    verbs_many: frozenset[str]
    harm_of: frozenset[str]
    openers: frozenset[str]
    possessives: frozenset[str]
    auxiliaries: frozenset[str]
    harm_verbs: frozenset[str]
    plural_endings: frozenset[str]
    singular_endings: frozenset[str]
    people_endings: frozenset[str]
    of: frozenset[str]
    as_words: frozenset[str]
    indefinite: frozenset[str]
    loose_joints: frozenset[str]
    whose: frozenset[str]


def load_number_words(table: Mapping[str, Any], where: str) -> NumberWords:
    """Build the number words of one table."""
    vague: dict[str, int] = {}
    for floor in table["vague"]:
        vague.update((word, int(floor)) for word in words_under(table["vague"], floor, f"{where} vague"))
    vague.update(numbers_by_word(table, "handful", where))
    lists = {key: words_under(table, key, where) for key in _LISTS}
    for key in ("one", "several"):
        lists[f"unit_{key}"] = words_under(table["other_units"], key, f"{where} other_units")
    return NumberWords(
        units=numbers_by_word(table, "units", where),
        tens=numbers_by_word(table, "tens", where),
        scales=numbers_by_word(table, "scales", where),
        collectives=numbers_by_word(table, "collectives", where),
        ordinals=numbers_by_word(table, "ordinals", where),
        shares={word: (int(a), int(b)) for word, (a, b) in table["shares"].items()},
        vague=PhraseTable.of(vague),
        weak=_word_set(table, "weak", where),
        bounds_before=_bounds(table, "bounds_before", where),
        bounds_after=_bounds(table, "bounds_after", where),
        alternatives={key: alternatives(words) for key, words in lists.items()},
    )


def load_people_words(table: Mapping[str, Any], where: str) -> PeopleWords:
    """Build the words of one and of several."""
    return PeopleWords(**{key: _word_set(table, key, where) for key in PeopleWords.__slots__})


def alternatives(words: tuple[str, ...]) -> str:
    """Give the body of a pattern that finds any of the words, the longest first."""
    made_plain = sorted({plain(w) for w in words}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in made_plain) + ")"


def _word_set(table: Mapping[str, Any], key: str, where: str) -> frozenset[str]:
    return frozenset(plain(w) for w in words_under(table, key, where))


def _bounds(table: Mapping[str, Any], key: str, where: str) -> PhraseTable[Bound]:
    found: dict[str, Bound] = {}
    for bound in table[key]:
        require_known(bound, BOUNDS, f"{where} {key}")
        found.update((word, bound) for word in words_under(table[key], bound, f"{where} {key}"))
    return PhraseTable.of(found)
