"""Amounts: the numbers and vague words of a phrase that count people, each with its bounds (codebook part 3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

from tollbook.lang.lexicon import Lexicon
from tollbook.lang.number_words import Bound
from tollbook.model import Count
from tollbook.model.codes import Wording
from tollbook.read.numbers_patterns import MOST_PEOPLE, Patterns, patterns_of, value_of


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of people where it stands; `low` and `high` as said, `value` the number without its bounds."""

    start: int
    end: int
    value: int
    low: int | None
    high: int | None
    wording: Wording

    def as_count(self) -> Count:
        """Give the count that this amount states."""
        return Count(self.low, self.high, self.wording)


def find_amounts(text: str, lexicon: Lexicon) -> list[Amount]:
    """Give the amounts of a smooth phrase, left to right, with their bounds; the two ends of a range are one."""
    found = sorted([*_exact(text, lexicon), *_vague(text, lexicon)], key=lambda a: (a.start, -a.end))
    apart: list[Amount] = []
    for amount in found:
        if not apart or amount.start >= apart[-1].end:
            apart.append(amount)
    patterns = patterns_of(lexicon)
    bounded = [_with_bound(text, amount, lexicon, patterns) for amount in apart]
    return _join_ranges(text, bounded, patterns)


def bounded(amount: Amount, bound: Bound | None) -> Amount:
    """Give the amount as the bound says it: "more than 21" is 22 and open (codebook part 3)."""
    n = amount.value
    if bound is None:
        return amount
    if amount.wording == "vague" and bound in {"at_most", "fewer_than"}:
        return replace(amount, low=None, high=None, wording="at_most")
    if amount.wording == "vague" and bound == "about":
        return amount
    if bound == "at_least":
        return replace(amount, low=n, high=None, wording="at_least")
    if bound == "more_than":
        return replace(amount, low=n + 1, high=None, wording="at_least")
    if bound == "at_most":
        return replace(amount, low=None, high=n, wording="at_most")
    if bound == "fewer_than":
        return replace(amount, low=None, high=max(0, n - 1), wording="at_most")
    return replace(amount, low=n, high=n, wording="about")


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
    from_ = max(0, start - 45)
    best: tuple[Bound, int] | None = None
    for found in lexicon.numbers.bounds_before.find_all(text[from_:start]):
        if gap.fullmatch(text, from_ + found.end, start):
            best = best or (found.meaning, from_ + found.start)
    return best


def _exact(text: str, lexicon: Lexicon) -> Iterator[Amount]:
    words = lexicon.numbers
    for hit in patterns_of(lexicon).a_number.finditer(text):
        value = value_of(hit.group(), words)
        if value != int(value) or value > MOST_PEOPLE:
            continue
        n, end = int(value), hit.end()
        after = text[end:].lstrip(" -")
        collective = next((c for c in words.collectives if after.startswith(c)), None)
        if collective and n:
            end = text.index(collective, end) + len(collective)
            yield Amount(hit.start(), end, n * words.collectives[collective], n * words.collectives[collective], None, "vague")
        else:
            yield Amount(hit.start(), end, n, n, n, "exact")


def _vague(text: str, lexicon: Lexicon) -> Iterator[Amount]:
    for found in lexicon.numbers.vague.find_all(text):
        yield Amount(found.start, found.end, found.meaning, found.meaning, None, "vague")


def _with_bound(text: str, amount: Amount, lexicon: Lexicon, patterns: Patterns) -> Amount:
    before = bound_before(text, amount.start, lexicon)
    if before:
        return replace(bounded(amount, before[0]), start=before[1])
    after = text[amount.end : amount.end + 40]
    if after.startswith("+"):
        return replace(bounded(amount, "at_least"), end=amount.end + 1)
    for found in lexicon.numbers.bounds_after.find_all(after):
        between = after[: found.start].split()
        if len(between) <= 2 and not any(c in after[: found.start] for c in ".;:("):
            return replace(bounded(amount, found.meaning), end=amount.end + found.end)
    return amount


def _join_ranges(text: str, amounts: list[Amount], patterns: Patterns) -> list[Amount]:
    joined: list[Amount] = []
    for amount in amounts:
        if joined and (one := _as_range(text, joined[-1], amount, patterns)):
            joined[-1] = one
        else:
            joined.append(amount)
    return joined


def _as_range(text: str, left: Amount, right: Amount, patterns: Patterns) -> Amount | None:
    """Join "between 12 and 15", "12–15", "12 or 15", "at least 4 and up to 6"; None where the two are no range."""
    pair = {left.wording, right.wording}
    gap = text[left.end : right.start]
    if pair == {"at_least", "at_most"} and len(gap) < 40:
        low, high = (left, right) if left.wording == "at_least" else (right, left)
        if low.low is not None and high.high is not None and low.low <= high.high:
            return Amount(left.start, right.end, low.value, low.low, high.high, "range")
        return None
    if left.wording == "range" or not (patterns.joint.fullmatch(gap) or not gap.strip(" -–")):
        return None
    if gap.strip().startswith(("and", "&")) and not patterns.between.search(text[: left.start]):
        return None
    low_end, high_end = left.value, right.low if right.low is not None else right.value
    if low_end >= high_end or not gap.strip():
        return None
    return Amount(left.start, right.end, low_end, low_end, high_end, "range")
