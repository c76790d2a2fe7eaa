"""People told without a number: one ("a baker", "he"), several ("children"), lists ("a mother and her two sons")."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Count
from tollbook.read.numbers_amounts import Amount
from tollbook.read.numbers_patterns import MASK, Patterns, patterns_of
from tollbook.read.numbers_phrase import MANY, count_phrase, is_weak

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+s?")


@dataclass(frozen=True, slots=True)
class Piece:
    """One member of a list of people: its words, how many they say, and what kind of words they are."""

    words: tuple[str, ...]
    count: Count | None
    numbered: bool
    pair: bool
    determined: bool
    possessive: bool
    named: bool
    person: bool
    kin: bool
    joined: bool
    loosely: bool
    stopped: bool
    bare: bool
    owned: bool
    weak: bool
    whose: bool
    aged: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a quote: smooth text, original text, where to look, its amounts, and how many ages it gave."""

    text: str
    original: str
    start: int
    end: int
    amounts: tuple[Amount, ...]
    ages: int


def count_list(phrase: Phrase, lexicon: Lexicon) -> Count | None:
    """Count the people of a phrase: one member or several, added up where they are a list of people."""
    pieces = _pieces(phrase, lexicon)
    if not pieces:
        return None
    first, rest = pieces[0], pieces[1:]
    if first.numbered:
        return _numbered_first(first, rest)
    if first.count == MANY:
        return _plural_first(first, rest, phrase)
    return _one_first(first, rest)


def _numbered_first(first: Piece, rest: Sequence[Piece]) -> Count | None:
    """Add to a number: "three soldiers and a policeman" is 4, "two passengers, a dentist and a student" 2."""
    if first.count is None or (first.named and all(p.named and not p.determined for p in rest)):
        return first.count
    members = [first.count, *(p.count for p in rest if p.count and _adds_to_number(first, p))]
    later = sum(c.low or 0 for c in members[1:])
    if len(members) == 1 or not any(p.joined for p in rest):
        return first.count
    if not first.pair and (first.count.low or 0) > 1 and first.count.low == later and not rest[0].joined:
        return first.count
    if all(p.named and not p.determined for p in rest) and len(rest) > 1:
        return first.count
    return add_counts(members)


def _adds_to_number(first: Piece, piece: Piece) -> bool:
    """Names of places ("52 of A and B") and further nouns ("21 men and women") add nobody to a number."""
    if piece.count == MANY:
        return False
    if piece.numbered:
        return (piece.joined and not piece.bare) or piece.person
    if piece.determined:
        return piece.person or piece.kin
    return piece.joined and piece.named and not (piece.loosely or first.stopped or piece.person)


def _plural_first(first: Piece, rest: Sequence[Piece], phrase: Phrase) -> Count | None:
    """Count a plural by what follows: "his sons Yahya and Anwar" by names, "boys aged 13 and 16" by ages."""
    numbered = next((i for i, p in enumerate(rest) if p.numbered and p.count), None)
    if first.weak and numbered is None:
        return MANY
    if numbered is not None and not (first.possessive and rest[0].joined):
        return _one_first(rest[0], rest[1:]) if rest[0].determined else rest[numbered].count
    singles = [p for p in rest if p.count and p.count != MANY and not p.numbered and _is_somebody(p)]
    if not singles and numbered is None:
        return Count(phrase.ages, phrase.ages, "exact") if phrase.ages > 1 else MANY
    names = all(p.named and not p.determined for p in singles)
    if names and first.named and not first.stopped and singles:
        return Count(1 + len(singles), 1 + len(singles), "exact")
    if names:
        return Count(phrase.ages, phrase.ages, "exact") if phrase.ages > 1 else MANY
    if len(singles) > 1 and not rest[0].joined:
        return Count(len(singles), len(singles), "exact")
    return add_counts([MANY, *(p.count for p in rest if p.count and (p.numbered or p in singles))])


def _is_somebody(piece: Piece) -> bool:
    return piece.named or piece.possessive or (piece.determined and (piece.person or piece.kin))


def _one_first(first: Piece, rest: Sequence[Piece]) -> Count | None:
    """Add to one: "a mother and her two sons" is 3, "the commander, Captain Villamizar" 1."""
    if first.numbered:
        return _numbered_first(first, rest)
    numbered = next((i for i, p in enumerate(rest) if p.numbered and p.count), None)
    stands = first.count is not None and (first.person or first.named or first.possessive or first.kin)
    stands = stands or (first.determined and any(p.possessive for p in rest))
    if numbered is not None and not stands:
        return _numbered_first(rest[numbered], rest[numbered + 1 :])
    if not any(p.joined for p in rest):
        return first.count
    if len(rest) == 1 and rest[0].count == MANY and not rest[0].numbered and not rest[0].determined:
        return MANY if rest[0].joined and not (rest[0].named or rest[0].loosely) else first.count
    members = [first.count] if first.count else []
    named_for = False  # names after a number of people are theirs: "my two little men, Odai and Qais"
    for before, piece in zip((first, *rest), rest, strict=False):
        named_for = piece.named and not piece.determined and (before.numbered or named_for)
        if piece.count and not named_for and _is_member(before, piece):
            members.append(piece.count)
    return add_counts(members) if members else first.count


