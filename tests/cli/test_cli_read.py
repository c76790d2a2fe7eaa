"""`read`: what is said of a report is heard or refused in words, never dropped."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.publish.schemas import faults

WORDS = "A bomb in Kutum, Sudan, killed three farmers on Monday, police said."


@pytest.mark.parametrize("day", ["26-08-2024", "26/08/2024", "yesterday", "2024-02-30", ""])
def test_a_day_that_is_none_stops_before_anything_is_taken(cli: Cli, tmp_path: Path, day: str) -> None:
    path = tmp_path / "good.txt"
    path.write_text(WORDS)
    answer = cli("read", str(path), "--published", day)
    assert answer.code == 2
    assert "write it as YYYY-MM-DD" in " ".join(answer.err.split())
    assert cli("read", str(path), "--published", "2024-06-20", "--json").json["known"] == []


def test_a_broken_line_among_good_ones_is_named_and_told_by_the_exit_code(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    good = [json.dumps({"id": str(n), "text": f"{WORDS} Report {n}."}) for n in range(2)]
    path.write_text("\n".join([good[0], "{broken", good[1], '{"id": "x", "text": ""}']))
    answer = cli("read", str(path), "--json")
    assert (answer.code, len(answer.json["taken"])) == (1, 2)
    assert faults("read", answer.json) == []
    assert [r["input"] for r in answer.json["refused"]] == [f"{path}:2", f"{path}:4"]
    path.write_text("{broken\n[]\n")
    assert cli("read", str(path)).code == 2


def test_a_known_report_becomes_confidential_and_that_is_told(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "e1.txt"
    path.write_text(WORDS)
    (document_id,) = cli("read", str(path), "--json").json["taken"]
    answer = cli("read", str(path), "--confidential", "--title", "From a witness")
    assert answer.code == 0
    assert "what is newly said of it was added" in answer.err
    assert "newly said" not in cli("read", str(path)).err
    assert "From a witness" in cli("show", document_id).out
    assert cli("verify").code == 0
