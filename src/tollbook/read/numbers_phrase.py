"""One or several: what a noun phrase without a number says by its determiner, verb and noun."""

from collections.abc import Sequence

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.phrases import plain
from tollbook.model import Count

MANY = Count(2, None, "vague")
ONE = Count(1, 1, "exact")
# Endings of plurals that are written with a capital: Kenyans, Maoists, Houthis.
_PEOPLES = ("ans", "ists", "ites", "this", "nis", "lis", "sis", "kis", "ders", "ers", "ees", "ors", "ens")


def count_phrase(spelled: Sequence[str], lexicon: Lexicon, listed: bool = False) -> Count | None:
    """Tell one from several; `listed`: another member follows or went before, so that the verb is not its own."""
    spelled = _opened(spelled, lexicon)
    words = [plain(w) for w in spelled]
    if not words:
        return None
    people = lexicon.people
    numbered = _numbered(words, lexicon)
    if numbered:
        return numbered
    if words[0] in people.pronouns or words[0] in people.one and not set(words[1:2]) & people.collective:
        return ONE
    if _weak(words, lexicon):
        return MANY
    return _by_verb(words, listed, lexicon) or _by_noun(spelled, words, lexicon)


def _numbered(words: Sequence[str], lexicon: Lexicon) -> Count | None:
    """"A couple", "twin boys": words that name a fixed number of people."""
    for i in range(min(3, len(words))):
        for phrase in (" ".join(words[i : i + 2]), words[i]):
            n = lexicon.numbered_people.get(phrase)
            if n:
                return Count(n, n, "exact")
    return None


def _by_verb(words: Sequence[str], listed: bool, lexicon: Lexicon) -> Count | None:
    """"My cousin is", "the killed are": the verb that follows the noun tells its number."""
    people = lexicon.people
    for i, word in enumerate(words[1:], 1):
        if word in people.verbs_one:
            return MANY if words[i - 1] in people.collective else ONE
        if word in people.verbs_many:
            return None if listed else MANY
        if word in people.stops:
            return None
    return None


def _by_noun(spelled: Sequence[str], words: Sequence[str], lexicon: Lexicon) -> Count:
    people = lexicon.people
    for i, word in enumerate(words):
        if word in people.collective and not (i + 1 < len(words) and words[i + 1] not in people.stops):
            return MANY
        if i and word in people.stops:
            break
        if _says_several(spelled, words, i, lexicon):
            return MANY
    return ONE


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Tell whether an English noun is several: by the table, else by its ending."""
    people = lexicon.people
    if word in people.singular:
        return False
    return word in people.plural or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")))


def _says_several(spelled: Sequence[str], words: Sequence[str], i: int, lexicon: Lexicon) -> bool:
    word, people = words[i], lexicon.people
    if word in people.plural_as_noun:
        before_ok = i == 0 or words[i - 1] in people.determiners or words[i - 1] in people.plural_as_noun
        return before_ok and not _noun_follows(words, i, lexicon)
    if spelled[i][0].isupper() and word not in people.plural and not lexicon.statuses.get(word):
        named = i + 1 < len(words) and spelled[i + 1][0].isupper() or i > 0 and spelled[i - 1][0].isupper()
        if (named or i > 0) and not word.endswith(_PEOPLES):
            return False
    return is_plural(word, lexicon)


def _noun_follows(words: Sequence[str], i: int, lexicon: Lexicon) -> bool:
    """"The dead man": a singular noun after the word says that it tells how, not how many."""
    if i + 1 >= len(words):
        return False
    people, following = lexicon.people, words[i + 1]
    return not (following in people.stops or following in people.verbs_many or is_plural(following, lexicon))


def _weak(words: Sequence[str], lexicon: Lexicon) -> bool:
    weak = lexicon.numbers.weak
    return any(" ".join(words[:n]) in weak for n in (1, 2, 3, 4))


def _opened(spelled: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """Leave out what stands before the people: "the death of", "among the dead is", "killed", "they have killed"."""
    people = lexicon.people
    words = [plain(w) for w in spelled]
    for i in range(min(5, len(words) - 2), -1, -1):
        if words[i] in people.harm_of and words[i + 1] == "of":
            return _opened(spelled[i + 2 :], lexicon)
    if len(words) < 2:
        return spelled
    told = words[0] in people.openers or any(w in people.plural_as_noun for w in words[:4])
    listed_at = next((i for i, w in enumerate(words[:6]) if w in people.verbs_many or w == "as"), 0)
    if listed_at and words[listed_at + 1 : listed_at + 2] and (
        words[listed_at + 1] in {"a", "an"} or words[listed_at + 1] in people.possessives or (words[listed_at] == "as" and told)
    ):
        return spelled[listed_at + 1 :]
    if words[0] in people.openers:
        is_at = next((i for i, w in enumerate(words[:6]) if w in people.verbs_one), None)
        return spelled[is_at + 1 :] if is_at else _opened(spelled[1:], lexicon)
    subject = 1 if words[0] in people.plural or words[0] in people.pronouns else 0
    at = subject
    while at < len(words) and words[at] in people.auxiliaries:
        at += 1
    if at < len(words) - 1 and words[at] in people.harm_verbs:
        starts = subject == 0 or words[at + 1] in people.determiners or words[at + 1] in people.pronouns
        return spelled[at + 1 :] if starts and words[at + 1] not in people.stops else spelled
    return spelled