def _is_member(before: Piece, piece: Piece) -> bool:
    """A member has people of its own; a name right after a description, or the other way, is the same person."""
    if piece.numbered:
        return not piece.bare or piece.person or (piece.joined and before.possessive) or piece.owned
    if piece.count == MANY:
        return piece.determined and piece.whose
    if piece.possessive:
        return True
    if piece.joined and not piece.named and not piece.determined:
        return piece.kin or piece.aged or (piece.person and before.person and not before.determined)
    if piece.determined:
        of_before = before.named and not (before.determined or piece.named or piece.joined)
        return (piece.person or (piece.named and not piece.loosely)) and not of_before
    if not piece.named or before.numbered:
        return False
    return not piece.loosely if piece.joined else not before.determined or (before.named and not before.stopped)


def add_counts(counts: Sequence[Count]) -> Count:
    """Add the members of a list: open where one of them is open."""
    low = sum(c.low or 0 for c in counts)
    if any(c.high is None for c in counts):
        return Count(low, None, "vague" if any(c.wording == "vague" for c in counts) else "at_least")
    high = sum(c.high or 0 for c in counts)
    if low != high:
        return Count(low, high, "range")
    return Count(low, high, "about" if any(c.wording == "about" for c in counts) else "exact")


def _pieces(phrase: Phrase, lexicon: Lexicon) -> list[Piece]:
    """Cut the phrase at commas, "and", "with"; a joint inside an amount ("between 12 and 15") cuts nothing."""
    patterns = patterns_of(lexicon)
    pieces: list[Piece] = []
    start, joint = phrase.start, ""
    cuts = [
        (m.start(), m.end(), m.group().strip())
        for m in patterns.conjuncts.finditer(phrase.text, phrase.start, phrase.end)
        if not any(a.start < m.end() and m.start() < a.end for a in phrase.amounts)
    ]
    for end, following, next_joint in [*cuts, (phrase.end, phrase.end, "")]:
        joined_on = next_joint not in {"", ","}
        piece = _piece(phrase, (start, end), (joint, joined_on), lexicon, patterns)
        if piece:
            pieces.append(piece)
        start, joint = following, next_joint
    return pieces


def _piece(
    phrase: Phrase, place: tuple[int, int], joints: tuple[str, bool], lexicon: Lexicon, patterns: Patterns
) -> Piece | None:
    start, end = place
    text, original = phrase.text[start:end], phrase.original[start:end]
    words = tuple(_WORD.findall(text))
    if not words or patterns.harm_only.fullmatch(text):
        return None
    people = lexicon.people
    amounts = [a for a in phrase.amounts if start <= a.at < end]
    pair = patterns.pairs.search(text)
    shouting = original.isupper()
    joined = joints[0] not in {"", ","}
    spelled = words if shouting else tuple(original[m.start() : m.end()] for m in _WORD.finditer(text))
    count = amounts[0].as_count() if amounts else Count(2, 2, "exact") if pair else None
    if count is None:
        count = count_phrase(spelled, lexicon, listed=joined or joints[1])
    return Piece(
        words,
        count,
        numbered=bool(amounts or pair or (count and count.low and count.low > 1 and count.wording == "exact")),
        pair=not amounts,
        determined=words[0] in people.determiners,
        possessive=words[0] in people.possessives or words[0] in people.pronouns,
        named=_is_named(spelled, words, lexicon),
        person=bool(patterns.person.search(text)),
        kin=any(lexicon.kin.get(w) for w in words),
        joined=joined,
        loosely=joints[0] in people.loose_joints,
        stopped=any(w in people.stops for w in words[1:]),
        bare=len(words) == 1 or words[1] in people.stops or words[0] in people.stops,
        owned=len(words) > 2 and any(w in people.possessives for w in words[1:]),
        weak=is_weak(words, lexicon),
        whose=any(w in people.whose for w in words),
        aged=text.lstrip().startswith(MASK),
    )


def _is_named(spelled: Sequence[str], words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a name stands before the first word that ends the phrase ("Captain Umair", not "Killed 3")."""
    people, numbers = lexicon.people, lexicon.numbers
    for i, word in enumerate(words):
        if word in people.stops:
            return False
        known = word in people.determiners or word in people.possessives or word in people.pronouns
        known = known or word in numbers.units or word in numbers.tens or word in numbers.weak
        if spelled[i][0].isupper() and not known and not (i == 0 and _is_common(word, lexicon)):
            return True
    return False


def _is_common(word: str, lexicon: Lexicon) -> bool:
    tables = (lexicon.statuses, lexicon.groups, lexicon.harm, lexicon.kin, lexicon.numbers.bounds_before)
    return any(word in table for table in tables) or word in lexicon.people.harm_of or word in lexicon.people.plural
