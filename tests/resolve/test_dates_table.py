"""The table of dates: tests/cases/en/dates.yml, written from the codebook."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tollbook.resolve.when import find_times

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/en/dates.yml").read_text(encoding="utf-8")
)


def _marked(case: dict[str, Any]) -> Any:
    name = f"{case['phrase']} ({case['published']})"
    gap = pytest.mark.xfail(reason="known gap", strict=False)
    return pytest.param(case, id=name, marks=[gap] if case.get("known_gap") else [])


@pytest.mark.parametrize("case", [_marked(c) for c in CASES])
def test_the_words_say_this_stretch_of_days(case: dict[str, Any]) -> None:
    text, phrase = case["text"], case["phrase"]
    start = text.index(phrase)
    found = [
        t
        for t in find_times(text, case["published"])
        if t.words and t.words.start < start + len(phrase) and start < t.words.end
    ]
    for time in found:
        assert time.words is not None
        assert time.words.stands_in(text)
    said: list[list[date]] = [[t.earliest, t.latest] for t in found]
    if case["expect"] is None:
        covers = case.get("or_covers")
        assert not said or (covers and said[0][0] <= covers[0] and covers[1] <= said[0][1]), said
        return
    assert said, "no time was found in these words"
    assert said[0] in [case["expect"], case.get("or")], said
    if said[0] == case["expect"]:
        assert found[0].precision == case["precision"]
