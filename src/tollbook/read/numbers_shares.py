"""Shares of a stated total: "a quarter of the 40" is 10, "all but one of eleven" is 10 (codebook part 6)."""

import re

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Count
from tollbook.read.numbers_amounts import bound_before, find_amounts, share_of
from tollbook.read.numbers_patterns import patterns_of, value_of
from tollbook.read.numbers_phrase import MANY

_NEAR = 25  # characters after a share in which its total begins


def find_share(text: str, start: int, lexicon: Lexicon) -> Count | None:
    """Compute the share that the quote (from `start`) states; 2 and open where no exact total stands by it."""
    patterns = patterns_of(lexicon)
    if patterns.all_except.match(text[start:]):
        return MANY
    remainder = patterns.all_but.search(text, start)
    if remainder:
        return _remainder(text, remainder, lexicon)
    hit = next((h for h in patterns.share.finditer(text, start) if not _is_ordinal(text, h, lexicon)), None)
    found = hit or _most(text, start, lexicon)
    if found is None or _counted_before(text, start, found.start(), lexicon):
        return None
    # "Most of" stays open: of 16 annotated under a stated total, 12 were left at 2 and open, 4 were computed.
    total = _total_of(text, hit.start(), hit.end(), lexicon) if hit else None
    if hit is None or total is None:
        return MANY if hit is None or not hit.group("first") else None
    part, whole = _fraction(hit, lexicon)
    if hit.group("first"):
        return share_of(total, part, whole, "about")
    bound = bound_before(text, hit.start(), lexicon)
    return share_of(total, part, whole, bound[0] if bound else None)


def _remainder(text: str, hit: re.Match[str], lexicon: Lexicon) -> Count | None:
    left = int(value_of(hit.group("left"), lexicon.numbers)) or 1
    if hit.group("total"):
        total: int | None = int(value_of(hit.group("total"), lexicon.numbers))
    else:
        total = _last_before(text, hit.start(), lexicon)
    if total is None or total < left:
        return MANY
    return Count(total - left, total - left, "exact")


def _most(text: str, start: int, lexicon: Lexicon) -> re.Match[str] | None:
    bounds = [(b.start, b.end) for b in lexicon.numbers.bounds_before.find_all(text)]
    bounds += [(b.start, b.end) for b in lexicon.numbers.bounds_after.find_all(text)]
    hits = patterns_of(lexicon).most.finditer(text, start)
    return next((h for h in hits if not any(a <= h.start() < b for a, b in bounds)), None)


def _is_ordinal(text: str, hit: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell "the third of its staff" and "a third wounded man" from the shares "a third of" and "two thirds"."""
    words = hit.group().split()
    if any(v.start <= hit.start() < v.end for v in lexicon.numbers.vague.find_all(text)):
        return True
    if not hit.group("share") or words[-1] not in lexicon.numbers.ordinals:
        return False
    if len(words) == 1 or words[0] not in {*lexicon.people.indefinite, *lexicon.numbers.units}:
        return True
    return not patterns_of(lexicon).of.match(text, hit.end()) and not bound_before(text, hit.start(), lexicon)


def _counted_before(text: str, start: int, until: int, lexicon: Lexicon) -> bool:
    """A number that stands before the share is the count, unless it is the whole: "of the 40, a quarter"."""
    earlier = [a for a in find_amounts(text[:until], lexicon, start) if a.end <= until]
    return bool(earlier) and not patterns_of(lexicon).whole.search(text[start : earlier[0].at])


def _fraction(hit: re.Match[str], lexicon: Lexicon) -> tuple[int, int]:
    words = lexicon.numbers
    if hit.group("share"):
        one, whole = words.shares[hit.group("share")]
        part = hit.group("part")
        return (one if not _is_number(part, lexicon) else int(value_of(part, words)) * one), whole
    if hit.group("hundredth"):
        return round(value_of(hit.group("hundredth"), words) * 10), 1000
    return int(value_of(hit.group("first"), words)), max(1, int(value_of(hit.group("second"), words)))


def _is_number(words: str | None, lexicon: Lexicon) -> bool:
    return bool(words) and patterns_of(lexicon).a_number.fullmatch(words or "") is not None


def _total_of(text: str, start: int, end: int, lexicon: Lexicon) -> int | None:
    """Find the exact total: after the share ("of the 40"), else the last number before it ("40 …, half of them")."""
    after = [a for a in find_amounts(text[end:], lexicon) if a.at < _NEAR]
    if after:
        return after[0].value if after[0].wording == "exact" else None
    if text[end:].strip() and not patterns_of(lexicon).of_them.match(text, end):
        return None
    return _last_before(text, start, lexicon)


def _last_before(text: str, start: int, lexicon: Lexicon) -> int | None:
    before = find_amounts(text[:start], lexicon)
    return before[-1].value if before and before[-1].wording == "exact" and before[-1].value > 1 else None
