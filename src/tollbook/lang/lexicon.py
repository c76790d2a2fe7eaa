"""The Lexicon: every table of one language, frozen, each code checked against the codebook when it is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, cast

from tollbook.errors import CodeError
from tollbook.lang.furniture import Furniture
from tollbook.lang.number_words import NumberWords, PeopleWords, load_number_words, load_people_words
from tollbook.lang.phrases import PhraseTable, plain
from tollbook.lang.tables import numbers_by_word, read_table, require_known, words_by_code, words_under
from tollbook.model.codes import (
    CLAIMANT_KINDS,
    EFFECTS,
    GROUPS,
    MEANS,
    STATUSES,
    ClaimantKind,
    Effect,
    Group,
    Means,
    Status,
)

CueKind = Literal["says", "blames", "admits", "denies"]
Hedge = Literal["reported", "possible", "provisional"]
HarmWord = Effect | Literal["maybe"]
DayPart = Literal["morning", "noon", "afternoon", "evening", "night"]

# Protected objects of International Humanitarian Law: a tag, never a legal finding.
OBJECT_TYPES = (
    "hospital_medical",
    "ambulance",
    "medical_personnel",
    "school",
    "worship_culture",
    "food_crops_water",
    "dams_nuclear",
    "environment",
    "civil_defence",
    "humanitarian_relief",
    "journalists",
    "un_peacekeepers",
    "displaced_safe",
    "market",
    "home",
    "energy",
    "transport",
    "cemetery",
)
_CUES: tuple[CueKind, ...] = ("says", "blames", "admits", "denies")
_HEDGES: tuple[Hedge, ...] = ("reported", "possible", "provisional")
_DAY_PARTS: tuple[DayPart, ...] = ("morning", "noon", "afternoon", "evening", "night")


@dataclass(frozen=True, slots=True)
class GroupWord:
    """The group that a word names, and the status that the word alone gives."""

    group: Group
    status: Status


@dataclass(frozen=True, slots=True)
class KinWord:
    """A word of kinship: the group of such a person, and whether the word is one person or several."""

    group: Group
    several: bool


@dataclass(frozen=True, slots=True)
class GateWords:
    """Single words of harm: any one of `sure` opens the gate, and so do two of `loose`."""

    sure: frozenset[str]
    loose: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All tables of one language; nothing in it changes after loading, and what is compiled of it may be kept."""

    language: str
    numbers: NumberWords
    people: PeopleWords
    harm: PhraseTable[HarmWord]
    gate: GateWords
    groups: PhraseTable[GroupWord]
    statuses: PhraseTable[Status]
    kin: PhraseTable[KinWord]
    numbered_people: Mapping[str, int]
    claimants: PhraseTable[ClaimantKind]
    cues: PhraseTable[CueKind]
    hedges: PhraseTable[Hedge]
    means_words: PhraseTable[Means]
    objects: PhraseTable[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    day_parts: Mapping[str, DayPart]
    furniture: Furniture

    def claimant_kind(self, words: str) -> ClaimantKind:
        """Give the kind of claimant that a name or title says; `unknown` where its words say none."""
        found = self.claimants.find_best(words)
        return found.meaning if found else "unknown"

    def object_type(self, words: str) -> str | None:
        """Give the kind of protected object that a table assigns to these words, or None."""
        found = self.objects.find_best(words)
        return found.meaning if found else None

    def means(self, words: str) -> Means:
        """Give the means of attack that these words say; `unknown` where they say none."""
        found = self.means_words.find_best(words)
        return found.meaning if found else "unknown"


def build_lexicon(language: str) -> Lexicon:
    """Read and check every table of a language; an unknown code stops, naming file and key."""
    t = {name: read_table(language, name) for name in _TABLES}
    at = {name: f"{language}/{name}.yml" for name in _TABLES}
    calendar = _calendar(t["calendar"], at["calendar"])
    return Lexicon(
        language=language,
        numbers=load_number_words(t["numbers"], at["numbers"]),
        people=load_people_words(t["people"], at["people"]),
        harm=cast("PhraseTable[HarmWord]", _coded(_without(t["harm"], "loose"), (*EFFECTS, "maybe"), at["harm"])),
        gate=_gate(t["harm"], at["harm"]),
        groups=_groups(t["groups"], at["groups"]),
        statuses=cast("PhraseTable[Status]", _coded(t["status"], STATUSES, at["status"])),
        kin=_kin(t["kin"], at["kin"]),
        numbered_people=MappingProxyType(numbers_by_word(t["kin"], "numbered", at["kin"])),
        claimants=cast("PhraseTable[ClaimantKind]", _coded(t["claimants"], CLAIMANT_KINDS, at["claimants"])),
        cues=cast("PhraseTable[CueKind]", _coded(t["cues"], _CUES, at["cues"])),
        hedges=cast("PhraseTable[Hedge]", _coded(t["hedges"], _HEDGES, at["hedges"])),
        means_words=cast("PhraseTable[Means]", _coded(t["means"], MEANS, at["means"])),
        objects=_coded(t["objects"], OBJECT_TYPES, at["objects"]),
        months=cast("Mapping[str, int]", calendar["months"]),
        weekdays=cast("Mapping[str, int]", calendar["weekdays"]),
        day_parts=cast("Mapping[str, DayPart]", calendar["day_parts"]),
        furniture=_furniture(t["furniture"], at["furniture"]),
    )


_TABLES = (
    "numbers",
    "people",
    "harm",
    "groups",
    "status",
    "kin",
    "claimants",
    "cues",
    "hedges",
    "means",
    "objects",
    "calendar",
    "furniture",
)


def _coded(table: Mapping[str, Any], known: tuple[str, ...], where: str) -> PhraseTable[str]:
    return PhraseTable.of(dict(words_by_code(table, known, where)))


def _without(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {k: v for k, v in table.items() if k != key}


def _gate(table: Mapping[str, Any], where: str) -> GateWords:
    """Take the single words: a phrase of harm ("lost her life") is held by one of its words."""
    loose = {*words_under(table, "loose", where), *(w for w in words_under(table, "maybe", where) if w.isalpha())}
    sure = {w for effect in EFFECTS for w in words_under(table, effect, where) if w.isalpha()}
    return GateWords(frozenset(sure - loose), frozenset(loose))


def _groups(table: Mapping[str, Any], where: str) -> PhraseTable[GroupWord]:
    words: dict[str, GroupWord] = {}
    for group, entry in table.items():
        require_known(group, GROUPS, where)
        require_known(entry.get("status"), STATUSES, f"{where} {group}")
        for word in words_under(entry, "words", f"{where} {group}"):
            words.setdefault(word, GroupWord(cast("Group", group), entry["status"]))
    return PhraseTable.of(words)


def _kin(table: Mapping[str, Any], where: str) -> PhraseTable[KinWord]:
    words: dict[str, KinWord] = {}
    for number in ("one", "several"):
        for word, group in words_by_code(table[number], GROUPS, f"{where} {number}"):
            words[word] = KinWord(cast("Group", group), number == "several")
    return PhraseTable.of(words)


def _calendar(table: Mapping[str, Any], where: str) -> dict[str, Mapping[str, int | str]]:
    known: dict[str, tuple[Any, ...]] = {
        "months": tuple(range(1, 13)),
        "weekdays": tuple(range(7)),
        "day_parts": _DAY_PARTS,
    }
    found: dict[str, Mapping[str, int | str]] = {}
    for part, codes in known.items():
        words: dict[str, int | str] = {}
        for code in table[part]:
            if code not in codes:
                raise CodeError(f"{where}: {part} has no {code!r}")
            words.update((plain(w), code) for w in words_under(table[part], code, f"{where} {part}"))
        found[part] = MappingProxyType(words)
    return found


def _furniture(table: Mapping[str, Any], where: str) -> Furniture:
    keys = ("beginnings", "labels", "labels_alone", "credits", "agencies")
    return Furniture.of({key: words_under(table, key, where) for key in keys})
