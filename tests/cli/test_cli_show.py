"""What a person sees: quotes whole at any width, nothing of a report that steers the terminal, JSON that holds."""

import re
from pathlib import Path

import pytest
from rich.console import Console

from tests.cli.conftest import FRENCH, HOSTILE, Cli
from tests.publish import cast
from tests.publish.schemas import faults
from tollbook.cli.grid import blocks, rows_of, voices_in_order
from tollbook.cli.screen import safe
from tollbook.cli.told import print_incident
from tollbook.model import Incident

DOCUMENTS = {d.id: d for d in cast.documents}
# What a terminal obeys, and what reorders text: none of it may come out.
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(incident: Incident, width: int = 100, full: bool = False) -> str:
    console = Console(width=width, record=True, file=open("/dev/null", "w"), highlight=False)  # noqa: SIM115, PTH123
    print_incident(console, incident, DOCUMENTS, full)
    return console.export_text()


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_no_quote_loses_its_figure_at_any_width(width: int) -> None:
    out = shown(cast.strike, width)
    assert max(len(line.rstrip()) for line in out.splitlines()) <= width
    words = flat(out)
    for quote in ("21 civilians", "11 children", "the pharmacy manager", "Dozens were wounded", "at least 15 people"):
        assert f">>{quote}<<" in words
    assert "…" not in flat(shown(cast.placeless, width)).replace("… ", "").replace(" …", "")


def test_the_table_has_a_row_a_kind_of_harm_and_a_column_a_voice() -> None:
    rows = {r.name: {v: [e.text for e in c] for v, c in r.cells.items()} for r in rows_of(cast.strike, DOCUMENTS)}
    assert rows == {
        "KILLED": {},
        "civilians": {"csp-dpa": ["21"], "ml-army": ["denied"]},
        "children": {"csp-dpa": ["11"]},
        "singled out": {"csp-dpa": ["“the pharmacy manager”"]},
        "people, status unsaid": {"outlet:sahel wire": ["“dozens”"]},
        "INJURED": {},
        "WHO DID IT": {"csp-dpa": ["blames the army"], "ml-army": ["says it carried out the attack"]},
        "WHAT WAS HIT": {"csp-dpa": ["“a pharmacy”"], "ml-army": ["“terrorists”"]},
    }
    people = [r for r in rows_of(cast.strike, DOCUMENTS) if r.name == "people, status unsaid"]
    assert [e.text for e in people[0].cells["politician"]] == ["at least 15"]


def test_those_who_contradict_one_another_stand_side_by_side_before_the_reports_own_voice() -> None:
    assert [v.id for v in voices_in_order(cast.strike)] == ["csp-dpa", "ml-army", "politician", "outlet:sahel wire"]


def test_a_cumulative_figure_is_in_no_count() -> None:
    out = shown(cast.strike)
    table, rest = out.split("WHAT THE CLAIMS ADD UP TO")
    assert "301" not in table
    assert "FIGURES OVER MORE THAN THIS INCIDENT" in rest
    assert "at least 301 people killed" in rest


def test_conflicts_copies_doubts_and_decisions_are_said() -> None:
    words = flat(shown(cast.strike))
    assert "figure: CSP-DPA (spokesman) “21 civilians” against Malian army “civilians”" in words
    assert "Sahel Wire, 26 Aug 2024 (copied by Desert Courier)" in words
    assert "21 civilians killed, so far" in words
    assert "decided by a person" in words
    assert "Fair (decided by Aisha" in words
    assert "then a further strike on those who gathered" in words
    assert "19.95° N, 2.97° E (the named place itself)" in words


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    words = flat(shown(cast.placeless))
    assert "the reports name no place that could be found" in words
    assert "the reports give no usable date" in words
    assert "means not said" in words


