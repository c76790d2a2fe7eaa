"""Tallies by named rules, from the table of cases."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.judge.sayings import cases, said_claims
from tollbook.errors import CodeError
from tollbook.judge.figures import stated_ends
from tollbook.judge.tallies import RULES, all_tallies, tally, tally_account
from tollbook.model import Account, Count, ReaderVersion, Reading, Tally

CASES = cases("tallies.yml")


def as_row(one: Tally) -> dict[str, Any]:
    named = {"effect": one.effect, "status": one.status, "group": one.group}
    return {**named, "low": one.low, "best": one.best, "high": one.high}


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_tallies(case: dict[str, Any]) -> None:
    claims = said_claims(case)
    for rule, rows in case["expect"].items():
        usual = {"effect": "killed", "status": "civilian", "group": "none"}
        assert [as_row(t) for t in tally(claims, rule)] == [{**usual, **row} for row in rows], rule


def test_every_rule_is_named_on_its_tallies_and_rests_on_claims() -> None:
    for case in CASES:
        claims = said_claims(case)
        ids = {s.claim.id for s in claims}
        for one in all_tallies(claims):
            assert one.rule in RULES
            assert one.claim_ids
            assert set(one.claim_ids) <= ids


def test_a_rule_that_nobody_knows_stops() -> None:
    with pytest.raises(CodeError, match="known: stated-range/1"):
        tally([], "median/1")


def test_one_text_has_the_two_tallies_of_the_contract() -> None:
    claims = tuple(replace(s.claim, account=1) for s in said_claims(CASES[0]))
    reading = Reading("d", "t", ReaderVersion("test", "1"), "en", claims)
    tallies = tally_account(reading, Account("d", 1, True))
    assert [(t.rule, t.low, t.best, t.high) for t in tallies] == [
        ("stated-range/1", 21, None, 21),
        ("presumed-civilian/1", 21, None, 21),
    ]
    assert tally_account(reading, Account("d", 2, False)) == ()


@st.composite
def counts(draw: st.DrawFn) -> Count:
    low, high = draw(st.none() | st.integers(0, 60)), draw(st.none() | st.integers(0, 60))
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Count(low, high, "range")


@given(st.lists(counts(), min_size=1))
def test_no_figure_that_is_said_lies_outside_the_range(said: list[Count]) -> None:
    low, high = stated_ends(said)
    ends = [n for c in said for n in (c.low, c.high) if n is not None]
    assert low is None or low <= min(ends)
    assert high is None or high >= max(ends)
