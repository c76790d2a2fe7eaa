"""What a person changed in a form, and where the words stand that it quotes."""

from dataclasses import replace
from typing import Any

import pytest

from tollbook.errors import DecisionError
from tollbook.ingest.taking import take
from tollbook.model import Claim, Count, Document, Span
from tollbook.run.changes import changes_of, places_of, words_at

TEXT = "The mayor said 21 civilians died.\r\nThe  mayor\nsaid later that 21 civilians died."
REPORT: Document = take(TEXT.encode(), "a report").documents[0].document
CLAIM = Claim(
    "c-0", Span.of(TEXT, 15, 27), "killed", Count(21, 21, "exact"), "civilian", claimant=Span.of(TEXT, 0, 9), account=1
)
WHOLE = {
    "quote": "21 civilians",
    "start": 15,
    "effect": "killed",
    "low": 21,
    "high": 21,
    "wording": "exact",
    "status": "civilian",
    "claimant": "The mayor",
    "claimant_kind": "unknown",
    "provisional": False,
    "part_of": None,
}
# what the form says otherwise → what the correction holds
CHANGED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"status": "unknown"}, {"status": "unknown"}),
    ({"high": None}, {"high": None, "wording": None}),
    ({"high": None, "wording": "at_least"}, {"high": None, "wording": "at_least"}),
    ({"wording": "about"}, {"wording": "about"}),
    ({"wording": None}, {}),
    ({"low": 20, "high": 20}, {"low": 20, "high": 20, "wording": "exact"}),
    ({"claimant": None}, {"claimant": None, "claimant_kind": "unknown"}),
    ({"claimant": "mayor"}, {"claimant": "mayor", "claimant_kind": "unknown"}),
    ({"quote": "21", "start": 15}, {"quote": "21"}),
]


@pytest.mark.parametrize(("said", "kept"), CHANGED)
def test_only_what_was_changed_is_kept(said: dict[str, Any], kept: dict[str, Any]) -> None:
    assert changes_of(CLAIM, {**WHOLE, **said}) == kept


def test_an_about_stays_about_for_another_number() -> None:
    about = replace(CLAIM, count=Count(20, 20, "about"))
    form = {**WHOLE, "low": 30, "high": 30, "wording": "about"}
    assert changes_of(about, form) == {"low": 30, "high": 30, "wording": "about"}


# words of the form, their place → where they are held to stand
PLACED = [
    ("The mayor", "0-9", 0),
    ("The mayor", "35-45", 35),  # shown on one line, two lines in the text
    ("The mayor", "33-45", 35),  # the blanks around a selection are no words
]


@pytest.mark.parametrize(("words", "place", "start"), PLACED)
def test_words_stand_where_they_were_chosen(words: str, place: str, start: int) -> None:
    placed = words_at(REPORT, {"claimant": words}, {"claimant": place})["claimant"]
    assert isinstance(placed, Span)
    assert placed.start == start
    assert placed.stands_in(TEXT)


def test_words_written_over_the_chosen_ones_are_looked_for() -> None:
    assert words_at(REPORT, {"claimant": "mayor"}, {"claimant": "0-9"})["claimant"] == "mayor"


def test_a_quote_that_stands_twice_must_be_chosen() -> None:
    with pytest.raises(DecisionError, match="stands in 2 places"):
        words_at(REPORT, {"quote": "21 civilians"}, {})


def test_words_are_found_whatever_blanks_are_between_them() -> None:
    assert [s.start for s in places_of(REPORT, "mayor said")] == [4, 40]


def test_words_that_are_not_there_are_refused() -> None:
    with pytest.raises(DecisionError, match="is not in the report"):
        places_of(REPORT, "22 civilians")
