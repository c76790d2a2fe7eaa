"""Decisions on readings: what a person held stays, whatever the next reader finds."""

import dataclasses

from tests.review.reports import TEXT, claim, reading, report, signed, statement, words
from tollbook.model import Claim, Count, Decision, Issue, Reading
from tollbook.model.ids import sha256_text
from tollbook.review.apply import apply_to_reading
from tollbook.review.decide import (
    decide_accept,
    decide_add,
    decide_add_statement,
    decide_correct,
    decide_reject,
    decide_undo,
)

SPOKESMAN = "a spokesman for the rebels"
CIVILIANS = claim("21 civilians", 21, SPOKESMAN)
CHILDREN = claim("11 children", 11, SPOKESMAN, group="children", part_of=CIVILIANS.id)
DOCTOR = claim("15 people", 15, "A doctor", effect="injured")
TEACHER = claim("15 people", 15, "a teacher", effect="injured", n=1)
FIRST = reading(CIVILIANS, CHILDREN, DOCTOR, TEACHER)


def applied(found: Reading, *decisions: Decision) -> Reading:
    given = apply_to_reading(report(), found, decisions)
    assert apply_to_reading(report(), given, decisions) == given
    assert apply_to_reading(report(), found, decisions[::-1]) == given
    return given


def ids(found: Reading) -> list[str]:
    return [c.id for c in found.claims]


def codes(found: Reading) -> list[str]:
    return [i.code for i in found.issues]


def test_without_decisions_a_reading_is_as_read() -> None:
    assert apply_to_reading(report(), FIRST, []) is FIRST
    other = decide_accept(dataclasses.replace(report(), id="d-other"), CIVILIANS, signed())
    assert apply_to_reading(report(), FIRST, [other]) is FIRST


def test_accepting_keeps_the_claim_as_it_was_seen() -> None:
    given = applied(FIRST, decide_accept(report(), CIVILIANS, signed()))
    assert given.claims[0] == dataclasses.replace(CIVILIANS, score=1.0)
    assert given.claims[1:] == FIRST.claims[1:]
    assert dict(given.decided).keys() == {CIVILIANS.id}


def test_an_accepted_claim_is_put_back_where_the_next_reader_misses_it() -> None:
    given = applied(reading(DOCTOR, reader="second"), decide_accept(report(), CIVILIANS, signed()))
    assert ids(given) == [CIVILIANS.id, DOCTOR.id]
    assert given.accounts[0].claim_ids == (DOCTOR.id, CIVILIANS.id)


def test_an_accepted_claim_takes_the_place_of_the_same_words_cut_otherwise() -> None:
    longer = claim("at least 21 civilians", 21, "a spokesman")
    part = dataclasses.replace(CHILDREN, part_of=longer.id)
    given = applied(reading(longer, part, reader="second"), decide_accept(report(), CIVILIANS, signed()))
    assert ids(given) == [CIVILIANS.id, CHILDREN.id]
    assert given.claims[1].part_of == CIVILIANS.id
    assert given.accounts[0].claim_ids == (CIVILIANS.id, CHILDREN.id)


def test_a_correction_follows_the_words_it_was_made_of() -> None:
    decided = decide_correct(report(), CIVILIANS, {"effect": "injured", "low": 22, "high": None}, signed())
    longer = claim("at least 21 civilians", 21, "a spokesman")
    for found in (reading(CIVILIANS, DOCTOR), reading(longer, DOCTOR, reader="second")):
        given = applied(found, decided)
        assert [(c.effect, c.count) for c in given.claims] == [
            ("injured", Count(22, None, "at_least")),
            ("injured", DOCTOR.count),
        ]


def test_a_rejected_claim_stays_away_when_the_next_reader_cuts_it_otherwise() -> None:
    longer = claim("at least 21 civilians", 21, "a spokesman")
    given = applied(reading(longer, CHILDREN, reader="second"), decide_reject(report(), CIVILIANS, signed()))
    assert ids(given) == [CHILDREN.id]
    assert given.claims[0].part_of is None
    assert codes(given) == ["rejected", "whole_lost"]


def test_rejecting_a_part_does_not_take_the_whole_that_holds_its_words() -> None:
    whole = claim("21 civilians, including 11 children", 21, SPOKESMAN)
    given = applied(reading(whole, reader="second"), decide_reject(report(), CHILDREN, signed()))
    assert ids(given) == [whole.id]
    assert codes(given) == ["decision_lost"]


def test_two_speakers_of_one_number_are_told_apart() -> None:
    decided = decide_reject(report(), DOCTOR, signed())
    assert ids(applied(FIRST, decided)) == [CIVILIANS.id, CHILDREN.id, TEACHER.id]
    # Another reader that hears the teacher first: ids only count the claims of one quote.
    turned = reading(
        dataclasses.replace(DOCTOR, claimant=TEACHER.claimant), dataclasses.replace(TEACHER, claimant=DOCTOR.claimant)
    )
    assert [c.claimant for c in applied(turned, decided).claims] == [TEACHER.claimant]


def test_another_speaker_of_decided_words_is_not_passed_over_in_silence() -> None:
    heard = dataclasses.replace(CIVILIANS, claimant=words("The army"))
    given = applied(reading(heard, reader="second"), decide_accept(report(), CIVILIANS, signed()))
    assert [c.claimant for c in given.claims] == [CIVILIANS.claimant]
    assert codes(given) == ["speaker_differs"]