def test_blocks_hold_every_voice_once_and_fit() -> None:
    voices = tuple(cast.strike.voices) * 3
    for width in (40, 60, 80, 120, 200):
        parted = blocks(voices, width)
        assert [v for b in parted for v in b] == list(voices)
        assert max(map(len, parted)) - min(map(len, parted)) <= max(map(len, parted)) - 1


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("bell\x07", "bell␇"),
        ("\x9b2J", "<U+009B>2J"),
        ("abc\u202edef", "abc<U+202E>def"),
        ("a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"),
        ("tab\tline\nnext", "tab\tline\nnext"),
        ("win\r\nline", "win\nline"),
        ("over\rwrite", "over␍write"),
        ("می\u200cخواهم غارة", "می\u200cخواهم غارة"),
        ("[bold]no markup[/bold]", "[bold]no markup[/bold]"),
    ],
)
def test_text_of_others_is_shown_as_data(text: str, seen: str) -> None:
    assert safe(text) == seen


@pytest.mark.parametrize("arguments", [("incidents",), ("show", "{}"), ("search", "Tinzaouatine"), ("queue",)])
@pytest.mark.parametrize("json", [False, True])
def test_a_hostile_report_cannot_steer_the_terminal(cli: Cli, arguments: tuple[str, ...], json: bool) -> None:
    hostile = next(r["id"] for r in cli("search", "civilians", "--json").json["reports"])
    answer = cli(*(a.format(hostile) for a in arguments), *(["--json"] if json else []))
    assert answer.code == 0
    assert not STEERS.search(answer.out)
    assert not STEERS.search(answer.err)


def test_show_of_a_report_gives_its_text_its_quotes_and_what_was_refused(cli: Cli, market: str) -> None:
    answer = cli("show", market)
    assert answer.code == 0
    assert "Shelling hit the market of Kutum" in flat(answer.out)
    value = cli("show", market, "--json").json
    assert faults("document", value) == []
    for said in (*value["claims"], *value["statements"]):
        assert value["text"][said["start"] : said["end"]] == said["quote"]


def test_a_report_keeps_its_control_signs_in_json(cli: Cli) -> None:
    hostile = next(r["id"] for r in cli("search", "civilians", "--json").json["reports"])
    assert cli("show", hostile, "--json").json["text"] == HOSTILE


def test_incidents_and_show_give_json_as_the_schemas_say(cli: Cli) -> None:
    listed = cli("incidents", "--json").json
    assert faults("incidents", listed) == []
    for incident in listed["incidents"]:
        one = cli("show", incident["id"], "--json")
        assert (one.code, one.json) == (0, incident)


def test_a_list_in_a_pipe_has_a_line_an_incident(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    number = len(cli("incidents", "--json").json["incidents"])
    assert len(cli("incidents").out.strip().splitlines()) == number + 2


def test_incidents_are_narrowed(cli: Cli) -> None:
    def ids(*options: str) -> set[str]:
        return {i["id"] for i in cli("incidents", "--json", *options).json["incidents"]}

    everything = ids()
    assert ids("--since", "1900-01-01", "--until", "2100-01-01") <= everything
    assert ids("--since", "2100-01-01") == set()
    assert ids("--min-killed", "100000") == set()
    assert ids("--country", "SD") == ids("--country", "Sudan")
    assert ids("--unreviewed") == everything
    assert ids("--as-known", "2024-01-01") == set()


def test_colour_and_its_absence(cli: Cli, market: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in cli("show", market).out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", cli("show", market).out)


def test_a_language_that_is_not_read_is_archived_and_said(cli: Cli) -> None:
    report = cli("search", "frappe", "--json").json["reports"][0]["id"]
    answer = cli("show", report)
    assert "language_not_read" in answer.out
    assert FRENCH[:40] in flat(answer.out)


def test_the_demo_can_be_run_twice(cli: Cli, tmp_path: Path) -> None:
    first = cli("demo", "-w", str(tmp_path / "demo"))
    assert first.code == 0
    assert "Tinzaouatine, Mali" in first.out
    assert "WHO SAYS WHAT" in first.out
    assert "What to type next:" in first.err
    again = cli("demo", "-w", str(tmp_path / "demo"))
    assert (again.code, again.out) == (0, first.out)
