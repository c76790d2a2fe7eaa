"""Agreement beyond chance, held against tables worked out by hand and against examples in print."""

import pytest

from tollbook.review.chance import alpha, interval_distance, kappa, wilson


def table(*rows: tuple[str, str, int]) -> list[tuple[str, str]]:
    """Pairs of values out of a table of counts: what the first said, what the second said, how often."""
    return [(a, b) for a, b, n in rows for _ in range(n)]


# Two coders, two codes: 20 both civilian, 15 both unknown, 5 and 10 where they differ.
# Agreed 35/50 = 0.70. By chance 25/50 × 30/50 + 25/50 × 20/50 = 0.30 + 0.20 = 0.50. Kappa (0.70 − 0.50)/0.50 = 0.40.
TWO_CODES = table(
    ("civilian", "civilian", 20), ("civilian", "unknown", 5), ("unknown", "civilian", 10), ("unknown", "unknown", 15)
)
# Three codes, where the coders agree less than their habits alone would make them:
# agreed 29/100; by chance 0.5 × 0.4 + 0.3 × 0.3 + 0.2 × 0.3 = 0.35; kappa (0.29 − 0.35)/0.65 = −0.0923.
LESS_THAN_CHANCE = table(
    ("a", "a", 25),
    ("a", "b", 13),
    ("a", "c", 12),
    ("b", "a", 12),
    ("b", "b", 2),
    ("b", "c", 16),
    ("c", "a", 3),
    ("c", "b", 15),
    ("c", "c", 2),
)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (TWO_CODES, 0.40),
        (LESS_THAN_CHANCE, -0.0923),
        (table(("a", "a", 3), ("b", "b", 3)), 1.0),
        (table(("a", "b", 3), ("b", "a", 3)), -1.0),
    ],
)
def test_kappa(values: list[tuple[str, str]], expected: float) -> None:
    assert kappa(values) == pytest.approx(expected, abs=0.0001)


def test_where_all_is_one_value_chance_says_nothing() -> None:
    same = table(("unknown", "unknown", 9))
    assert kappa(same) is None
    assert alpha(same) is None
    assert kappa([]) is alpha([]) is wilson(0, 0) is None


# Both examples stand in Krippendorff's "Computing Krippendorff's Alpha-Reliability" (2011), parts A and B.
PRINTED = {
    "two values": ("0100000010", "1110010000", 0.095),
    "five values": ("aabbdcccedda", "babbbccceddd", 0.692),
}


@pytest.mark.parametrize(("first", "second", "expected"), PRINTED.values(), ids=PRINTED)
def test_alpha_as_printed(first: str, second: str, expected: float) -> None:
    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(expected, abs=0.0005)


def test_alpha_of_figures_counts_how_far_they_are_apart() -> None:
    # Values 1, 2, 3, 3, 5, 5. Observed (1² + 0 + 0)/3 = 1/3. Expected, over the 6 × 5 ordered pairs of different
    # values: 2 × (1 + 2·4 + 2·16 + 2·1 + 2·9 + 4·4) = 2 × 77 = 154; 154/30 = 5.1333. Alpha 1 − 0.3333/5.1333 = 0.9351.
    values = [(1, 2), (3, 3), (5, 5)]
    assert alpha(values, interval_distance) == pytest.approx(0.9351, abs=0.0001)
    # As names they differ in one of three; of 30 ordered pairs 26 differ: alpha 1 − (1/3)/(26/30) = 0.6154.
    assert alpha(values) == pytest.approx(0.6154, abs=0.0001)


def test_wilson_never_leaves_the_range() -> None:
    # 8 of 10: (0.8 + 0.19207)/(1.38415) = 0.71674 ± 1.95996 × √(0.016 + 0.0096036)/1.38415 = 0.22658.
    low, high = wilson(8, 10) or (0, 0)
    assert (low, high) == (pytest.approx(0.4902, abs=0.0002), pytest.approx(0.9433, abs=0.0002))
    assert (wilson(10, 10) or (0, 0))[1] == pytest.approx(1.0)
    assert (wilson(0, 10) or (1, 1))[0] == 0.0
