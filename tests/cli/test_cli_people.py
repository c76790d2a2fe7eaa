"""`tollbook people`: who signs in, and that a grading then needs two of them."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Cli
from tests.publish.schemas import faults
from tollbook.run import people_passwords

SECRET = "seven grey herons\n"
People = Callable[..., Answer]


@pytest.fixture
def people(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> People:
    """Run `tollbook people` with a password on standard input, and hashes that cost nothing."""
    from tests.run.staff import cheap

    monkeypatch.setattr(people_passwords.Passwords, "_hasher", cheap())

    def do(*arguments: str, password: str = SECRET) -> Answer:
        monkeypatch.setattr("sys.stdin", io.StringIO(password))
        return cli("people", *arguments)

    return do


def add(people: People, name: str, role: str, *more: str) -> Answer:
    return people("add", name, "--role", role, "--password-stdin", *more)


def test_people_are_let_in_changed_and_let_go(people: People, workspace: Path) -> None:
    assert "Make the first account" in people("list").err
    first = add(people, "Amina Diallo", "admin")
    assert (first.code, first.out) == (0, "Amina Diallo  admin\n")
    assert "From now on everyone signs in" in first.err
    assert add(people, "Rui", "coder", "--victims").err == ""
    assert people("role", "rui", "reviewer").out == "Rui  reviewer\n"
    assert people("password", "Rui", "--password-stdin", password="nine blue kettles\n").code == 0
    assert people("deactivate", "RUI").out == "Rui is let in no longer.\n"
    assert people("list").out == "Amina Diallo  admin\nRui  reviewer  (let go, sees victims' names)\n"
    assert people("deactivate", "Rui", "--undo").out == "Rui may sign in again.\n"
    assert people("role", "Rui", "reviewer", "--no-victims").code == 0
    listed = people("list", "--json").json
    assert faults("people", listed) == []
    assert [(p["name"], p["role"], p["active"], p["victims"]) for p in listed["people"]] == [
        ("Amina Diallo", "admin", True, False),
        ("Rui", "reviewer", True, False),
    ]
    assert (workspace / "people.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "password", "says"),
    [
        (("add", "Rui", "--role", "coder", "--password-stdin"), SECRET, "first person here has to be an admin"),
        (("add", "Rui", "--role", "king", "--password-stdin"), SECRET, "no role 'king'; known: reader, coder"),
        (("add", "Rui", "--role", "admin", "--password-stdin"), "short\n", "12 to 256 characters"),
        (("add", "Rui", "--role", "admin"), SECRET, "give --password-stdin"),
        (("role", "Rui", "admin"), "", "nobody here is called 'Rui'; known: nobody yet"),
        (("token", "Rui", "--for", "a script"), "", "nobody here is called"),
        (("list", "-w", "/nowhere"), "", "There is no workspace in /nowhere"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    people: People, arguments: tuple[str, ...], password: str, says: str
) -> None:
    answer = people(*arguments, password=password)
    assert answer.code == 2
    assert says in answer.err
    assert answer.out == ""


def test_a_token_is_printed_once(people: People) -> None:
    add(people, "Amina", "admin")
    answer = people("token", "Amina", "--for", "nightly export", "--role", "reader", "--days", "30")
    assert answer.code == 0
    assert answer.out.startswith("tollbook_")
    assert "not shown again" in answer.err


def test_with_accounts_a_grading_needs_two_people(people: People, cli: Cli) -> None:
    (incident, *_) = cli("incidents", "--json").json["incidents"]
    for name, role in (("Amina", "admin"), ("Rui", "reviewer"), ("Cleo", "coder")):
        add(people, name, role)

    def grade(by: str) -> Answer:
        return cli("decide", "grade", incident["id"], "weak", "-r", "one source", "--by", by, "--json")

    def decided_by() -> str | None:
        grading = cli("show", incident["id"], "--json").json["grading"]
        return grading["decided_by"] if grading else None

    assert "nobody here is called 'Eve'" in grade("Eve").err
    assert grade("amina").json["decisions"][0]["kind"] == "propose_grade"
    assert "a second person has to agree" in grade("AMINA").err, "one person in two spellings is one"
    assert grade("Cleo").json["decisions"][0]["kind"] == "propose_grade", "a coder proposes"
    assert decided_by() is None
    made = grade("Rui").json
    assert faults("decisions", made) == []
    assert made["decisions"][0]["kind"] == "grade"
    assert decided_by() == "Rui"


def test_a_restricted_incident_is_not_exported_and_nothing_of_people_is(
    people: People, cli: Cli, tmp_path: Path
) -> None:
    add(people, "Zorblatt", "admin")
    incidents = cli("incidents", "--json").json["incidents"]
    answer = cli("decide", "restrict", incidents[0]["id"], "-r", "Zorblatt's mother asked us", "--by", "Zorblatt")
    assert answer.code == 0
    exported = cli("export", "jsonl", "-o", str(tmp_path / "record.jsonl"), "--json").json
    assert exported["incidents"] == len(incidents) - 1
    assert [w["reason"] for w in exported["withheld"]] == ["a person decided that it is not to be published"]
    written = b"".join(p.read_bytes() for p in tmp_path.glob("record.*"))
    assert b"orblatt" not in written
    cli("decide", "undo", answer.out.split()[0], "-r", "they agreed")
    assert cli("export", "jsonl", "-o", str(tmp_path / "again.jsonl"), "--json").json["incidents"] == len(incidents)
