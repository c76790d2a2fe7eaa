"""The scorer on a small table worked out by hand, and against the annotators' own where their files are."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED
from tollbook.evaluate.claims import run
from tollbook.evaluate.pairing import same_speaker

TEXT = (
    "At least 21 civilians, including 11 children, were killed, said a spokesman for the coalition. Twenty were hurt."
)
GOLD: dict[str, Any] = {
    "id": "t:1",
    "text": TEXT,
    "incidents": [{"n": 1, "main": True, "date": ["2024-08-25", "2024-08-25"], "place": None}],
    "claims": [
        {"quote": "21 civilians", "effect": "killed", "low": 21, "high": None, "wording": "at_least"}
        | {"status": "civilian", "group": "none", "claimant": "a spokesman for the coalition", "part_of": None}
        | {"claimant_kind": "belligerent", "polarity": "affirmed", "certainty": "stated", "provisional": False}
        | {"scope": "incident", "incident": 1, "more_quotes": []},
        {"quote": "11 children", "effect": "killed", "low": 11, "high": 11, "wording": "exact", "status": "civilian"}
        | {"group": "children", "claimant": "a spokesman for the coalition", "claimant_kind": "belligerent"}
        | {"polarity": "affirmed", "certainty": "stated", "provisional": False, "scope": "incident", "incident": 1}
        | {"part_of": 0, "more_quotes": []},
        {"quote": "Twenty", "effect": "injured", "low": 20, "high": 20, "wording": "exact", "status": "unknown"}
        | {"group": "none", "claimant": None, "claimant_kind": "outlet", "polarity": "affirmed", "part_of": None}
        | {"certainty": "stated", "provisional": False, "scope": "incident", "incident": 1, "more_quotes": []},
    ],
}


def _reading(**changes: Any) -> dict[str, Any]:
    """The gold as if it had been read, the second claim without its claimant, the third missed, one made up."""
    first, second = ({**c} for c in GOLD["claims"][:2])
    second["claimant"] = None
    made_up = {**first, "quote": "killed", "low": 3, "high": 3}
    return {"id": "t:1", "claims": [first, second, made_up], "accounts": GOLD["incidents"], **changes}


def _figures(tmp_path: Path, reading: dict[str, Any]) -> dict[str, float | None]:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    return {f.name: f.value for f in run(path, lambda documents: [reading]).figures}


def test_each_row_asks_more(tmp_path: Path) -> None:
    # Three annotated, three read: two have the right figure and whom, one the claimant too.
    figures = _figures(tmp_path, _reading())
    assert figures["figure"] == figures["whom"] == pytest.approx(2 / 3)
    assert figures["who_says"] == figures["full"] == figures["strict"] == pytest.approx(1 / 3)
    assert figures["same part_of"] == 1.0
    assert figures["main date"] == 1.0


def test_words_that_are_not_there_pair_with_nothing(tmp_path: Path) -> None:
    reading = _reading()
    reading["claims"][0] |= {"start": 3, "end": 9}
    assert _figures(tmp_path, reading)["figure"] == pytest.approx(1 / 3)


def test_nothing_to_measure_is_unknown_not_zero(tmp_path: Path) -> None:
    figures = _figures(tmp_path, {"id": "t:1", "claims": []})
    assert figures["figure"] == 0.0
    assert figures["same status"] is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the army", "The Army's spokesman", True),
        ("a hospital official", "hospital", True),
        ("local sources", "sources", True),
        ("the governor", "the mayor", False),
        (None, None, True),
        (None, "the mayor", False),
    ],
)
def test_one_speaker(one: str | None, other: str | None, same: bool) -> None:
    assert same_speaker(one, other) is same


@pytest.mark.skipif(not SHARED.exists(), reason="the annotated files are not here")
@pytest.mark.parametrize("name", ["claims_airwars_dev", "claims_news_dev"])
@pytest.mark.parametrize("half", [None, "b"])
def test_as_the_annotators_scorer(name: str, half: str | None, tmp_path: Path) -> None:
    gold = SHARED / "gold" / f"{name}.jsonl"
    # Readings that are partly wrong: the gold itself, every third claim dropped, every fourth given another claimant.
    spoilt = [_spoil(json.loads(line)) for line in gold.read_text(encoding="utf-8").split("\n") if line.strip()]
    path = tmp_path / "read.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in spoilt), encoding="utf-8")
    command = [sys.executable, str(SHARED / "gold" / "score_claims.py"), str(gold), str(path)]
    said = subprocess.run(
        command + (["--half", half] if half else []), capture_output=True, text=True, check=True
    ).stdout
    theirs = {line.split()[0]: line.split()[-1] for line in said.splitlines() if " F1 " in line}
    ours = {f.name: f"{f.value:.3f}" for f in run(gold, lambda documents: spoilt, half).figures if f.value is not None}
    # Theirs prints 0 where there was nothing to measure, ours leaves the row out.
    assert {k: v for k, v in theirs.items() if k in ours or v != "0.000"}.items() <= ours.items()


def _spoil(row: dict[str, Any]) -> dict[str, Any]:
    kept = [{**c} for n, c in enumerate(row["claims"]) if n % 3]
    for claim in kept[::4]:
        claim["claimant"] = "the ministry of works"
    for claim in kept:
        claim["part_of"] = None
    statements = [s for n, s in enumerate(row.get("statements", [])) if n % 2]
    return {"id": row["id"], "claims": kept, "statements": statements, "victims": row.get("victims", [])[1:]}
