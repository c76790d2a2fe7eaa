"""Which predicted thing is which annotated one: by their words and where these stand, best pairs first."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Thing = Mapping[str, Any]

_WORD = re.compile(r"[^\W_]+")
# Words that carry no name of their own.
_LITTLE = frozenset("the a an of in and to for at on from by with his her their its said that s".split())
# Words for whoever speaks, which tell no speaker from another.
_SPEAKING = frozenset(
    "spokesman spokeswoman spokesperson spokesmen official officials source sources statement report reports local "
    "several some two three sources' post posts user according senior top unnamed man woman".split()
)


def words_of(text: str | None) -> frozenset[str]:
    """Give the words of a phrase, folded, without little words."""
    return frozenset(_WORD.findall((text or "").lower())) - _LITTLE


def same_speaker(one: str | None, other: str | None) -> bool:
    """Tell whether two phrases name one party: both none, or half of the shorter one's telling words shared."""
    if not one or not other:
        return not one and not other
    left, right = _telling(one), _telling(other)
    shared = len(left & right)
    return shared > 0 and 2 * shared >= min(len(left), len(right))


def places_of(text: str, thing: Thing) -> list[tuple[int, int]]:
    """Give where the quotes of a thing stand; none where it points at words that are not there."""
    start, end = thing.get("start"), thing.get("end")
    more = [q for q in thing.get("more_quotes") or () if q]
    if text and start is not None:
        if text[start:end] != thing["quote"]:
            return []
        return [(start, end if end is not None else len(text)), *(p for q in more for p in _all_places(text, q))]
    return [p for q in (thing["quote"], *more) if q for p in _all_places(text, q)]


def share_words(text: str, gold: Thing, predicted: Thing) -> bool:
    """Tell whether quotes of both stand on shared letters; without a text, whether they share words."""
    if not text:
        theirs = words_of(predicted["quote"])
        return any(words_of(q) & theirs for q in (gold["quote"], *(gold.get("more_quotes") or ())))
    theirs_at = places_of(text, predicted)
    return any(a < d and c < b for a, b in places_of(text, gold) for c, d in theirs_at)


def pair_best(
    gold: Sequence[Thing],
    predicted: Sequence[Thing],
    fits: Callable[[Thing, Thing], bool],
    worth: Callable[[Thing, Thing], Any],
) -> list[tuple[int, int]]:
    """Pair each with at most one, the pairs of most worth first, of equals the earliest."""
    fitting = ((i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if fits(g, p))
    ranked = sorted(fitting, key=lambda ij: (ij[0], ij[1]))
    ranked.sort(key=lambda ij: worth(gold[ij[0]], predicted[ij[1]]), reverse=True)
    taken_gold: set[int] = set()
    taken: set[int] = set()
    pairs = []
    for i, j in ranked:
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            pairs.append((i, j))
    return pairs


def _telling(name: str) -> frozenset[str]:
    said = words_of(name)
    return said - _SPEAKING or said


def _all_places(text: str, quote: str) -> Iterable[tuple[int, int]]:
    at = text.find(quote) if text else -1
    while at >= 0:
        yield at, at + len(quote)
        at = text.find(quote, at + 1)
