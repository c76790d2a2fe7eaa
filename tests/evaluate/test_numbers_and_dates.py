"""Cases as the benchmarks write them, in our own words: what is asked, what is left out, what is right."""

import json
from pathlib import Path
from typing import Any

import pytest

from tollbook.errors import InputError
from tollbook.evaluate import dates, numbers


def _number(phrase: str, value: str) -> dict[str, Any]:
    return {"Input": phrase, "Results": [{"Text": phrase, "Resolution": {"value": value}}]}


def test_numbers_that_count_no_people_are_left_out(tmp_path: Path) -> None:
    cases = [
        _number("thirty-one", "31"),
        _number("between 4 and 9", "[4,9)"),
        _number("more than 60", "(60,)"),
        _number("two thirds", "0.667"),
        _number("seven million billion", "7000000000000000"),
        _number("twelve", "13"),
    ]
    (tmp_path / "NumberModel.json").write_text(json.dumps(cases), encoding="utf-8")
    measured = numbers.run(tmp_path / "NumberModel.json")
    assert (measured.counts["cases"], measured.counts["right"], measured.counts["left_out"]) == (4, 3, 2)
    assert [d.quote for d in measured.differences] == ["twelve"]


def test_dates_of_the_past_are_asked(tmp_path: Path) -> None:
    def case(phrase: str, past: dict[str, str]) -> dict[str, Any]:
        said = {"Context": {"ReferenceDateTime": "2024-08-28T00:00:00"}, "Input": f"It was {phrase}."}
        return said | {"Results": [{"Text": phrase, "Value": {"PastResolution": past}}]}

    cases = [
        case("on Sunday", {"date": "2024-08-25"}),
        case("from 3 to 9 August", {"startDate": "2024-08-03", "endDate": "2024-08-09"}),
        case("tomorrow", {"date": "2024-08-29"}),  # of the future: left out
        case("at noon", {"time": "12:00:00"}),  # a time of day: left out
        case("on Monday", {"date": "2024-08-20"}),  # a wrong case is a difference
    ]
    path = tmp_path / "DateParser.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    measured = dates.run(path)
    assert (measured.counts["cases"], measured.counts["right"]) == (3, 2)


def test_phrases_without_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "phrases.tsv"
    lines = ["2024-08-28\tDATE\t2024-08-28", "June\tDATE\t2024-06", "2019\tDATE\t2019", "three weeks\tDURATION\tP3W"]
    path.write_text("\n".join([*lines, "", "2020-01-10\tDATE\t2020-01-10", "yesterday\tDATE\t2020-01-09"]))
    measured = dates.run(path)
    assert (measured.counts["cases"], measured.counts["right"]) == (3, 3)


def test_a_folder_without_cases_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no case"):
        numbers.run(tmp_path)
    with pytest.raises(InputError, match=r"no \.json"):
        dates.run(tmp_path)
