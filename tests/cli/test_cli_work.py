"""The verbs that change or write something: reading, deciding, exporting, extracting, verifying, withdrawing."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import FRENCH, MARKET, Cli
from tests.publish.schemas import faults


def add(cli: Cli, report: str, words: str, *fields: str) -> str:
    answer = cli("decide", "add", report, words, *fields, "-r", "missed by the reader", "--json")
    assert answer.code == 0, answer.err
    assert faults("decisions", answer.json) == []
    decision = answer.json["decisions"][0]
    return str((decision["claim"] or decision["statement"])["id"])


def test_read_takes_what_it_can_and_names_what_it_cannot(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("A bomb in Kutum, Sudan, killed three farmers on Monday, police said.")
    (tmp_path / "empty.txt").write_text("")
    answer = cli("read", str(tmp_path / "good.txt"), str(tmp_path / "empty.txt"), "--published", "2024-06-20", "--json")
    assert answer.code == 1
    assert faults("read", answer.json) == []
    assert len(answer.json["taken"]) == 1
    assert [Path(r["input"]).name for r in answer.json["refused"]] == ["empty.txt"]
    assert cli("read", str(tmp_path / "good.txt")).code == 0
    assert cli("read", str(tmp_path / "empty.txt")).code == 2


def test_reading_again_changes_nothing(cli: Cli, ready: Path) -> None:
    head = cli("verify", "--json").json["head"]
    answer = cli("read", str(ready / "reports"), "--json")
    assert (answer.code, answer.json["taken"], len(answer.json["known"])) == (0, [], 3)
    assert cli("verify", "--json").json["head"] == head


def test_a_claim_is_added_corrected_rejected_and_each_is_undone(cli: Cli, market: str) -> None:
    claim = add(
        cli, market, "14 people were killed", "effect=killed", "low=14", "high=14", "claimant=A hospital doctor"
    )

    def figures() -> list[tuple[str, int | None, int | None]]:
        claims = cli("show", market, "--json").json["claims"]
        return [(c["id"], c["low"], c["high"]) for c in claims if c["quote"] == "14 people were killed"]

    assert (claim, 14, 14) in figures()
    corrected = cli("decide", "correct", claim, "low=13", "high=open", "-r", "a slip", "--json").json["decisions"][0]
    assert (corrected["claim"]["low"], corrected["claim"]["high"]) == (13, None)
    assert (claim, 13, None) in figures()
    assert cli("decide", "undo", corrected["id"], "-r", "no slip").code == 0
    assert (claim, 14, 14) in figures()
    rejected = cli("decide", "reject", claim, "-r", "another town", "--json").json["decisions"][0]
    assert figures() == []
    assert cli("decide", "undo", rejected["id"], "-r", "it was this town").code == 0
    assert (claim, 14, 14) in figures()
    listed = cli("decide", "list", "--json").json
    assert faults("decisions", listed) == []
    assert [(d["kind"], d["by"], d["in_force"]) for d in listed["decisions"]] == [
        ("add", "A. Recorder", True),
        ("correct", "A. Recorder", False),
        ("undo", "A. Recorder", True),
        ("reject", "A. Recorder", False),
        ("undo", "A. Recorder", True),
    ]


def test_words_of_a_report_in_another_language_become_claims_and_statements(cli: Cli) -> None:
    report = cli("search", "frappe", "--json").json["reports"][0]["id"]
    add(cli, report, "douze civils", "effect=killed", "low=12", "high=12", "status=civilian", "claimant=un élu local")
    add(cli, report, "Une frappe de drone", "kind=blames", "actor=drone")
    incident = next(
        i
        for i in cli("incidents", "--json").json["incidents"]
        if any(c["quote"] == "douze civils" for c in i["claims"])
    )
    claim = next(c for c in incident["claims"] if c["quote"] == "douze civils")
    assert claim["decided"]
    assert FRENCH[claim["claimant_start"] :].startswith("un élu local")
    assert incident["reviewed"] in ("yes", "partly")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (("effect=shot", "low=1"), "known: killed, injured"),
        (("low=1",), "effect"),
        (("effect=killed",), "low and high"),
        (("effect=killed", "low=many"), "whole number"),
        (("effect=killed", "low=9", "high=3"), "above"),
        (("effect=killed", "low=1", "claimant=the moon"), "'the moon' is not in the report"),
        (("effect=killed", "low=1", "colour=red"), "no field is called colour"),
        (("killed",), "no FIELD=VALUE"),
    ],
)
def test_a_claim_that_cannot_be_is_refused_in_words(cli: Cli, market: str, fields: tuple[str, ...], said: str) -> None:
    answer = cli("decide", "add", market, "40 wounded", *fields, "-r", "a try")
    assert answer.code == 2
    assert said in answer.err
    assert cli("decide", "list", "--json").json["decisions"] == []


def test_place_date_grade_and_note_are_decided_and_shown(cli: Cli, market: str) -> None:
    add(cli, market, "14 people were killed", "effect=killed", "low=14", "high=14")
    incident = next(
        i for i in cli("incidents", "--json").json["incidents"] if market in [d["id"] for d in i["documents"]]
    )
    name = incident["id"]
    place = ("Kutum", "--country", "SD", "--lat", "14.2", "--lon", "24.66", "--precision", "near")
    for words in (
        ("place", name, *place, "-r", "the town"),
        ("date", name, "2024-06-12", "-r", "the day"),
        ("grade", name, "Weak", "-r", "one source"),
        ("note", name, "ask the doctor again"),
    ):
        answer = cli("decide", *words)
        assert answer.code == 0, answer.err
        assert "To take it back: tollbook decide undo v-" in answer.err
    now = cli("show", name, "--json").json
    assert (now["place"]["lat"], now["place"]["precision"], now["date"]) == (14.2, "near", ["2024-06-12", "2024-06-12"])
    assert now["date_basis"] == "decision"
    assert (now["grading"]["grade"], now["grading"]["decided_by"]) == ("weak", "A. Recorder")
    assert now["notes"] == ["ask the doctor again"]
    out = cli("show", name).out
    assert "Weak (decided by A. Recorder" in out
    assert "ask the doctor again" in out


def test_two_incidents_are_made_one(cli: Cli, market: str) -> None:
    other = cli("search", "frappe", "--json").json["reports"][0]["id"]
    add(cli, market, "14 people were killed", "effect=killed", "low=14", "high=14")
    add(cli, other, "douze civils", "effect=killed", "low=12", "high=12")
    answer = cli("decide", "same", f"{market}/1", f"{other}/1", "-r", "a test of joining", "--json")
    assert answer.code == 0, answer.err
    joined = [
        i for i in cli("incidents", "--json").json["incidents"] if {market, other} <= {d["id"] for d in i["documents"]}
    ]
    assert len(joined) == 1


@pytest.mark.parametrize("name", ["jsonl", "csv", "geojson"])
def test_exports_write_whole_files_and_say_what_is_lost(cli: Cli, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"record.{name}"
    answer = cli("export", name, "-o", str(target), "--json")
    assert answer.code == 0, answer.err
    assert faults("loss", answer.json) == []
    assert json.loads((tmp_path / f"record.{name}.loss.json").read_text()) == answer.json
    before = {n: (tmp_path / n).read_bytes() for n in answer.json["files"]}
    assert all(before.values())
    cli("export", name, "-o", str(target))
    assert {n: (tmp_path / n).read_bytes() for n in answer.json["files"]} == before
    assert not list(tmp_path.glob("*.part"))


def test_an_export_can_go_to_a_pipe(cli: Cli, workspace: Path, tmp_path: Path) -> None:
    from tests.cli.test_cli_help import _env

    cli("export", "jsonl", "-o", str(tmp_path / "r.jsonl"))
    command = [sys.executable, "-m", "tollbook", "export", "jsonl", "-o", "-", "-w", str(workspace)]
    done = subprocess.run(command, capture_output=True, env=_env(), check=True)
    assert done.stdout == (tmp_path / "r.jsonl").read_bytes()
    assert b"lost: document.text" in done.stderr
    assert "csv is 3 files" in cli("export", "csv", "-o", "-").err


def test_jsonl_lines_are_incidents(cli: Cli, tmp_path: Path) -> None:
    cli("export", "jsonl", "-o", str(tmp_path / "r.jsonl"))
    lines = (tmp_path / "r.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert lines
    for line in lines:
        assert faults("incident", json.loads(line)) == []


def test_a_confidential_report_is_read_and_never_exported(cli: Cli, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Gunmen killed nine farmers in Loikaw, Myanmar, on Monday, a witness said.")
    assert cli("read", str(secret), "--published", "2024-03-05", "--source", "A friend", "--confidential").code == 0
    held = cli("export", "jsonl", "-o", str(tmp_path / "r.jsonl"), "--json").json["withheld"]
    assert [w["reason"] for w in held if w["kind"] == "document"]
    assert "farmers" not in (tmp_path / "r.jsonl").read_text()


def test_formats_are_listed(cli: Cli) -> None:
    assert faults("formats", cli("export", "--list", "--json").json) == []
    assert cli("export", "--list").out.startswith("jsonl")


def test_verify_holds_and_a_changed_original_does_not(cli: Cli, workspace: Path) -> None:
    answer = cli("verify", "--json")
    assert (answer.code, answer.json["holds"]) == (0, True)
    assert faults("verify", answer.json) == []
    assert cli("verify", "--head", answer.json["head"]).code == 0
    assert cli("verify", "--head", "0" * 63 + "1").code == 1
    original = next(p for p in (workspace / "originals").rglob("*") if p.is_file())
    original.chmod(0o600)
    original.write_bytes(b"something else")
    broken = cli("verify")
    assert broken.code == 1
    assert "SOMETHING DOES NOT HOLD" in broken.out


def test_a_withdrawn_report_is_gone_from_every_verb(cli: Cli, market: str) -> None:
    answer = cli("withdraw", market, "-r", "the witness asked for it", "--json")
    assert answer.code == 0, answer.err
    assert faults("withdraw", answer.json) == []
    assert cli("search", "Kutum", "--json").json["reports"] == []
    assert cli("show", market).code == 2
    assert cli("verify").code == 0
    assert "Kutum" not in cli("incidents", "--json").out


def test_a_withdrawn_report_is_withdrawn_once_and_counted_in_the_export(cli: Cli, market: str, tmp_path: Path) -> None:
    assert cli("withdraw", market, "-r", "the witness asked for it").out == f"{market} is withdrawn.\n"
    again = cli("withdraw", market, "-r", "once more")
    assert again.code == 0
    assert f"{market} was withdrawn already, on " in again.out
    loss = cli("export", "jsonl", "-o", str(tmp_path / "r.jsonl"), "--json").json
    assert faults("loss", loss) == []
    assert loss["withheld"] == [{"subject": market, "kind": "document", "reason": "the report was withdrawn"}]
    assert "1 withdrawn report" in cli("verify").out


def test_search_and_queue_are_as_the_schemas_say(cli: Cli) -> None:
    assert faults("search", cli("search", "killed", "--json").json) == []
    assert faults("queue", cli("queue", "--json").json) == []
    assert cli("search", "no-such-word-anywhere").err == "No report holds all of these words.\n"


def test_extract_gives_a_line_a_document_in_order(cli: Cli, tmp_path: Path) -> None:
    lines: list[dict[str, str | None]] = [
        {"id": "b", "text": MARKET, "published": "2024-06-14"},
        {"id": "a", "text": FRENCH, "published": None},
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(x) + "\n" for x in lines), encoding="utf-8")
    assert cli("extract", str(source), "-o", str(target)).code == 0
    out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [o["id"] for o in out] == ["b", "a"]
    for o, given in zip(out, lines, strict=True):
        assert faults("reading", o) == []
        for said in (*o["claims"], *o["statements"]):
            assert str(given["text"])[said["start"] : said["end"]] == said["quote"]


def test_extract_in_a_pipe_names_a_broken_line_and_goes_on(workspace: Path) -> None:
    from tests.cli.test_cli_help import _env

    given = json.dumps({"id": "x", "text": "Two men were killed in Kutum, police said.", "published": None})
    done = subprocess.run(
        [sys.executable, "-m", "tollbook", "extract", "-"],
        input=f"{{broken\n{given}\n",
        capture_output=True,
        text=True,
        env=_env(),
        check=False,
    )
    assert done.returncode == 1
    broken, good = (json.loads(line) for line in io.StringIO(done.stdout))
    assert (broken["id"], good["id"]) == (None, "x")
    assert "line 1" in broken["issues"][0]["detail"]
    assert faults("reading", broken) == []


def test_a_gazetteer_file_is_added(cli: Cli, tmp_path: Path) -> None:
    row = "99999999 Nowhereville Nowhereville _ 14.5 24.5 P PPL SD _ _ _ _ _ 120 _ _ Africa/Khartoum 2024-01-01"
    row = row.replace(" ", "\t").replace("_", "") + "\n"
    (tmp_path / "SD.txt").write_text(row, encoding="utf-8")
    answer = cli("gazetteer", "add", "geonames", str(tmp_path / "SD.txt"), "--json")
    assert answer.code == 0, answer.err
    assert faults("gazetteer", answer.json) == []
    assert answer.json["places"] == 1
    assert cli("gazetteer", "add", "atlas", str(tmp_path / "SD.txt")).code == 2
