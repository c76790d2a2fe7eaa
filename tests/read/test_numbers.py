"""Numbers as said: the table of the codebook, and what must hold of any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tollbook.lang import load
from tollbook.model import Count
from tollbook.read.numbers import count_in

LEXICON = load("en")
TABLE = Path(__file__).parents[1] / "cases" / "en" / "numbers.yml"
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spell(n: int) -> str:
    """Spell a whole number from 0 to 9,999 as English reports do."""
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{UNITS[n % 10]}" if n % 10 else "")
    size, word = (1000, "thousand") if n >= 1000 else (100, "hundred")
    rest = n % size
    joint = " and " if rest < 100 else " "
    return f"{spell(n // size)} {word}" + (joint + spell(rest) if rest else "")


def cases() -> list[Any]:
    """Give each row of the table; a row marked `known_gap` may fail, and is counted among the expected failures."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return [
        pytest.param(
            row,
            id=f"{row.get('before', '')[-20:]}[{row['quote']}]",
            marks=[pytest.mark.xfail(reason="known gap", strict=False)] if row.get("known_gap") else [],
        )
        for row in rows
    ]


@pytest.mark.parametrize("row", cases())
def test_numbers_as_said(row: dict[str, Any]) -> None:
    count = count_in(row["quote"], row.get("before", ""), LEXICON, row.get("after", ""))
    if row.get("expect") == "none":
        assert count is None
    else:
        assert count == Count(row["low"], row["high"], row["wording"])


@given(st.integers(0, 9999))
def test_number_words_are_read_as_they_are_spelled(n: int) -> None:
    assert count_in(f"{spell(n)} people", "", LEXICON) == Count(n, n, "exact")
    assert count_in(f"{spell(n).replace('-', ' ').capitalize()} people", "", LEXICON) == Count(n, n, "exact")


@given(st.integers(0, 9_999_999))
def test_bounds_hold_for_any_figure(n: int) -> None:
    for figure in (str(n), f"{n:,}"):
        assert count_in(f"at least {figure} people", "", LEXICON) == Count(n, None, "at_least")
        assert count_in(f"more than {figure} people", "", LEXICON) == Count(n + 1, None, "at_least")
        assert count_in(f"up to {figure} people", "", LEXICON) == Count(None, n, "at_most")
        assert count_in(f"fewer than {figure} people", "", LEXICON) == Count(None, max(0, n - 1), "at_most")
        assert count_in(f"about {figure} people", "", LEXICON) == Count(n, n, "about")
        assert count_in(f"{figure} people", "killing at least ", LEXICON) == Count(n, None, "at_least")


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_ranges_hold_for_any_two_figures(low: int, more: int) -> None:
    expected = Count(low, low + more, "range")
    for words in (
        f"between {low} and {low + more} people",
        f"{low}–{low + more} killed",
        f"{low} to {low + more} dead",
    ):
        assert count_in(words, "", LEXICON) == expected


@given(st.integers(1, 100), st.sampled_from(["boy", "girl", "man", "woman"]))
def test_an_age_is_no_count(age: int, who: str) -> None:
    for words in (f"a {age}-year-old {who}", f"a {who}, {age}", f"a {who} of {age}", f"a {who} aged {age}"):
        assert count_in(words, "", LEXICON) == Count(1, 1, "exact")


SCRAPS = st.lists(
    st.sampled_from(
        "at least 12 no fewer than and or to – , ( ) a the of them half most all but one dozen dozens women killed 17 "
        "year-old two sons family more up between between 1,200 3.5 million % nobody not aged her with Siraj".split()
    ),
    max_size=12,
).map(" ".join)


@given(st.one_of(st.text(max_size=80), SCRAPS), st.one_of(st.text(max_size=40), SCRAPS))
def test_any_text_gives_a_count_or_none(quote: str, before: str) -> None:
    count = count_in(quote, before, LEXICON)
    if count is not None and count.low is not None and count.high is not None:
        assert 0 <= count.low <= count.high


@pytest.mark.parametrize(
    "text", ["two hundred " * 500, "9" * 5000, ", 12" * 900, "one and " * 900, "(" * 900, "aged 1, " * 500]
)
def test_texts_that_no_person_wrote_are_answered_soon(text: str) -> None:
    count_in(text, text, LEXICON, text)


@pytest.mark.parametrize(
    ("before", "quote", "low", "high"),
    [
        ("", "a couple, their daughter and a nephew", 4, 4),
        ("", "the marabout Alhousseini Ag Mohamed and two of his pupils", 3, 3),
        ("", "two passengers, a dentist and a student", 2, 2),
        ("", "his brother Jihad, Jihad’s wife Suhad and their three children", 5, 5),
        ("", "my mother, my four brothers and all their children", 7, None),
        ("", "the commander of the column, Captain Edgar Villamizar", 1, 1),
        ("", "brothers aged 13 and 16", 2, 2),
        ("", "52 inhabitants of Tondoura and Peela", 52, 52),
        ("", "five, incl. a girl of 14", 5, 5),
        ("", "Leonard Strake was shot dead", 1, 1),
        ("", "the wounded girl", 1, 1),
        ("", "the wounded", 2, None),
        ("", "injuries and a fatality", 2, None),
        ("", "at least four civilians, including two clerks, and up to six civilians", 4, 6),
        ("", "a boy with no arm", 1, 1),
        ("", "lost nobody", 0, 0),
        ("", "civilians were not harmed", 0, 0),
        ("the strike killed 412 people, ", "all but 23 of them civilians", 389, 389),
        ("yesterday we handed over ", "thirty bodies", 30, 30),
    ],
)
def test_people_told_in_words(before: str, quote: str, low: int, high: int | None) -> None:
    count = count_in(quote, before, LEXICON)
    assert count is not None
    assert (count.low, count.high) == (low, high)
