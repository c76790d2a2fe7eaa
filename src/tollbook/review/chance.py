"""Agreement beyond chance: Cohen's kappa, Krippendorff's alpha, Wilson's interval; each for two coders.

- Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20: 37–46.
- Krippendorff, K. (2004). Content Analysis: An Introduction to Its Methodology, 2nd ed., ch. 11. Sage.
- Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22: 209–212.
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Sequence

Distance = Callable[[object, object], float]
_Z = 1.959964  # of a normal distribution, 95 % lies within this many standard deviations


def nominal_distance(a: object, b: object) -> float:
    """Two values are the same, or they are not."""
    return float(a != b)


def interval_distance(a: object, b: object) -> float:
    """Two numbers differ by the square of what lies between them."""
    assert isinstance(a, int | float)
    assert isinstance(b, int | float)
    return float((a - b) ** 2)


def kappa(values: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa: chance as each coder's own habits make it. None where both always said the same one thing."""
    n = len(values)
    if n == 0:
        return None
    first, second = Counter(a for a, _ in values), Counter(b for _, b in values)
    agreed = sum(a == b for a, b in values) / n
    expected = sum(first[value] * second[value] for value in first) / n**2
    return None if expected == 1 else (agreed - expected) / (1 - expected)


def alpha(values: Sequence[tuple[Hashable, Hashable]], distance: Distance = nominal_distance) -> float | None:
    """Krippendorff's alpha: chance as all values of both make it. None where nothing was said to differ at all."""
    if not values:
        return None
    observed = sum(distance(a, b) for a, b in values) / len(values)
    counts = Counter(value for pair in values for value in pair)
    total = 2 * len(values)
    expected = sum(counts[a] * counts[b] * distance(a, b) for a in counts for b in counts) / (total * (total - 1))
    return None if expected == 0 else 1 - observed / expected


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share; None of nothing."""
    if n == 0:
        return None
    share, z2 = hits / n, _Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + z2 / (4 * n**2)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)
