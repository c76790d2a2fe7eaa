"""One or several: what a noun phrase without a number says by its determiner, verb and noun."""

from collections.abc import Sequence

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.phrases import plain
from tollbook.model import Count

MANY = Count(2, None, "vague")
ONE = Count(1, 1, "exact")
_HEAD = 6  # words within which the people of a phrase are named


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
    if words[0] in people.pronouns or (words[0] in people.one and not set(words[1:2]) & people.collective):
        return ONE
    if is_weak(words, lexicon):
        return MANY
    return _by_verb(words, listed, lexicon) or _by_noun(spelled, words, lexicon)


def is_weak(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a phrase begins with a weak vague word: "some", "most of", "the rest"."""
    return any(" ".join(words[:n]) in lexicon.numbers.weak for n in (1, 2, 3, 4))


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a noun is several: by the table, else by its ending."""
    people = lexicon.people
    if word in people.singular or word in people.plural:
        return word in people.plural
    return len(word) > 3 and word.endswith(tuple(people.plural_endings)) and not _ends(word, people.singular_endings)


def _ends(word: str, endings: frozenset[str]) -> bool:
    return word.endswith(tuple(endings))


def _numbered(words: Sequence[str], lexicon: Lexicon) -> Count | None:
    """Give the number that words such as "a couple" and "twin boys" name by themselves."""
    for i in range(min(3, len(words))):
        for phrase in (" ".join(words[i : i + 2]), words[i]):
            n = lexicon.numbered_people.get(phrase)
            if n:
                return Count(n, n, "exact")
    return None


def _by_verb(words: Sequence[str], listed: bool, lexicon: Lexicon) -> Count | None:
    """Take the number from the verb right after the noun: "my cousin is", "the killed are"."""
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
        ends_here = i + 1 == len(words) or words[i + 1] in people.stops
        if word in people.collective and ends_here:
            return MANY
        if i and word in people.stops:
            return ONE
        if _says_several(spelled, words, i, lexicon):
            return MANY
    return ONE


def _says_several(spelled: Sequence[str], words: Sequence[str], i: int, lexicon: Lexicon) -> bool:
    word, people = words[i], lexicon.people
    if word in people.plural_as_noun:
        before_ok = i == 0 or words[i - 1] in people.determiners or words[i - 1] in people.plural_as_noun
        return before_ok and not _noun_follows(words, i, lexicon)
    if spelled[i][0].isupper() and word not in people.plural and not lexicon.statuses.get(word):
        beside = any(w[0].isupper() for w in spelled[i + 1 : i + 2])
        if (i or beside) and not _ends(word, people.people_endings):
            return False
    return is_plural(word, lexicon)


def _noun_follows(words: Sequence[str], i: int, lexicon: Lexicon) -> bool:
    """Tell "the dead man" from "the dead": a singular noun after the word makes it say how, not how many."""
    people = lexicon.people
    return any(
        w not in people.stops and w not in people.verbs_many and not is_plural(w, lexicon) for w in words[i + 1 : i + 2]
    )


def _opened(spelled: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """Leave out what stands before the people: "the death of", "among the dead is", "killed", "they have killed"."""
    people = lexicon.people
    words = [plain(w) for w in spelled]
    for i in range(min(_HEAD, len(words) - 1) - 1, -1, -1):
        if words[i] in people.harm_of and words[i + 1] in people.of:
            return _opened(spelled[i + 2 :], lexicon)
    if len(words) < 2:
        return spelled
    named_from = _naming_from(words, lexicon)
    if named_from:
        return spelled[named_from:]
    if words[0] in people.openers:
        is_at = next((i for i, w in enumerate(words[:_HEAD]) if w in people.verbs_one), None)
        return spelled[is_at + 1 :] if is_at else _opened(spelled[1:], lexicon)
    return spelled[_after_verb(words, lexicon) :]


def _naming_from(words: Sequence[str], lexicon: Lexicon) -> int | None:
    """Find where the naming begins: "the martyrs are a mechanic …", "named the dead as …"."""
    people = lexicon.people
    told = words[0] in people.openers or any(w in people.plural_as_noun for w in words[:4])
    at = next((i for i, w in enumerate(words[:_HEAD]) if w in people.verbs_many or w in people.as_words), 0)
    if not at or at + 1 >= len(words):
        return None
    listed = words[at + 1] in people.indefinite or words[at + 1] in people.possessives
    return at + 1 if listed or (words[at] in people.as_words and told) else None


def _after_verb(words: Sequence[str], lexicon: Lexicon) -> int:
    """Find where the people begin after a verb of harm: 2 in "they killed a boy", 1 in "killed villagers", else 0."""
    people = lexicon.people
    subject = 1 if words[0] in people.plural or words[0] in people.pronouns else 0
    at = subject
    while at < len(words) and words[at] in people.auxiliaries:
        at += 1
    if at >= len(words) - 1 or words[at] not in people.harm_verbs or words[at + 1] in people.stops:
        return 0
    starts = subject == 0 or words[at + 1] in people.determiners or words[at + 1] in people.pronouns
    return at + 1 if starts else 0
