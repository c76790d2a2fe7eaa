"""Words that judging must know: whether a target is civilian or of fighters, and "nearly" before a number."""

from functools import cache
from typing import Literal

from tollbook.lang import load
from tollbook.lang.phrases import PhraseTable
from tollbook.lang.tables import read_table, words_under

Aim = Literal["civilian", "fighters"]

_FIGHTING = ("combatant", "security_forces")


def aim_of(words: str, language: str = "en") -> Aim | None:
    """Tell which of the two the words name, by their last word that a table knows (English puts the head there)."""
    lexicon = load(language)
    found: list[tuple[int, int, Aim]] = []
    for status in lexicon.statuses.find_all(words):
        if status.meaning in _FIGHTING:
            found.append((status.end, status.start, "fighters"))
        elif status.meaning == "civilian":
            found.append((status.end, status.start, "civilian"))
    for object_type in lexicon.objects.find_all(words):
        found.append((object_type.end, object_type.start, "civilian"))
    for military in _table(language, "military_objects").find_all(words):
        found.append((military.end, -1, "fighters"))
    # Of words that end at one place ("camp", "training camp") the military one is longer by its table.
    return max(found, key=lambda f: (f[0], -f[1]))[2] if found else None


def says_just_under(words: str, language: str = "en") -> bool:
    """Tell whether words say that a number is a little less than the one they name ("nearly 20")."""
    return next(_table(language, "just_under").find_all(words), None) is not None


@cache
def _table(language: str, key: str) -> PhraseTable[str]:
    words = words_under(read_table(language, "judging"), key, f"{language}/judging.yml")
    return PhraseTable.of(dict.fromkeys(words, key))
