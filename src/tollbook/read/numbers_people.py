"""People told without a number: one ("a baker", "he"), several ("children"), lists ("a mother and her two sons")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Count
from tollbook.read.numbers_amounts import find_amounts
from tollbook.read.numbers_patterns import patterns_of

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+s?")
MANY = Count(2, None, "vague")
ONE = Count(1, 1, "exact")


@dataclass(frozen=True, slots=True)
class Piece:
    """One member of a list of people: its words, how many they say, and of what kind the words are."""

    words: tuple[str, ...]
    count: Count | None
    numbered: bool
    determined: bool
    named: bool
    person: bool


def count_list(
    text: str, original: str, ages: int, lexicon: Lexicon, leading: Count | None = None
) -> Count | None:
    """Count the people of a smooth phrase: one member or several, added up where they are a list.

    `leading` is the amount that the first member is known to state; `ages` is how many ages were said of them.
    """
    pieces = _pieces(text, original, lexicon)
    if not pieces:
        return leading
    first, rest = pieces[0], pieces[1:]
    if leading and first.numbered:
        first = replace(first, count=leading)
    if first.count == MANY and not first.numbered and leading is None:
        several = _listed_after_plural(first, rest, ages)
        if several:
            return several
    return _add_up(first, rest, _has_joint(text, lexicon))


def count_phrase(words: Sequence[str], lexicon: Lexicon) -> Count | None:
    """Tell one from several by determiner, verb and noun; None where no word could stand for a person."""
    people = lexicon.people
    words = _after_harm_of(list(words), lexicon)
    if not words:
        return None
    if words[0] in people.one and words[0] != "one" and not (len(words) > 1 and words[1] in people.collective):
        return ONE
    for i, word in enumerate(words):
        if word in lexicon.numbered_people:
            return Count(lexicon.numbered_people[word], lexicon.numbered_people[word], "exact")
        if word in people.verbs_one and i:
            return MANY if words[i - 1] in people.collective else ONE
        if word in people.verbs_many and i:
            return MANY
        if word in people.collective and not (i + 1 < len(words) and words[i + 1] not in people.stops):
            return MANY
        if i and word in people.stops:
            break
        if is_plural(word, lexicon) and not _adjective(words, i, lexicon):
            return MANY
    return ONE


def is_plural(word: str, lexicon: Lexicon) -> bool:
    """Tell whether an English noun is several: by the table, else by its ending."""
    people = lexicon.people
    if word in people.singular:
        return False
    if word in people.plural:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def _adjective(words: Sequence[str], i: int, lexicon: Lexicon) -> bool:
    """"The wounded girl", "dead man": a word of the plural table that a singular noun follows says how, not how many."""
    word = words[i]
    if word.endswith("s") or word in {"people", "persons", "men", "women", "children"} or i + 1 >= len(words):
        return False
    following = words[i + 1]
    return following not in lexicon.people.stops and following not in lexicon.people.verbs_many and not is_plural(
        following, lexicon
    )


def _after_harm_of(words: list[str], lexicon: Lexicon) -> list[str]:
    people = lexicon.people
    for i in range(min(4, len(words) - 2), -1, -1):
        if words[i] in people.harm_of and words[i + 1 : i + 2] == ["of"]:
            return words[i + 2 :]
    return words


def _pieces(text: str, original: str, lexicon: Lexicon) -> list[Piece]:
    patterns = patterns_of(lexicon)
    pieces: list[Piece] = []
    start = 0
    cuts = [(m.start(), m.end()) for m in patterns.conjuncts.finditer(text)] + [(len(text), len(text))]
    for end, following in cuts:
        piece = _piece(text[start:end], original[start:end], lexicon)
        if piece:
            pieces.append(piece)
        start = following
    return pieces


def _piece(text: str, original: str, lexicon: Lexicon) -> Piece | None:
    words = tuple(_WORD.findall(text))
    if not words:
        return None
    amounts = find_amounts(text, lexicon)
    patterns = patterns_of(lexicon)
    pair = patterns.pairs.search(text)
    count = amounts[0].as_count() if amounts else Count(2, 2, "exact") if pair else count_phrase(words, lexicon)
    named = bool(re.search(r"(?:^|\s)[A-ZÀ-Þ][\w'’-]+", original))
    return Piece(
        words,
        count,
        numbered=bool(amounts or pair),
        determined=words[0] in lexicon.people.determiners,
        named=named,
        person=bool(patterns.person.search(text)),
    )


def _has_joint(text: str, lexicon: Lexicon) -> bool:
    return any(m.group().strip() != "," for m in patterns_of(lexicon).conjuncts.finditer(text))


def _listed_after_plural(first: Piece, rest: Sequence[Piece], ages: int) -> Count | None:
    """"His sons Yahya (9) and Anwar (6)": names or ages after a plural give its number."""
    if ages > 1 and not any(p.numbered or p.person for p in rest):
        return Count(ages, ages, "exact")
    if first.named and rest and all(p.named and not p.determined and not p.numbered and not p.person for p in rest):
        return Count(1 + len(rest), 1 + len(rest), "exact")
    return None


def _add_up(first: Piece, rest: Sequence[Piece], joined: bool) -> Count | None:
    members = [first] if first.count else []
    for before, piece in zip((first, *rest), rest, strict=False):
        if piece.count and _is_member(before, piece):
            members.append(piece)
    if not members:
        return None
    if len(members) == 1 or not joined:
        return members[0].count
    counts = [m.count for m in members if m.count]
    later = sum(c.low or 0 for c in counts[1:])
    if members[0].numbered and counts[0].low == later and (counts[0].low or 0) > 1:
        return counts[0]
    if all(c == MANY for c in counts):
        return MANY
    return add_counts(counts)


def _is_member(before: Piece, piece: Piece) -> bool:
    """A member of the list stands for people of its own: "her two sons", not "(of) men and women"."""
    if piece.numbered:
        return piece.person or len(piece.words) <= 3
    if piece.determined:
        return piece.person or piece.named
    if piece.named:
        return not (before.determined and not before.named and len(piece.words) <= 4) or piece.person
    return False


def add_counts(counts: Sequence[Count]) -> Count:
    """Add the members of a list: open where one of them is open."""
    low = sum(c.low or 0 for c in counts)
    if any(c.high is None for c in counts):
        return Count(low, None, "vague" if any(c.wording == "vague" for c in counts) else "at_least")
    high = sum(c.high or 0 for c in counts)
    if low != high:
        return Count(low, high, "range")
    return Count(low, high, "about" if any(c.wording == "about" for c in counts) else "exact")
