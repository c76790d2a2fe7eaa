"""Which decisions are in force, as a table: what was decided in which order, and what holds after it."""

import itertools
from datetime import timedelta

import pytest

from tests.review.reports import BEGIN
from tollbook.model import Decision, DecisionKind
from tollbook.review.standing import standing

# Each decision: its name, then what it undoes (-x) or supersedes (>x); in the order of time.
CASES = {
    "nothing": ("", ""),
    "one": ("a", "a"),
    "two stand side by side": ("a b", "a b"),
    "an undo takes it back": ("a b-a", ""),
    "an undo of the undo puts it back": ("a b-a c-b", "a"),
    "and once more": ("a b-a c-b d-c", ""),
    "a later one takes its place": ("a b>a", "b"),
    "the first does not return when the second is replaced": ("a b>a c>b", "c"),
    "the first returns when the second is undone": ("a b>a c-b", "a"),
    "an undone undo of a successor": ("a b>a c-b d-c", "b"),
    "two undo the same, one of them is undone": ("a b-a c-a d-c", ""),
    "an undo of what is not there": ("a b-x", "a"),
    "an undo whose clock runs behind": ("b-a a", ""),
}


def decisions(told: str) -> list[Decision]:
    made = []
    for minute, word in enumerate(told.split()):
        name, sign, target = word[0], word[1:2], word[2:]
        at = BEGIN + timedelta(minutes=minute)
        kind: DecisionKind = "undo" if sign == "-" else "note"
        subjects = (target,) if sign == "-" else ("d-1/1",)
        made.append(
            Decision(name, kind, subjects, "a reason", "A. Recorder", at, supersedes=target if sign == ">" else None)
        )
    return made


@pytest.mark.parametrize(("told", "holds"), CASES.values(), ids=CASES)
def test_what_holds(told: str, holds: str) -> None:
    given = decisions(told)
    for order in itertools.permutations(given):
        assert [d.id for d in standing([*order, *order])] == holds.split()
    assert standing(standing(given)) == standing(given)


def test_decisions_that_undo_each_other_do_not_hang() -> None:
    assert standing(decisions("a-b b-a")) == ()
