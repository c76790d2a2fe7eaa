"""Amounts: the numbers and vague words of a phrase that count people, each with its bounds (codebook part 3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.number_words import Bound
from tollbook.model import Count
from tollbook.model.codes import Wording
from tollbook.read.numbers_patterns import MOST_PEOPLE, Patterns, patterns_of, value_of

_REACH = 70  # characters before a number in which its bound can stand


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of people where it stands, bounds included; the number itself begins at `at` and is `value`."""

    start: int
    end: int
    at: int
    value: int
    low: int | None
    high: int | None
    wording: Wording

    def as_count(self) -> Count:
        """Give the count that this amount states."""
        return Count(self.low, self.high, self.wording)


def find_amounts(text: str, lexicon: Lexicon, start: int = 0) -> list[Amount]:
    """Give the amounts of a smooth text whose numbers begin at `start` or later; the two ends of a range are one."""
    patterns = patterns_of(lexicon)
    bounds = [(b.start, b.end) for b in lexicon.numbers.bounds_before.find_all(text)]
    found = sorted([*_exact(text, lexicon), *_vague(text, bounds, lexicon)], key=lambda a: (a.at, -a.end))
    apart: list[Amount] = []
    for amount in found:
        if amount.at >= (apart[-1].end if apart else start):
            apart.append(amount)
    following = [a.at for a in apart][1:] + [len(text)]
    with_bounds = [_with_bound(text, a, until, lexicon) for a, until in zip(apart, following, strict=False)]
    return _join_ranges(text, with_bounds, patterns)


def bounded(amount: Amount, bound: Bound) -> Amount:
    """Give the amount as the bound says it: "more than 21" is 22 and open (codebook part 3)."""
    n = amount.value
    if amount.wording == "vague" and bound in {"at_most", "fewer_than"}:
        return replace(amount, low=None, high=None, wording="at_most")
    if bound == "at_least":
        return replace(amount, low=n, high=None, wording="at_least")
    if bound == "more_than":
        return replace(amount, low=n + 1, high=None, wording="at_least")
    if bound == "at_most":
        return replace(amount, low=None, high=n, wording="at_most")
    if bound == "fewer_than":
        return replace(amount, low=None, high=max(0, n - 1), wording="at_most")
    return amount if amount.wording == "vague" and n != 12 else replace(amount, low=n, high=n, wording="about")


def share_of(total: int, part: int, whole: int, bound: Bound | None) -> Count:
    """Compute a share of a stated total: exact where it comes out whole, else about; bounds round outward."""
    exact = total * part / whole
    if bound == "at_least":
        return Count(ceil(exact), None, "at_least")
    if bound == "more_than":
        return Count(floor(exact) + 1, None, "at_least")
    if bound == "at_most":
        return Count(None, floor(exact), "at_most")
    if bound == "fewer_than":
        return Count(None, max(0, ceil(exact) - 1), "at_most")
    n = floor(exact + 0.5)
    return Count(n, n, "exact" if exact == n and bound is None else "about")


def bound_before(text: str, start: int, lexicon: Lexicon) -> tuple[Bound, int] | None:
    """Give the bound that stands just before a place ("at least", "up to"), and where it begins."""
    gap = patterns_of(lexicon).gap
    reach = max(0, start - _REACH)
    while reach and text[reach - 1].isalnum() and reach < start:
        reach += 1
    for found in lexicon.numbers.bounds_before.find_all(text[reach:start]):
        if gap.fullmatch(text, reach + found.end, start):
            return None if found.meaning == "no_bound" else (found.meaning, reach + found.start)
    return None


def _exact(text: str, lexicon: Lexicon) -> Iterator[Amount]:
    words = lexicon.numbers
    for hit in patterns_of(lexicon).a_number.finditer(text):
        value = value_of(hit.group(), words)
        if value > MOST_PEOPLE or value != int(value):
            continue
        n, end = int(value), hit.end()
        following = text[end:].lstrip(" -")
        collective = next((c for c in words.collectives if following.startswith(c)), None)
        if collective and n:
            n, end = n * words.collectives[collective], text.index(collective, end) + len(collective)
            yield Amount(hit.start(), end, hit.start(), n, n, None, "vague")
        else:
            yield Amount(hit.start(), end, hit.start(), n, n, n, "exact")


def _vague(text: str, bounds: list[tuple[int, int]], lexicon: Lexicon) -> Iterator[Amount]:
    for f in lexicon.numbers.vague.find_all(text):
        if not any(a <= f.start and f.end <= b for a, b in bounds):
            yield Amount(f.start, f.end, f.start, f.meaning, f.meaning, None, "vague")


def _with_bound(text: str, amount: Amount, following: int, lexicon: Lexicon) -> Amount:
    before = bound_before(text, amount.at, lexicon)
    if before:
        return replace(bounded(amount, before[0]), start=before[1])
    after = text[amount.end : min(amount.end + 40, following)]
    if after.startswith("+"):
        return replace(bounded(amount, "at_least"), end=amount.end + 1)
    rest = text[amount.end + len(after) :]
    for found in lexicon.numbers.bounds_after.find_all(after):
        between = after[: found.start]
        beyond = after[found.end :]
        taken = (not beyond.strip() and rest[:1].isalnum()) or patterns_of(lexicon).than.match(beyond)
        if len(between.split()) <= 2 and not any(c in between for c in ".;:(") and not taken:
            return replace(bounded(amount, found.meaning), end=amount.end + found.end)
    return amount


def _join_ranges(text: str, amounts: list[Amount], patterns: Patterns) -> list[Amount]:
    joined: list[Amount] = []
    for amount in amounts:
        one = _as_range(text, joined[-1], amount, patterns) if joined else None
        if one:
            joined[-1] = one
        else:
            joined.append(amount)
    return joined


def _as_range(text: str, left: Amount, right: Amount, patterns: Patterns) -> Amount | None:
    """Join "between 12 and 15", "12–15", "12 or 15", "at least 4 and up to 6"; None where the two are no range."""
    gap = text[left.end : right.start]
    if {left.wording, right.wording} == {"at_least", "at_most"} and len(gap) < 30:
        low, high = (left, right) if left.wording == "at_least" else (right, left)
        if low.low is not None and high.high is not None and low.low <= high.high:
            return Amount(left.start, right.end, left.at, low.value, low.low, high.high, "range")
        return None
    if left.wording == "range" or not gap.strip() or not patterns.range_joint.fullmatch(gap):
        return None
    if patterns.and_joint.match(gap) and not patterns.between.search(text[: left.start]):
        return None
    high_end = right.low if right.low is not None else right.value
    if left.value >= high_end:
        return None
    return Amount(left.start, right.end, left.at, left.value, left.value, high_end, "range")
