"""The methods in words leave out no rule, no grade and no name under which something is left out."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import tollbook
from tollbook.judge import tallies
from tollbook.model.incident import Grade
from tollbook.model.issue import Room
from tollbook.publish import methods


def test_every_rule_room_and_grade_has_words() -> None:
    assert set(methods.RULES) == set(tallies.RULES)
    assert set(methods.ROOMS) == set(get_args(Room))
    assert set(methods.GRADES) == set(get_args(Grade))


def codes_in_use() -> Iterator[str]:
    """Give every code that an Issue is made with by name, anywhere in the package."""
    for path in Path(tollbook.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 3:
                continue
            if isinstance(node.func, ast.Name) and node.func.id == "Issue":
                code = node.args[2]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value


def test_every_name_of_what_is_left_out_has_words() -> None:
    found = set(codes_in_use())
    assert len(found) > 15
    assert found - set(methods.LEFT_OUT) == set()