def test_what_a_person_adds_stands_beside_what_others_say_in_the_same_words() -> None:
    found = reading(DOCTOR)
    fields = {"effect": "injured", "low": 15, "high": 15, "claimant": "a teacher", "claimant_kind": "witness"}
    decided = decide_add(report(), words("15 people"), fields, signed(), found)
    given = applied(found, decided)
    assert ids(given) == [DOCTOR.id, TEACHER.id]
    assert given.accounts[0].claim_ids == (DOCTOR.id, TEACHER.id)
    # The next reader finds it itself: it is there once.
    assert ids(applied(reading(DOCTOR, TEACHER), decided)) == [DOCTOR.id, TEACHER.id]


def test_a_claim_added_to_an_unread_report_makes_its_account() -> None:
    fields = {"effect": "killed", "low": 21, "status": "civilian"}
    decided = decide_add(report(), words("21 civilians"), fields, signed())
    given = applied(reading(), decided)
    assert [(a.n, a.main, a.claim_ids) for a in given.accounts] == [(1, True, tuple(ids(given)))]
    bare = dataclasses.replace(decided, claim=dataclasses.replace(decided.claim, account=None))  # type: ignore[type-var]
    assert [a.n for a in applied(reading(), bare).accounts] == [1]


def test_the_last_word_on_a_claim_holds() -> None:
    accepted = decide_accept(report(), CIVILIANS, signed(1))
    corrected = decide_correct(report(), CIVILIANS, {"low": 20, "high": 20}, signed(2, "B. Second"))
    rejected = decide_reject(report(), corrected.claim, signed(3, "C. Third"))  # type: ignore[arg-type]
    assert applied(FIRST, accepted, corrected).claims[0].count == Count(20, 20, "exact")
    assert CIVILIANS.id not in ids(applied(FIRST, accepted, corrected, rejected))
    undo = decide_undo(rejected, signed(4))
    assert applied(FIRST, accepted, corrected, rejected, undo) == applied(FIRST, accepted, corrected)


def test_two_people_who_reject_the_same_take_no_other_claim_along() -> None:
    found = reading(claim("15 people", 15, "A doctor", effect="injured", n=0), TEACHER)
    seen = dataclasses.replace(claim("15 people were wounded", 15, "A doctor", effect="injured"))
    first, second = decide_reject(report(), seen, signed(1)), decide_reject(report(), seen, signed(2, "B. Second"))
    assert [c.claimant for c in applied(found, first, second).claims] == [TEACHER.claimant]


def test_statements_are_decided_on_like_claims() -> None:
    army = statement("blames", "The rebels blamed the army", actor="the army")
    wagner = statement("blames", "blamed the army and Wagner", actor="Wagner")
    found = reading(CIVILIANS, army, wagner)
    decided = decide_reject(report(), wagner, signed())
    assert applied(found, decided).statements == (army,)
    longer = statement("blames", "The rebels blamed the army and Wagner", actor="Wagner")
    army_again = dataclasses.replace(longer, id="s-army", actor=words("the army"))
    assert applied(reading(army_again, longer), decided).statements == (army_again,)
    target = decide_add_statement(
        report(),
        words("struck terrorists"),
        {"kind": "target", "object": "terrorists", "claimant": "The army"},
        signed(),
    )
    assert [s.kind for s in applied(found, target).statements] == ["target", "blames", "blames"]


def test_an_account_of_which_all_was_rejected_goes() -> None:
    battle = claim("84 mercenaries", 84, account=2)
    found = reading(CIVILIANS, battle)
    assert [a.n for a in applied(found, decide_reject(report(), battle, signed())).accounts] == [1]


def test_a_decision_whose_words_are_gone_is_named_and_changes_nothing() -> None:
    text = "Nothing is known yet."
    document = dataclasses.replace(report(), text=text, text_sha256=sha256_text(text))
    found = dataclasses.replace(reading(), text_sha256=sha256_text(text))
    given = apply_to_reading(document, found, [decide_accept(report(), CIVILIANS, signed())])
    assert given.claims == ()
    assert codes(given) == ["decision_lost"]
    assert "'21 civilians'" in given.issues[0].detail


def test_a_decision_follows_its_words_into_a_changed_text() -> None:
    text = "(Updated) " + TEXT.replace("on Sunday", "late on Sunday")
    document = dataclasses.replace(report(), text=text, text_sha256=sha256_text(text))
    given = apply_to_reading(document, dataclasses.replace(reading()), [decide_accept(report(), CIVILIANS, signed())])
    (moved,) = given.claims
    assert moved.span == words("21 civilians", text)
    assert moved.claimant == words(SPOKESMAN, text)


def test_words_that_stand_twice_in_a_changed_text_are_not_guessed() -> None:
    text = TEXT + " The 21 civilians were buried."
    document = dataclasses.replace(report(), text=" " + text, text_sha256=sha256_text(" " + text))
    given = apply_to_reading(document, reading(), [decide_accept(report(), CIVILIANS, signed())])
    assert codes(given) == ["decision_lost"]


def test_a_decision_without_words_is_named() -> None:
    bones = dataclasses.replace(decide_accept(report(), CIVILIANS, signed()), claim=None, reason="")
    given = applied(FIRST, bones)
    assert given.claims == FIRST.claims
    assert codes(given) == ["decision_lost"]


def test_issues_of_the_reader_stay_in_front() -> None:
    issue = Issue("read", "x", "no_number", "no number in 'some'")
    found = dataclasses.replace(FIRST, issues=(issue,))
    assert applied(found, decide_reject(report(), CIVILIANS, signed())).issues[0] == issue


def test_scores_of_others_are_left_alone() -> None:
    given = applied(FIRST, decide_accept(report(), DOCTOR, signed()))
    assert [c.score for c in given.claims] == [0.7, 0.7, 1.0, 0.7]
    assert all(isinstance(c, Claim) for c in given.claims)
