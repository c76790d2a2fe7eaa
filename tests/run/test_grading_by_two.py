"""A grading needs two people: one proposes, and another who gives the same grade makes it stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.things import AT, keep, reading, report
from tollbook.errors import DecisionError
from tollbook.model import Decision
from tollbook.review.decide import Signature, decide_undo
from tollbook.run.desk import Desk
from tollbook.run.grading import grade_by_two, proposals
from tollbook.run.wishes import Wish
from tollbook.store import read, write
from tollbook.store.db import open_workspace


@dataclass
class Story:
    """A workspace with one incident, and people who grade it one after the other."""

    desk: Desk
    minute: int = 0
    made: list[Decision] = field(default_factory=list)

    def grade(self, by: str, grade: str, may_grade: bool = True) -> str:
        """Keep what one person's grade comes to, and give its kind."""
        self.minute += 1
        desk = Desk(self.desk.ws)
        (incident,) = desk.record.incidents
        wish = Wish("grade", (incident.id,), {"grade": grade})
        self.made.append(grade_by_two(desk, wish, self._signed(by, f"as {by} sees it"), may_grade))
        write.add_decision(desk.ws, self.made[-1])
        return self.made[-1].kind

    def undo(self, number: int) -> None:
        """Take one of these decisions back."""
        self.minute += 1
        write.add_decision(self.desk.ws, decide_undo(self.made[number], self._signed("Ada", "a slip")))

    def stands(self) -> str | None:
        """Give the grade that a person decided, if one did."""
        grading = Desk(self.desk.ws).record.incidents[0].grading
        return grading.grade if grading and grading.decided_by else None

    def waiting(self) -> list[tuple[str, str | None]]:
        """Give who proposed what and waits for another person."""
        desk = Desk(self.desk.ws)
        return [(p.decided_by, p.grade) for p in proposals(desk.record.incidents[0], read.decisions(desk.ws))]

    def _signed(self, by: str, reason: str) -> Signature:
        return Signature(by, datetime(2024, 9, 2, 9, self.minute, tzinfo=UTC), reason)


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with open_workspace(tmp_path, create=True) as ws:
        write.add_reading(ws, reading(keep(ws, report())), AT)
        yield Story(Desk(ws))


def test_two_who_agree_make_a_grading(story: Story) -> None:
    assert story.grade("Ada", "fair") == "propose_grade"
    assert (story.stands(), story.waiting()) == (None, [("Ada", "fair")])
    assert story.grade("Bea", "Fair ") == "grade"
    assert (story.stands(), story.waiting()) == ("fair", [])
    assert story.made[1].reason == f"as Bea sees it (agrees with {story.made[0].id})"
    assert "Ada" not in story.made[1].reason  # reasons are published, names are not


def test_one_person_alone_makes_none(story: Story) -> None:
    story.grade("Ada", "fair")
    with pytest.raises(DecisionError, match="a second person has to agree"):
        story.grade("Ada", "fair")
    assert story.stands() is None


def test_two_who_differ_both_wait_and_a_third_settles_it(story: Story) -> None:
    story.grade("Ada", "fair")
    assert story.grade("Bea", "weak") == "propose_grade"
    assert story.waiting() == [("Ada", "fair"), ("Bea", "weak")]
    assert story.grade("Cleo", "weak") == "grade"
    assert (story.stands(), story.waiting()) == ("weak", [("Ada", "fair")])


def test_who_thinks_again_has_one_proposal(story: Story) -> None:
    story.grade("Ada", "fair")
    story.grade("Ada", "weak")
    assert story.waiting() == [("Ada", "weak")]
    assert story.grade("Bea", "fair") == "propose_grade"


def test_who_may_not_grade_proposes(story: Story) -> None:
    story.grade("Cleo", "fair", may_grade=False)
    assert story.grade("Rea", "fair", may_grade=False) == "propose_grade"
    assert story.stands() is None
    assert story.grade("Ada", "fair") == "grade"


def test_a_grading_that_is_taken_back_leaves_its_proposal(story: Story) -> None:
    story.grade("Ada", "fair")
    story.grade("Bea", "fair")
    story.undo(1)
    assert (story.stands(), story.waiting()) == (None, [("Ada", "fair")])
    story.undo(0)
    assert story.waiting() == []


def test_a_grade_that_nobody_knows_is_refused(story: Story) -> None:
    for grade in ("certain", ""):
        with pytest.raises(DecisionError, match="known: confirmed"):
            story.grade("Ada", grade)
