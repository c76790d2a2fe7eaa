"""Figures out of counts: precision, recall, F1 and shares, with how much they may vary by chance."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Counts = Counter[str]
RESAMPLES = 1000
SEED = 20261124  # of the resampling: the same counts give the same interval


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure: its value, the 95 % interval over documents, and of how many things it is a measure.

    `value` and the interval are None where there was nothing to measure.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    of: int
    precision: float | None = None
    recall: float | None = None


Ratio = Callable[[Counts], float | None]


def share(part: str, whole: str) -> Ratio:
    """Make the measure of what share of `whole` is `part`."""
    return lambda c: c[part] / c[whole] if c[whole] else None


def f1(hits: str, predicted: str, gold: str) -> Ratio:
    """Make the harmonic mean of precision and recall: 2 × hits / (predicted + gold)."""
    return lambda c: 2 * c[hits] / (c[predicted] + c[gold]) if c[predicted] + c[gold] else None


def figure_of(name: str, ratio: Ratio, documents: Sequence[Counts], of: str) -> Figure:
    """Give a measure over documents with its bootstrap interval (documents drawn with replacement)."""
    total = _sum(documents)
    low, high = _interval(ratio, documents)
    return Figure(name, ratio(total), low, high, total[of])


def f1_figure(name: str, hits: str, predicted: str, gold: str, documents: Sequence[Counts]) -> Figure:
    """Give an F1 with precision and recall beside it."""
    total = _sum(documents)
    low, high = _interval(f1(hits, predicted, gold), documents)
    value = f1(hits, predicted, gold)(total)
    return Figure(name, value, low, high, total[gold], share(hits, predicted)(total), share(hits, gold)(total))


def _sum(documents: Sequence[Counts]) -> Counts:
    total: Counts = Counter()
    for counts in documents:
        total.update(counts)
    return total


def _interval(ratio: Ratio, documents: Sequence[Counts]) -> tuple[float | None, float | None]:
    if len(documents) < 2:
        return None, None
    draw = random.Random(SEED)
    drawn = (ratio(_sum(draw.choices(documents, k=len(documents)))) for _ in range(RESAMPLES))
    values = sorted(v for v in drawn if v is not None)
    if not values:
        return None, None
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]
