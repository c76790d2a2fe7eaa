"""What a person may decide, and what is refused with words that help."""

import dataclasses
from datetime import datetime

import pytest

from tests.review.reports import BEGIN, TEXT, claim, reading, report, signed, statement, words
from tollbook.errors import DecisionError
from tollbook.model import Count, DecidedPlace, Span
from tollbook.model.ids import claim_id, sha256_text
from tollbook.review.decide import (
    Anchor,
    Signature,
    anchor,
    decide_accept,
    decide_add,
    decide_add_statement,
    decide_copy,
    decide_correct,
    decide_date,
    decide_different,
    decide_grade,
    decide_note,
    decide_place,
    decide_propose_grade,
    decide_reject,
    decide_restrict,
    decide_same,
    decide_undo,
    find_words,
)

CIVILIANS = claim("21 civilians", 21, "a spokesman for the rebels")
FIRST = reading(CIVILIANS)
ACCOUNT = Anchor(f"{report().id}/1")
OTHER = Anchor("d-0123456789abcdef/1")


def test_words_of_any_language_become_a_claim() -> None:
    text = "قال متحدث إن 21 مدنيا قتلوا في تينزاواتين."
    document = dataclasses.replace(report(text), language="ar")
    span = find_words(document, "21 مدنيا")
    fields = {"effect": "killed", "low": 21, "high": 21, "status": "civilian", "claimant": "متحدث", "cue": "قال"}
    made = decide_add(document, span, fields, signed())
    assert made.claim is not None
    assert made.claim.count == Count(21, 21, "exact")
    assert made.claim.id == claim_id(sha256_text(text), span.start, span.end, "killed")
    assert made.subjects == (document.id, made.claim.id)
    assert made.text_sha256 == document.text_sha256
    assert all(s.stands_in(text) for s in made.claim.spans)


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"low": 21, "high": 21}, Count(21, 21, "exact")),
        ({"low": 21}, Count(21, None, "at_least")),
        ({"high": 21}, Count(None, 21, "at_most")),
        ({"low": 12, "high": 15}, Count(12, 15, "range")),
        ({"low": 20, "high": 20, "wording": "about"}, Count(20, 20, "about")),
        ({"low": 24, "high": None, "wording": "vague"}, Count(24, None, "vague")),
        ({"low": 0, "high": 0}, Count(0, 0, "exact")),
    ],
)
def test_an_end_that_is_not_given_is_open(given: dict[str, object], count: Count) -> None:
    made = decide_add(report(), words("21 civilians"), {"effect": "killed", **given}, signed())
    assert made.claim is not None
    assert made.claim.count == count


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"low": 21}, "effect"),
        ({"effect": "killed"}, "low and high"),
        ({"effect": "slain", "low": 1}, "not in the codebook"),
        ({"effect": "killed", "low": 5, "high": 3}, "above the high end"),
        ({"effect": "killed", "low": -1}, "negative"),
        ({"effect": "killed", "low": "21"}, "whole numbers"),
        ({"effect": "killed", "low": 21, "status": "innocent"}, "known: civilian"),
        ({"effect": "killed", "low": 21, "colour": "red"}, "no field is called colour"),
        ({"effect": "killed", "low": 21, "claimant": "a general"}, "not in the report"),
        ({"effect": "killed", "low": 21, "claimant": Span(0, 3, "abc")}, "is not at 0"),
        ({"effect": "killed", "low": 21, "account": 0}, "from 1"),
    ],
)
def test_fields_that_cannot_be_are_refused(fields: dict[str, object], says: str) -> None:
    with pytest.raises(DecisionError, match=says):
        decide_add(report(), words("21 civilians"), fields, signed())


def test_quotes_are_exact() -> None:
    with pytest.raises(DecisionError, match="not in the report"):
        find_words(report(), "21 Civilians")
    with pytest.raises(DecisionError, match="2 places"):
        find_words(report(), "the rebels")
    with pytest.raises(DecisionError, match="does not stand at 3"):
        find_words(report(), "21 civilians", start=3)
    with pytest.raises(DecisionError, match="quote it exactly"):
        decide_add(report(), Span(0, 12, "21 civilians"), {"effect": "killed", "low": 21}, signed())
    with pytest.raises(DecisionError, match="no words"):
        find_words(report(), "")
    at = TEXT.rindex("the rebels")
    assert find_words(report(), "the rebels", start=at) == Span(at, at + 10, "the rebels")


def test_a_second_claim_on_the_same_words_has_its_own_id() -> None:
    fields = {"effect": "killed", "low": 21, "high": 21, "claimant": "The army"}
    made = decide_add(report(), words("21 civilians"), fields, signed(), FIRST)
    assert made.claim is not None
    assert made.claim.id != CIVILIANS.id


def test_a_cumulative_figure_is_about_no_incident_unless_it_is_said() -> None:
    made = decide_add(
        report(), words("84 mercenaries"), {"effect": "killed", "low": 84, "scope": "cumulative"}, signed()
    )
    assert made.claim is not None
    assert made.claim.account is None


def test_statements_need_their_party() -> None:
    with pytest.raises(DecisionError, match="needs an actor"):
        decide_add_statement(report(), words("blamed the army"), {"kind": "blames"}, signed())
    with pytest.raises(DecisionError, match="needs an object"):
        decide_add_statement(report(), words("struck terrorists"), {"kind": "target"}, signed())
    with pytest.raises(DecisionError, match="not one of blames"):
        decide_add_statement(report(), words("struck terrorists"), {"kind": "praises"}, signed())
    made = decide_add_statement(report(), words("blamed the army"), {"kind": "blames", "actor": "the army"}, signed())
    assert made.statement is not None
    assert made.statement.actor == words("the army")


