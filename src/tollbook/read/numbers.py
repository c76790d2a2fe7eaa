"""How many: the count that a claim's words state, by codebook part 3 and nothing beyond it."""

import re

from tollbook.lang.lexicon import Lexicon
from tollbook.model import Count
from tollbook.read.numbers_ages import blank_other_numbers
from tollbook.read.numbers_amounts import Amount, bound_before, find_amounts, share_of
from tollbook.read.numbers_patterns import patterns_of, value_of
from tollbook.read.numbers_people import MANY, count_list

NOBODY = Count(0, 0, "exact")
BEFORE, AFTER = 90, 25


def count_in(quote: str, before: str, lexicon: Lexicon, after: str = "") -> Count | None:
    """Give the count that the quote states, or None where it counts no people.

    `before` is the text just before the quote (40 characters do): a bound may stand outside the quote, and so may the
    total that a share is of. `after` tells a number of years or of the clock from a number of people.
    """
    before = before[-BEFORE:]
    raw = before + quote + after[:AFTER]
    start, end = len(before), len(before) + len(quote)
    text, ages = blank_other_numbers(raw, start, end, lexicon)
    text, inner = text[:end], text[start:end]
    found = (
        _all_but(inner, lexicon)
        or _share(text, start, lexicon)
        or _nth(inner, lexicon)
        or _nobody(text, start, lexicon)
    )
    if found:
        return found
    amounts = [a for a in find_amounts(text, lexicon) if a.end > start]
    if amounts:
        return _choose(text, start, raw[:end], amounts, lexicon)
    if "~" in inner and not any(c.isalpha() for c in inner):
        return None
    if ages == 0 and "~" in inner and not patterns_of(lexicon).person.search(inner) and quote[:1].islower():
        return None
    return count_list(inner, quote, ages, lexicon)


def _choose(text: str, start: int, raw: str, amounts: list[Amount], lexicon: Lexicon) -> Count | None:
    """Choose among the amounts of a quote: the part before the whole, the first before its parts, lists added up."""
    patterns = patterns_of(lexicon)
    first = amounts[0]
    if len(amounts) > 1 and patterns.whole.search(text[start : first.start]) and "," in text[first.end :]:
        return amounts[1].as_count()
    part = patterns.part.search(text, first.end)
    until = part.start() if part else len(text)
    here = max(start, first.start) if first.start < start else start
    listed = count_list(text[here:until], raw[here:until], 0, lexicon, leading=first.as_count())
    return listed or first.as_count()


def _all_but(text: str, lexicon: Lexicon) -> Count | None:
    hit = patterns_of(lexicon).all_but.search(text)
    if not hit:
        return None
    left = 1 if hit.group("left") == "a" else int(value_of(hit.group("left"), lexicon.numbers))
    total = int(value_of(hit.group("total"), lexicon.numbers))
    return Count(total - left, total - left, "exact") if total >= left else None


def _share(text: str, start: int, lexicon: Lexicon) -> Count | None:
    """Compute a share of the exact total that stands after it, or before it where it is "of them" (codebook part 6)."""
    patterns = patterns_of(lexicon)
    hit = next((h for h in patterns.share.finditer(text, start)), None)
    most = None if hit else patterns.most.search(text, start)
    found = hit or most
    if not found:
        return None
    if hit and _is_ordinal(text, hit.start(), hit.end(), lexicon):
        return None
    total = _total_of(text, start, found.start(), found.end(), lexicon)
    if hit is None:
        return share_of(total, 1, 2, "more_than") if total else MANY
    if total is None:
        return MANY if hit.group("share") or hit.group("hundredth") else None
    part, whole = _fraction(hit, lexicon)
    bound = bound_before(text, hit.start(), lexicon)
    if hit.group("first"):
        return share_of(total, part, whole, "about")
    return share_of(total, part, whole, bound[0] if bound else None)


def _is_ordinal(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """"The third of its staff" and "a third wounded man" are no shares: only "a third of" and "two thirds" are."""
    words = text[start:end].split()
    if words[-1] not in lexicon.numbers.ordinals:
        return False
    return words[0] in {"the", words[-1]} or not patterns_of(lexicon).whole.search(text[end : end + 4].rstrip() + " ")


def _fraction(hit: re.Match[str], lexicon: Lexicon) -> tuple[int, int]:
    words = lexicon.numbers
    if hit.group("share"):
        one, whole = words.shares[hit.group("share")]
        part = hit.group("part")
        return (one if part in {None, "a", "the"} else int(value_of(part, words)) * one), whole
    if hit.group("hundredth"):
        return round(value_of(hit.group("hundredth"), words) * 10), 1000
    return int(value_of(hit.group("first"), words)), max(1, int(value_of(hit.group("second"), words)))


def _total_of(text: str, start: int, share_start: int, share_end: int, lexicon: Lexicon) -> int | None:
    """Find the exact total that a share is of: after it in the quote, or the last one said before it."""
    after = [a for a in find_amounts(text[share_end:], lexicon) if a.start < 25]
    if after:
        return after[0].value if after[0].wording == "exact" else None
    if not patterns_of(lexicon).of_them.match(text, share_end) and not text[share_end:].strip():
        return None
    before = find_amounts(text[:share_start], lexicon)
    if before and before[-1].wording in {"exact", "about"} and before[-1].value > 1:
        return before[-1].value
    return None


def _nth(text: str, lexicon: Lexicon) -> Count | None:
    """"The third of its staff to be killed" says that three were."""
    hit = patterns_of(lexicon).nth.search(text)
    if not hit:
        return None
    n = lexicon.numbers.ordinals[hit.group("nth")]
    return Count(n, n, "exact")


def _nobody(text: str, start: int, lexicon: Lexicon) -> Count | None:
    """"No civilian", "nobody", "civilians were not harmed": nought, unless the words are part of a bound."""
    patterns = patterns_of(lexicon)
    bounds = [(b.start, b.end) for b in lexicon.numbers.bounds_before.find_all(text)]
    amounts = find_amounts(text, lexicon)
    for hit in patterns.nobody.finditer(text, start):
        inside = any(a <= hit.start() < b for a, b in bounds)
        later = any(start <= a.start < hit.start() and a.value for a in amounts)
        if not inside and not later:
            return NOBODY
    if not any(a.end > start for a in amounts) and patterns.unharmed.search(text, start):
        return NOBODY
    return None
