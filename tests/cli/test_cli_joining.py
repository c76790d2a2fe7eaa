"""Putting incidents of several accounts together and apart: none is torn."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

MARKETS = (
    "Shelling killed {} people at the market of Kutum, Sudan, on 12 June 2024, a hospital doctor said.",
    "At least {} people were killed when shells hit the market of Kutum in Sudan on 12 June 2024, a doctor said.",
)
TOWNS = (
    "A drone strike killed {} civilians in Tinzaouatine, Mali, on 25 August 2024, rebels said.",
    "Rebels said that {} civilians were killed by a drone strike on Tinzaouatine in Mali on 25 August 2024.",
)


@pytest.fixture
def two(cli: Cli, tmp_path: Path) -> tuple[set[str], set[str]]:
    """Read two incidents of two reports each, and give the reports of each."""
    reports: list[set[str]] = []
    for kind, (texts, number, day) in enumerate(((MARKETS, 14, "2024-06-14"), (TOWNS, 21, "2024-08-27"))):
        folder = tmp_path / f"new{kind}"
        folder.mkdir()
        for n, text in enumerate(texts):
            path = folder / f"{kind}{n}.txt"
            path.write_text(text.format(number), encoding="utf-8")
            said = {"published": day, "source": f"Paper {kind}{n}"}
            (folder / f"{path.name}.json").write_text(json.dumps(said), encoding="utf-8")
        reports.append(set(cli("read", str(folder), "--json").json["taken"]))
    for group in reports:
        first, second = sorted(group)
        assert cli("decide", "same", f"{first}/1", f"{second}/1", "-r", "one event").code == 0
    return reports[0], reports[1]


def incidents(cli: Cli) -> dict[str, set[str]]:
    """Give the reports of each incident, by its id."""
    found = cli("incidents", "--json").json["incidents"]
    return {i["id"]: {a["document"] for a in i["accounts"]} for i in found}


def name_of(cli: Cli, reports: set[str]) -> str:
    """Give the id of the incident that all these reports tell."""
    return next(i for i, told in incidents(cli).items() if reports <= told)


def test_two_incidents_of_several_accounts_are_joined_whole(cli: Cli, two: tuple[set[str], set[str]]) -> None:
    left, right = (name_of(cli, reports) for reports in two)
    before = incidents(cli)
    answer = cli("decide", "same", left, right, "-r", "one attack, a wrong date in one", "--json")
    assert answer.code == 0, answer.err
    assert len(answer.json["decisions"]) == len(before[left]) + len(before[right]) - 1
    joined = incidents(cli)[name_of(cli, two[0] | two[1])]
    assert joined >= before[left] | before[right]


def test_two_incidents_are_kept_apart_account_by_account(cli: Cli, two: tuple[set[str], set[str]]) -> None:
    left, right = (name_of(cli, reports) for reports in two)
    before = incidents(cli)
    answer = cli("decide", "different", left, right, "-r", "two countries", "--json")
    assert answer.code == 0, answer.err
    pairs = {tuple(s.partition("/")[0] for s in d["subjects"]) for d in answer.json["decisions"]}
    assert {frozenset(p) for p in pairs} == {frozenset((a, b)) for a in before[left] for b in before[right]}
    assert incidents(cli)[left] == before[left]


def test_what_one_report_tells_apart_is_joined_only_by_naming_its_accounts(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "both.txt"
    path.write_text(f"{MARKETS[0].format(9)}\n\n{TOWNS[0].format(31)}\n", encoding="utf-8")
    report = cli("read", str(path), "--published", "2024-09-01", "--source", "Weekly", "--json").json["taken"][0]
    for words, number in (("Shelling killed 9 people", "1"), ("A drone strike", "2")):
        fields = ("effect=killed", "low=9", f"incident={number}")
        assert cli("decide", "add", report, words, *fields, "-r", "read by hand").code == 0
    told = {a["id"]: i["id"] for i in cli("incidents", "--json").json["incidents"] for a in i["accounts"]}
    left, right = told[f"{report}/1"], told[f"{report}/2"]
    refused = cli("decide", "same", left, right, "-r", "a try")
    assert refused.code == 2
    assert "one report tells of these as two incidents" in refused.err
    assert f"tollbook decide same {report}/" in refused.err
    assert cli("decide", "same", f"{report}/1", f"{report}/2", "-r", "it is one after all").code == 0


def test_an_incident_is_not_joined_with_itself(cli: Cli, two: tuple[set[str], set[str]]) -> None:
    name = name_of(cli, two[0])
    for verb in ("same", "different"):
        answer = cli("decide", verb, name, name, "-r", "a try")
        assert answer.code == 2
        assert "are the same thing" in answer.err


def test_several_decisions_are_undone_by_the_one_command_that_was_told(
    cli: Cli, two: tuple[set[str], set[str]]
) -> None:
    name = name_of(cli, two[0])
    before = cli("show", name, "--json").json
    told = cli("decide", "date", name, "2024-06-11", "-r", "the day").err
    command = told.partition("tollbook ")[2].split("--reason")[0].split()
    assert len(command) == 2 + len(before["accounts"])
    assert cli("show", name, "--json").json["date"] == ["2024-06-11", "2024-06-11"]
    assert cli(*command, "-r", "not that day").code == 0
    assert cli("show", name, "--json").json["date"] == before["date"]
    again = cli(*command, "-r", "not that day")
    assert again.code == 2
    assert "was taken back already, by v-" in again.err
    undo = again.err.partition("already, by ")[2].split()[0]
    assert cli("decide", "undo", undo, "-r", "that day after all").code == 0
    in_force = {d["id"]: d["in_force"] for d in cli("decide", "list", "--json").json["decisions"]}
    assert (in_force[undo], in_force[command[2]], in_force[command[3]]) == (False, True, False)