def test_a_correction_carries_what_it_was_made_of() -> None:
    known = dataclasses.replace(CIVILIANS, claimant_id="a-spokesman", claimant_kind="belligerent")
    made = decide_correct(report(), known, {"claimant": "A doctor"}, signed(), FIRST)
    assert (made.claim_before, made.subjects) == (known, (report().id, known.id))
    assert made.claim is not None
    assert (made.claim.claimant, made.claim.claimant_id, made.claim.claimant_kind) == (
        words("A doctor"),
        None,
        "unknown",
    )
    assert made.seen == sha256_text(repr(known))
    moved = decide_correct(report(), known, {"quote": "at least 21 civilians", "low": 21, "high": None}, signed())
    assert moved.claim is not None
    longer = words("at least 21 civilians")
    assert moved.claim.id == claim_id(report().text_sha256, longer.start, longer.end, "killed")
    assert moved.claim.count == Count(21, None, "at_least")
    target = statement("target", "struck terrorists", object="terrorists")
    changed = decide_correct(report(), target, {"certainty": "reported"}, signed())
    assert changed.statement_before == target


def test_a_correction_that_changes_nothing_is_refused() -> None:
    for changes in ({}, {"low": 21, "high": 21}):
        with pytest.raises(DecisionError, match="accept it"):
            decide_correct(report(), CIVILIANS, changes, signed())


def test_a_claim_of_another_text_is_refused() -> None:
    other = dataclasses.replace(report("Another text."), id=report().id)
    for make in (decide_accept, decide_reject):
        with pytest.raises(DecisionError, match="does not stand at"):
            make(other, CIVILIANS, signed())
    with pytest.raises(DecisionError, match="reading is of another text"):
        decide_accept(report(), CIVILIANS, signed(), dataclasses.replace(FIRST, text_sha256="0" * 64))


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (DecidedPlace(" "), "needs a name"),
        (DecidedPlace("X", lat=1.0), "both"),
        (DecidedPlace("X", lat=91.0, lon=0.0), "globe"),
        (DecidedPlace("X", lat=float("nan"), lon=0.0), "globe"),
        (DecidedPlace("X", country="Mali"), "two letters"),
        (DecidedPlace("X", precision="roughly"), "not one of exact"),
    ],
)
def test_places_that_cannot_be_are_refused(place: DecidedPlace, says: str) -> None:
    with pytest.raises(DecisionError, match=says):
        decide_place(ACCOUNT, place, signed())


def test_days_that_cannot_be_are_refused() -> None:
    for earliest, latest, says in (
        ("2024-13-01", None, "no day"),
        ("2024-08-25", "2024-08-24", "earlier day first"),
        ("last Sunday", None, "no day"),
    ):
        with pytest.raises(DecisionError, match=says):
            decide_date(ACCOUNT, earliest, latest, signed())


def test_pairs_copies_grades_and_notes_are_checked() -> None:
    assert decide_same(OTHER, ACCOUNT, signed()).subjects == decide_same(ACCOUNT, OTHER, signed()).subjects
    with pytest.raises(DecisionError, match="given twice"):
        decide_different(ACCOUNT, ACCOUNT, signed())
    with pytest.raises(DecisionError, match="copy of itself"):
        decide_copy(report(), report(), signed())
    with pytest.raises(DecisionError, match="known: confirmed"):
        decide_grade([ACCOUNT], "certain", signed())
    with pytest.raises(DecisionError, match="at least one account"):
        decide_grade([], "fair", signed())
    with pytest.raises(DecisionError, match="known: confirmed"):
        decide_propose_grade([ACCOUNT], "certain", signed())
    with pytest.raises(DecisionError, match="at least one account"):
        decide_restrict([], signed())
    with pytest.raises(DecisionError, match="empty"):
        decide_note([ACCOUNT], " ", signed())
    with pytest.raises(DecisionError, match="no account"):
        decide_note([Anchor("i-0123")], "a note", signed())
    with pytest.raises(DecisionError, match="it has 1"):
        anchor(FIRST, 2)


def test_who_why_and_when_are_needed() -> None:
    for by, reason, says in (("", "a reason", "name"), ("A. Recorder", " ", "reason")):
        with pytest.raises(DecisionError, match=says):
            Signature(by, BEGIN, reason)
    with pytest.raises(DecisionError, match="zone"):
        Signature("A. Recorder", datetime(2024, 9, 1), "a reason")


def test_an_id_is_made_of_all_that_is_said() -> None:
    first = decide_accept(report(), CIVILIANS, signed())
    assert first == decide_accept(report(), CIVILIANS, signed())
    others = (
        decide_accept(report(), CIVILIANS, signed(1)),
        decide_accept(report(), CIVILIANS, signed(by="B. Second")),
        decide_reject(report(), CIVILIANS, signed()),
        decide_accept(report(), dataclasses.replace(CIVILIANS, provisional=True), signed()),
        decide_accept(report(), CIVILIANS, signed(supersedes=first.id)),
        decide_undo(first, signed()),
    )
    assert len({first.id, *(d.id for d in others)}) == 7
    assert all(d.id.startswith("v-") for d in others)


def test_a_withdrawal_cannot_be_undone() -> None:
    gone = dataclasses.replace(decide_accept(report(), CIVILIANS, signed()), kind="withdraw", claim=None)
    with pytest.raises(DecisionError, match="words are gone"):
        decide_undo(gone, signed())
