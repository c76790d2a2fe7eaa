"""Conflicts and suggested gradings, from the table of cases."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.judge.sayings import cases, said_claims, said_statements
from tollbook.judge.aims import aim_of
from tollbook.judge.conflicts import find_conflicts
from tollbook.judge.grading import RULE, decided_grading, suggest_grading
from tollbook.model import Decision

CASES = cases("conflicts.yml")
GRADED = [c for c in CASES if "grade" in c]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_conflicts(case: dict[str, Any]) -> None:
    claims, statements = said_claims(case), said_statements(case)
    voice = {s.claim.id: s.voice_id for s in claims} | {s.statement.id: s.voice_id for s in statements}
    found = find_conflicts(claims, statements)
    expected = sorted((kind, *sorted(pair)) for kind, *pair in case["conflicts"])
    assert sorted((c.kind, *sorted((voice[c.left], voice[c.right]))) for c in found) == expected
    assert all(c.detail for c in found)
    words = {s.claim.id: s.claim.span.quote for s in claims} | {
        s.statement.id: s.statement.span.quote for s in statements
    }
    if "marks" in case:
        assert sorted(sorted((words[c.left], words[c.right])) for c in found) == sorted(map(sorted, case["marks"]))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_the_order_of_what_is_said_does_not_matter(case: dict[str, Any]) -> None:
    claims, statements = said_claims(case), said_statements(case)
    assert find_conflicts(claims[::-1], statements[::-1]) == find_conflicts(claims, statements)


@pytest.mark.parametrize("case", GRADED, ids=[c["name"] for c in GRADED])
def test_gradings(case: dict[str, Any]) -> None:
    claims, statements = said_claims(case), said_statements(case)
    grading = suggest_grading(claims, statements, find_conflicts(claims, statements))
    assert (grading.grade if grading else None) == case["grade"]
    assert grading is None or (grading.rule == RULE and all(grading.reasons) and grading.decided_by is None)


def test_a_person_decides_the_grade_and_the_newest_stands() -> None:
    def graded(grade: str, minute: int) -> Decision:
        when = datetime(2024, 9, 1, 9, minute, tzinfo=UTC)
        return Decision(f"x{minute}", "grade", ("d/1",), f"because {grade}", "Ada", when, grade=grade)

    grading = decided_grading(None, [graded("confirmed", 5), graded("weak", 2)])
    assert grading is not None
    assert (grading.grade, grading.decided_by, grading.reasons) == ("confirmed", "Ada", ("because confirmed",))


@pytest.mark.parametrize(
    ("words", "aim"),
    [
        ("a pharmacy", "civilian"),
        ("people who had gathered outside the market", "civilian"),
        ("terrorists", "fighters"),
        ("a training camp of the militants", "fighters"),
        ("private homes", "civilian"),
        ("the homes of two commanders", "fighters"),
        ("an ammunition depot", "fighters"),
        ("the displacement camp", "civilian"),
        ("a training camp", "fighters"),
        ("the area", None),
    ],
)
def test_what_a_target_is_called(words: str, aim: str | None) -> None:
    assert aim_of(words) == aim
