"""Properties of the grammar of dates: words stand where they are said to, and nothing is told that was not said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tollbook.model import Account, ReaderVersion, Reading, Span
from tollbook.resolve.account_time import choose_time
from tollbook.resolve.evidence import evidence_of
from tollbook.resolve.when import find_times
from tollbook.text import sentences

DAYS = some.dates(date(2000, 1, 2), date(2035, 12, 31))
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@given(some.text(max_size=200), DAYS | some.none())
def test_any_text_is_read_and_words_stand_where_they_are_said_to(text: str, published: date | None) -> None:
    for time in find_times(text, published):
        assert time.words is not None
        assert time.words.stands_in(text)


@given(
    DAYS, some.sampled_from(["%-d %B %Y", "%B %-d, %Y", "%d %b %Y", "%Y-%m-%d", "the %-d of %B %Y", "%A, %B %-d, %Y"])
)
def test_a_full_date_is_read_back_whenever_it_was_published(day: date, form: str) -> None:
    text = f"The mill was bombed on {day.strftime(form)} at noon."
    for published in (None, day + timedelta(days=40)):
        assert [(t.earliest, t.latest) for t in find_times(text, published)] == [(day, day)]


@given(DAYS, some.sampled_from(range(7)))
def test_a_weekday_is_the_last_one_on_or_before_publication(published: date, weekday: int) -> None:
    (time,) = find_times(f"The mill was bombed on {WEEKDAYS[weekday]}.", published)
    assert time.earliest.weekday() == weekday
    assert timedelta(0) <= published - time.earliest < timedelta(days=7)


@given(DAYS, some.integers(2, 90))
def test_days_ago_are_counted_back(published: date, n: int) -> None:
    (time,) = find_times(f"The mill was bombed {n} days ago.", published)
    assert time.earliest == time.latest == published - timedelta(days=n)


@pytest.mark.parametrize(
    "words", ["on Sunday", "yesterday", "last week", "three days ago", "overnight", "this month", "on 3 May", "in July"]
)
def test_without_publication_nothing_is_told_that_rests_on_it(words: str) -> None:
    assert find_times(f"The mill was bombed {words}.", None) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ten people were killed in a strike on Sunday, the army said on Monday.", "Sunday"),
        ("The army said on Monday that ten people were killed in a strike the day before.", "the day before"),
        (
            "Police said on Friday that two suspects were held.\n\nA bomb killed ten people in Gao on Tuesday.",
            "Tuesday",
        ),
        ("Ten people were killed when shells hit Gao on 3 May. The dead were buried on 5 May.", "3 May"),
        ("A list was released on 5 May.", None),
        ("Voters will go to the polls on 3 August. Ten people were killed.", None),
    ],
)
def test_the_day_of_the_attack_is_not_that_of_the_words(text: str, words: str | None) -> None:
    account = Account("d", 1, True, place_words=())
    reading = Reading("d", "x", ReaderVersion("test", "1"), "en", accounts=(account,))
    published = date(2024, 8, 1)
    evidence = evidence_of(account, reading, tuple(sentences(text)))
    time, issues = choose_time(text, account, find_times(text, published), evidence, published)
    said = time.words if time else None
    assert (said.quote if isinstance(said, Span) else None) == words
    assert bool(issues) is (words is None)
