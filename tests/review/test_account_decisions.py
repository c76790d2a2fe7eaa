"""Places, dates and pairs of accounts that people decided, followed to the numbers of another reader."""

import dataclasses
from datetime import date

import pytest

from tests.review.reports import TEXT, claim, reading, report, signed, words
from tollbook.model import Account, DecidedPlace, Issue, Reading, TimeSpan
from tollbook.model.ids import sha256_text
from tollbook.review.apply import apply_to_accounts, apply_to_reading, follow_accounts
from tollbook.review.decide import (
    Anchor,
    anchor,
    decide_accept,
    decide_correct,
    decide_date,
    decide_grade,
    decide_place,
    decide_propose_grade,
    decide_restrict,
    decide_same,
    decide_undo,
)

STRIKE = claim("21 civilians", 21)
BATTLE = claim("84 mercenaries", 84, account=2)
FIRST = reading(STRIKE, BATTLE, places={1: "Tinzaouatine", 2: "Intadjedite"})
# The second reader found one more incident between the two, and cut the battle's words otherwise.
MORE = claim("15 people", 15, effect="injured", account=2)
LATER = claim("84 mercenaries were killed", 84, account=3)
SECOND = reading(STRIKE, MORE, LATER, places={1: "Tinzaouatine", 3: "Intadjedite"}, reader="second")


def of(found: Reading, n: int) -> Account:
    return next(a for a in found.accounts if a.n == n)


def test_a_decided_date_goes_with_its_incident() -> None:
    decided = decide_date(anchor(FIRST, 2), "2024-07-25", "2024-07-27", signed())
    assert of(apply_to_accounts(FIRST, [decided]), 2).time == TimeSpan(
        date(2024, 7, 25), date(2024, 7, 27), "days", "decision"
    )
    given = apply_to_accounts(SECOND, [decided])
    assert [a.time is not None for a in given.accounts] == [False, False, True]
    assert apply_to_accounts(given, [decided]) == given


def test_a_place_has_coordinates_only_where_the_person_gave_them() -> None:
    bare = decide_place(anchor(FIRST, 1), DecidedPlace("Tinzaouatine", country="ML"), signed(1))
    place = of(apply_to_accounts(FIRST, [bare]), 1).place
    assert place is not None
    assert (place.name, place.country, place.lat, place.lon) == ("Tinzaouatine", "ML", None, None)
    exact = decide_place(anchor(FIRST, 1), DecidedPlace("Tinzaouatine", "ML", 19.95, 2.97, "near"), signed(2))
    place = of(apply_to_accounts(FIRST, [exact, bare]), 1).place
    assert place is not None
    assert (place.lat, place.lon, place.precision) == (19.95, 2.97, "near")
    assert apply_to_accounts(FIRST, [bare, decide_undo(bare, signed(3))]) is FIRST


@pytest.mark.parametrize(
    ("earliest", "latest", "precision"),
    [
        ("2024-08-25", "2024-08-25", "day"),
        ("2024-08-25", "2024-08-27", "days"),
        ("2024-08-19", "2024-08-25", "week"),
        ("2024-08-01", "2024-08-31", "month"),
        ("2024-01-01", "2024-12-31", "year"),
    ],
)
def test_a_stretch_is_as_precise_as_it_is_long(earliest: str, latest: str, precision: str) -> None:
    decided = decide_date(anchor(FIRST, 1), earliest, latest, signed())
    time = of(apply_to_accounts(FIRST, [decided]), 1).time
    assert time is not None
    assert time.precision == precision


def test_a_decision_on_an_account_that_is_gone_is_named() -> None:
    decided = decide_date(anchor(FIRST, 2), "2024-07-25", None, signed())
    given = apply_to_accounts(reading(STRIKE, reader="third"), [decided])
    assert [i.code for i in given.issues] == ["decision_lost"]
    assert given.accounts[0].time is None


def test_pairs_of_accounts_are_followed_in_both_documents() -> None:
    other = Anchor("d-0123456789abcdef/1", (words("21 civilians"),))
    decided = decide_same(anchor(FIRST, 2), other, signed())
    ((followed,), issues) = follow_accounts([decided], [SECOND])
    assert set(followed.subjects) == {f"{report().id}/3", "d-0123456789abcdef/1"}
    assert issues == ()
    assert follow_accounts([followed], [SECOND])[0] == (followed,)


def test_a_pair_that_lost_one_account_is_left_out_and_a_grade_keeps_the_rest() -> None:
    other = Anchor("d-0123456789abcdef/1")
    third = reading(STRIKE, reader="third")
    pair = decide_same(anchor(FIRST, 2), other, signed())
    grade = decide_grade([anchor(FIRST, 2), other], "fair", signed())
    proposed = decide_propose_grade([anchor(FIRST, 2), other], "fair", signed())
    closed = decide_restrict([anchor(FIRST, 2), other], signed())
    followed, issues = follow_accounts([pair, grade, proposed, closed], [third])
    assert [(d.kind, d.subjects) for d in followed] == [
        (kind, ("d-0123456789abcdef/1",)) for kind in ("grade", "propose_grade", "restrict")
    ]
    assert [i.subject for i in issues] == [pair.id, grade.id, proposed.id, closed.id]


def test_an_edition_whose_words_moved_is_followed_by_the_words() -> None:
    text = "Correction: " + TEXT
    moved = dataclasses.replace(LATER, span=words("84 mercenaries", text))
    third = dataclasses.replace(reading(STRIKE, MORE, LATER), text_sha256=sha256_text(text), claims=(moved,))
    third = dataclasses.replace(third, accounts=tuple(dataclasses.replace(a, place_words=()) for a in third.accounts))
    decided = decide_date(anchor(FIRST, 2), "2024-07-25", None, signed())
    assert [a.time is not None for a in apply_to_accounts(third, [decided]).accounts] == [False, False, True]


def test_a_decided_claim_goes_to_its_incident_whatever_its_number() -> None:
    decided = decide_accept(report(), BATTLE, signed(), FIRST)
    given = apply_to_reading(report(), SECOND, [decided])
    assert [(a.n, a.claim_ids) for a in given.accounts] == [(1, (STRIKE.id,)), (2, (MORE.id,)), (3, (BATTLE.id,))]


def test_a_claim_can_be_moved_to_another_incident() -> None:
    decided = decide_correct(report(), BATTLE, {"account": 1}, signed(), FIRST)
    given = apply_to_reading(report(), FIRST, [decided])
    assert [(a.n, a.claim_ids) for a in given.accounts] == [(1, (STRIKE.id, BATTLE.id))]
    new = decide_correct(report(), BATTLE, {"account": 4}, signed(), FIRST)
    assert [a.n for a in apply_to_reading(report(), FIRST, [new]).accounts] == [1, 4]


def test_issues_are_not_told_twice() -> None:
    decided = decide_date(anchor(FIRST, 2), "2024-07-25", None, signed())
    once = apply_to_accounts(reading(STRIKE), [decided])
    assert apply_to_accounts(once, [decided]).issues == once.issues
    assert all(isinstance(i, Issue) for i in once.issues)
