"""Two coders of one report: what is one claim, what each found alone, and in which fields they differ."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest

from tollbook.model import Claim, Coding, Document, Extractor, Statement
from tollbook.model.ids import sha256_text
from tollbook.review.agreement import Agreement, Field, Pair, agreement, compare, differing
from tollbook.review.fields import find_words, make_claim, make_statement

TEXT = (
    "Drones killed at least 21 civilians, including 11 children, at the market on Sunday, a spokesman for the movement "
    "said. Dozens were wounded. The army said its aircraft struck a depot and killed 30 terrorists."
)
DOCUMENT = Document("d-1", "o-1", "0" * 64, TEXT, sha256_text(TEXT), Extractor("text", "1"))
AT = datetime(2024, 9, 2, tzinfo=UTC)
MOVEMENT = "a spokesman for the movement"
TOTAL: tuple[str, dict[str, Any]] = (
    "21 civilians",
    {"effect": "killed", "low": 21, "status": "civilian", "claimant": MOVEMENT},
)
CHILDREN = ("11 children", {"effect": "killed", "low": 11, "high": 11, "status": "civilian", "group": "children"})
WOUNDED = ("Dozens", {"effect": "injured", "low": 24, "wording": "vague"})
DEPOT = ("struck a depot", {"kind": "target", "object": "a depot", "claimant": "The army"})


def made(quote: str, fields: dict[str, Any], **other: Any) -> Claim | Statement:
    """A claim or statement of these words, with some fields otherwise."""
    span = find_words(DOCUMENT, quote, near=0)
    make = make_statement if "kind" in fields else make_claim
    return make(DOCUMENT, span, {**fields, **other}, frozenset())


def coding(coder: str, *things: Claim | Statement) -> Coding:
    """What a coder found."""
    claims = tuple(x for x in things if isinstance(x, Claim))
    statements = tuple(x for x in things if isinstance(x, Statement))
    return Coding(f"coding-{coder}", "r-1", "d-1", DOCUMENT.text_sha256, coder, 1, AT, claims, statements, True)


def field(found: Agreement, name: str, of: str = "claim") -> Field:
    """One line of the table."""
    return next(f for f in found.fields if (f.of, f.name) == (of, name))


def test_what_both_found_and_what_each_alone() -> None:
    ada = coding("Ada", made(*TOTAL), made(*CHILDREN), made(*DEPOT))
    ben = coding("Ben", made("at least 21 civilians", TOTAL[1]), made(*WOUNDED), made(*DEPOT))
    found = agreement([(ada, ben)])
    claims, statements = found.found
    assert (claims.both, claims.first_only, claims.second_only) == (1, 1, 1)
    assert claims.f1 == pytest.approx(2 / 4)
    assert (statements.both, statements.f1) == (1, 1.0)
    quotes = [(p.first and p.first.span.quote, p.second and p.second.span.quote) for p in found.comparisons[0].pairs]
    assert quotes == [
        ("21 civilians", "at least 21 civilians"),
        ("11 children", None),
        (None, "Dozens"),
        ("struck a depot", "struck a depot"),
    ]


def test_another_effect_is_another_claim() -> None:
    found = agreement([(coding("Ada", made(*WOUNDED)), coding("Ben", made(*WOUNDED, effect="harmed")))])
    assert (found.found[0].both, found.found[0].f1) == (0, 0.0)


def test_a_part_within_the_words_of_the_whole_is_not_the_whole() -> None:
    ada = coding("Ada", made("21 civilians, including 11 children", TOTAL[1]))
    assert agreement([(ada, coding("Ben", made(*CHILDREN)))]).found[0].both == 0


def test_the_speaker_decides_which_of_two_like_claims_is_meant() -> None:
    army = made(*TOTAL, claimant="The army")
    assert isinstance(army, Claim)
    army = dataclasses.replace(army, id="c-army")
    spokesman = made(*TOTAL)
    pairs = compare(coding("Ada", spokesman, army), coding("Ben", army, spokesman)).pairs
    assert {(p.first.id, p.second.id) for p in pairs if p.first and p.second} == {
        ("c-army", "c-army"),
        (spokesman.id, spokesman.id),
    }


def test_nothing_found_by_both_is_agreement_that_no_share_can_tell() -> None:
    found = agreement([(coding("Ada"), coding("Ben"))])
    assert found.found[0].f1 is None
    assert field(found, "status").share is None
    assert field(found, "status").bounds is None


# One field of Ben's is otherwise; it is named, and nothing else is.
DIFFERENCES: dict[str, dict[str, Any]] = {
    "high": {"high": 21, "wording": "at_least"},
    "wording": {"wording": "about"},
    "status": {"status": "unknown"},
    "group": {"group": "family"},
    "claimant": {"claimant": "The army"},
    "claimant_kind": {"claimant_kind": "belligerent"},
    "certainty": {"certainty": "reported"},
    "provisional": {"provisional": True},
    "means": {"means": "drone_strike"},
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_the_field_that_differs_is_named(name: str) -> None:
    assert differing(Pair(made(*TOTAL), made(*TOTAL, **DIFFERENCES[name]))) == (name,)


def test_words_and_statements_that_differ_are_named() -> None:
    assert differing(Pair(made(*TOTAL), made("at least 21 civilians", TOTAL[1]))) == ("quote",)
    other = made(*DEPOT, claimant_kind="belligerent", object="depot")
    assert differing(Pair(made(*DEPOT), other)) == ("claimant_kind",)
    assert differing(Pair(made(*DEPOT), made(*DEPOT, claimant=None))) == ("claimant",)
    assert differing(Pair(made(*DEPOT), None)) == ()


def test_the_table_of_fields_by_hand() -> None:
    # Four pairs. Status: civilian-civilian, civilian-civilian, unknown-unknown, combatant-civilian: 3 of 4 the same.
    # By chance: civilian 2/4 × 3/4 + unknown 1/4 × 1/4 + combatant 1/4 × 0 = 0.375 + 0.0625 = 0.4375.
    # Kappa (0.75 − 0.4375)/0.5625 = 0.5556.
    thirty = ("30 terrorists", {"effect": "killed", "low": 30, "high": 30, "status": "combatant"})
    ada = coding("Ada", made(*TOTAL), made(*CHILDREN), made(*WOUNDED), made(*thirty))
    ben = coding("Ben", made(*TOTAL), made(*CHILDREN), made(*WOUNDED), made(*thirty, status="civilian", low=29))
    found = agreement([(ada, ben)])
    status, low, high = field(found, "status"), field(found, "low"), field(found, "high")
    assert (status.n, status.same, status.share) == (4, 3, 0.75)
    assert status.kappa == pytest.approx(0.5556, abs=0.0001)
    assert status.interval_alpha is None
    # Low: 21, 11, 24 the same, 30 against 29: within one. High: open twice, 11, 30: numbers on both sides twice.
    assert (low.same, low.figures, low.within_one) == (3, 4, 4)
    assert (high.same, high.figures, high.within_one) == (4, 2, 2)
    assert high.interval_alpha == 1.0
    assert field(found, "group").share == 1.0
    assert field(found, "certainty").kappa is None  # both said "stated" every time: chance alone would do it


def test_incident_numbers_are_compared_by_what_they_put_together() -> None:
    # Ada numbers the army's raid 2, Ben 7: both put it apart from the market. The wounded Ben puts with the raid.
    thirty = ("30 terrorists", {"effect": "killed", "low": 30, "status": "combatant"})
    ada = coding("Ada", made(*TOTAL), made(*WOUNDED), made(*thirty, account=2))
    ben = coding("Ben", made(*TOTAL), made(*WOUNDED, account=7), made(*thirty, account=7))
    incident = field(agreement([(ada, ben)]), "incident")
    assert (incident.n, incident.same) == (3, 1)


def test_a_part_agrees_where_both_name_the_same_whole() -> None:
    total, ben_total = made(*TOTAL), made("at least 21 civilians", TOTAL[1])
    ada = coding("Ada", total, made(*CHILDREN, part_of=total.id))
    ben = coding("Ben", ben_total, made(*CHILDREN, part_of=ben_total.id))
    assert field(agreement([(ada, ben)]), "part_of").share == 1.0
    assert field(agreement([(ada, coding("Ben", ben_total, made(*CHILDREN)))]), "part_of").share == 0.5


def test_the_order_of_the_coders_changes_no_share() -> None:
    ada = coding("Ada", made(*TOTAL), made(*CHILDREN), made(*WOUNDED))
    ben = coding("Ben", made(*TOTAL, status="unknown"), made(*WOUNDED, low=30), made(*DEPOT))
    one, other = agreement([(ada, ben)]), agreement([(ben, ada)])
    assert [f.f1 for f in one.found] == [f.f1 for f in other.found]
    assert [dataclasses.astuple(f) for f in one.fields] == [dataclasses.astuple(f) for f in other.fields]
