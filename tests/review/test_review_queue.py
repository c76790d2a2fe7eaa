"""What waits for a person, and in which order."""

import dataclasses
from typing import Any

from tests.review.reports import claim, reading
from tollbook.model import Conflict, Count, Grading, Incident, Issue, Link, Reason, Record, SaidClaim, Tally
from tollbook.review.queue import queue

HIGH = claim("21 civilians", 21)
LOW = dataclasses.replace(claim("15 people", 15), score=0.95)
ALONE = dataclasses.replace(claim("84 mercenaries", 84), score=0.5)


_LISTS = ("accounts", "statements", "victims", "perpetrators", "targets", "outlets", "origins", "voices")


def incident(*claims: SaidClaim, conflicts: tuple[Conflict, ...] = (), grading: Grading | None = None) -> Incident:
    ids = tuple(s.claim.id for s in claims)
    tally = Tally("killed", "unknown", "none", 15, None, 21, "stated-range/1", ids)
    empty: dict[str, Any] = dict.fromkeys(_LISTS, ())
    return Incident(
        id="i-1",
        time=None,
        place=None,
        means="unknown",
        follow_up=False,
        claims=claims,
        tallies=(tally,),
        conflicts=conflicts,
        grading=grading,
        **empty,
    )


def test_a_claim_that_moves_a_tally_comes_before_one_that_does_not() -> None:
    lower = dataclasses.replace(HIGH, id="c-lower", score=0.7, count=Count(15, 15, "exact"))
    between = dataclasses.replace(HIGH, id="c-between", score=0.7, count=Count(18, 18, "exact"))
    record = Record((incident(*(SaidClaim("d-1", c, "v") for c in (between, lower, HIGH))),))
    items = queue(record)
    assert {i.subject for i in items[:2]} == {"c-lower", HIGH.id}
    assert items[2].subject == "c-between"


def test_what_is_sure_or_decided_does_not_wait() -> None:
    record = Record((incident(SaidClaim("d-1", LOW, "v"), SaidClaim("d-1", HIGH, "v", decided="v-1")),))
    assert queue(record) == ()


def test_the_whole_figure_hangs_on_an_only_claim() -> None:
    (item,) = queue(Record((incident(SaidClaim("d-1", ALONE, "v")),)))
    assert "a tally moves by 84" in item.detail
    assert "'84 mercenaries'" in item.detail


def test_lost_decisions_come_first_then_conflicts_then_the_rest() -> None:
    clash = Conflict("responsibility", "s-1", "s-2", "one blames, the other denies")
    weak = Link("d-1/1", "d-2/1", "same_incident", 3.0, (Reason("place", 2.0, "Moura", "Mourra"),))
    found = dataclasses.replace(
        reading(),
        issues=(
            Issue("read", "d-1", "no_number", "no number of people in 'some'"),
            Issue("read", "d-3", "language_not_read", "language 'so' is not read yet"),
            Issue("review", "v-1", "decision_lost", "accept by A. Recorder: words are gone"),
            Issue("resolve", "d-1/1", "date_unknown", "no words say when"),
        ),
    )
    record = Record((incident(conflicts=(clash,)),), issues=found.issues, unsure=(weak,))
    assert [i.kind for i in queue(record, [found])] == [
        "decision_lost",
        "conflict",
        "possible_same",
        "not_read",
        "refused",
    ]


def test_a_conflict_that_a_person_graded_waits_less() -> None:
    clash = Conflict("responsibility", "s-1", "s-2", "one blames, the other denies")
    graded = incident(conflicts=(clash,), grading=Grading("contested", "decision", (), decided_by="A. Recorder"))
    (open_item,), (graded_item,) = queue(Record((incident(conflicts=(clash,)),))), queue(Record((graded,)))
    assert graded_item.weight < open_item.weight


def test_a_conflict_waits_until_both_sides_were_held_to_be_said() -> None:
    clash = Conflict("figure", HIGH.id, LOW.id, "“21 civilians” against “15 people”")
    one = (SaidClaim("d-1", HIGH, "v", decided="v-1"), SaidClaim("d-1", LOW, "w"))
    both = tuple(dataclasses.replace(s, decided="v-1") for s in one)
    assert [i.about for i in queue(Record((incident(*one, conflicts=(clash,)),)))] == [(HIGH.id, LOW.id)]
    assert queue(Record((incident(*both, conflicts=(clash,)),))) == ()


def test_a_claim_weighs_by_its_odds_times_what_hangs_on_it() -> None:
    """Nine in ten sure of 100 dead puts ten at stake, even odds of 10 dead five, even odds of 84 forty-two."""

    def weighed(score: float, killed: int) -> tuple[str, float]:
        said = dataclasses.replace(HIGH, score=score, count=Count(killed, killed, "exact"))
        (item,) = queue(Record((incident(SaidClaim("d-1", said, "v")),)))
        return item.detail, item.weight

    (most, heavy), (some, middle), (few, light) = weighed(0.5, 84), weighed(0.899, 100), weighed(0.5, 10)
    assert heavy > middle > light
    assert "so 42.0 are at stake" in most
    assert "so 10.1 are at stake" in some
    assert "so 5.0 are at stake" in few


def test_a_claim_that_moves_nothing_waits_last_the_doubtful_first() -> None:
    same = [dataclasses.replace(HIGH, id=f"c-{n}", score=score) for n, score in enumerate((0.6, 0.8))]
    items = queue(Record((incident(*(SaidClaim("d-1", c, "v") for c in same)),)))
    assert [i.subject for i in items] == ["c-0", "c-1"]
    assert items[0].weight < 0.1
