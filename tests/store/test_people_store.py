"""The list of people: a file of its own, for its owner's eyes, whose audit only grows."""

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from tollbook.errors import PeopleError, WorkspaceError
from tollbook.store import people as store
from tollbook.store import people_audit, people_tables
from tollbook.store.people import Person, open_people
from tollbook.store.people_audit import Entry, Sought

AT = datetime(2024, 9, 2, 9, 0, tzinfo=UTC)


def entry(n: int, who: str = "Ada", what: people_audit.Act = "decision") -> Entry:
    return Entry(0, AT.replace(minute=n), who, what, f"v-{n}", "")


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    with open_people(tmp_path) as people, people.writing() as connection:
        people_audit.add_entry(connection, entry(1))
        files = sorted(p.name for p in tmp_path.iterdir())
        assert files[0] == "people.sqlite"
        assert {oct(p.stat().st_mode & 0o777) for p in tmp_path.iterdir()} == {"0o600"}


def test_a_file_that_others_could_read_is_closed_when_it_is_opened(tmp_path: Path) -> None:
    open_people(tmp_path).close()
    (tmp_path / "people.sqlite").chmod(0o644)
    open_people(tmp_path).close()
    assert (tmp_path / "people.sqlite").stat().st_mode & 0o777 == 0o600


def test_the_record_knows_nothing_of_people(tmp_path: Path) -> None:
    """Who copies the record's database copies no name and no password of those who work on it."""
    from tollbook.store.db import open_workspace

    with open_workspace(tmp_path, create=True), open_people(tmp_path) as people:
        with people.writing() as connection:
            store.add_person(connection, Person("Zorblatt", "admin", True, False, AT), "$argon2id$zorblatt")
        record = sqlite3.connect(tmp_path / "tollbook.sqlite")
        tables = {name for (name,) in record.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        record.close()
    assert not tables & set(people_tables.metadata.tables)
    assert all(b"orblatt" not in p.read_bytes() for p in tmp_path.glob("tollbook.sqlite*"))


def test_a_newer_list_and_a_foreign_file_are_refused(tmp_path: Path) -> None:
    open_people(tmp_path).close()
    shutil.copy(tmp_path / "people.sqlite", tmp_path / "kept")
    with sqlite3.connect(tmp_path / "people.sqlite") as file:
        file.execute("PRAGMA user_version = 99")
    with pytest.raises(WorkspaceError, match="version 99"):
        open_people(tmp_path)
    (tmp_path / "people.sqlite").unlink()
    with sqlite3.connect(tmp_path / "people.sqlite") as file:
        file.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(WorkspaceError, match="another program's"):
        open_people(tmp_path)


@pytest.mark.parametrize("taken", ["Ada", "ada", " ADA ", "Àda", "A\u0301da"])
def test_names_that_look_alike_are_one(tmp_path: Path, taken: str) -> None:
    with open_people(tmp_path) as people:
        with people.writing() as connection:
            store.add_person(connection, Person("Ada", "admin", True, False, AT), "x")
        with pytest.raises(PeopleError, match="taken"), people.writing() as connection:
            store.add_person(connection, Person(taken, "coder", True, False, AT), "x")
        found = store.person_named(people, taken)
        assert found is not None
        assert found.name == "Ada"


def test_a_person_is_shown_without_the_password(tmp_path: Path) -> None:
    with open_people(tmp_path) as people:
        with people.writing() as connection:
            store.add_person(connection, Person("Ada", "admin", True, False, AT), "$argon2id$v=19$secret")
        assert "argon2" not in repr(store.persons(people))
        assert store.password_hash(people, "ada") == "$argon2id$v=19$secret"
        assert store.password_hash(people, "nobody") is None


def test_the_audit_only_grows(tmp_path: Path) -> None:
    with open_people(tmp_path) as people:
        with people.writing() as connection:
            people_audit.add_entry(connection, entry(1))
        for change in (delete(people_tables.audit), update(people_tables.audit).values(who="Bob")):
            with pytest.raises(WorkspaceError, match="append-only"), people.writing() as connection:
                connection.execute(change)
        assert [e.who for e in people_audit.entries(people, Sought(), 10)] == ["Ada"]


@pytest.mark.parametrize(
    ("sought", "subjects"),
    [
        (Sought(), ["v-5", "v-4", "v-3", "v-2", "v-1"]),
        (Sought(who="Bob"), ["v-4", "v-2"]),
        (Sought(what="export"), ["v-5"]),
        (Sought(subject="v-3"), ["v-3"]),
        (Sought(since=AT.replace(minute=3)), ["v-5", "v-4", "v-3"]),
        (Sought(until=AT.replace(minute=3)), ["v-2", "v-1"]),
        (Sought(who="Bob", since=AT.replace(minute=3)), ["v-4"]),
        (Sought(who="Eve"), []),
    ],
)
def test_the_audit_is_asked_by_who_what_and_when(tmp_path: Path, sought: Sought, subjects: list[str]) -> None:
    with open_people(tmp_path) as people:
        with people.writing() as connection:
            for n in range(1, 6):
                made = entry(n, "Bob" if n % 2 == 0 else "Ada", "export" if n == 5 else "decision")
                people_audit.add_entry(connection, made)
        assert [e.subject for e in people_audit.entries(people, sought, 10)] == subjects
        assert people_audit.count_entries(people, sought) == len(subjects)
        assert people_audit.audited_names(people) == ("Ada", "Bob")


def test_the_audit_is_read_page_by_page(tmp_path: Path) -> None:
    with open_people(tmp_path) as people:
        with people.writing() as connection:
            for n in range(1, 6):
                people_audit.add_entry(connection, entry(n))
        first = people_audit.entries(people, Sought(), 2)
        second = people_audit.entries(people, Sought(), 2, before=first[-1].seq)
        assert [e.subject for e in (*first, *second)] == ["v-5", "v-4", "v-3", "v-2"]


def test_care_and_looks_are_kept_and_changed(tmp_path: Path) -> None:
    with open_people(tmp_path) as people:
        with people.writing() as connection:
            people_audit.assign(connection, "i-1", "Bob", "Ada", AT)
            people_audit.assign(connection, "i-2", "Bob", "Ada", AT)
            people_audit.assign(connection, "i-1", "Cleo", "Ada", AT)
            people_audit.assign(connection, "i-2", None, "Ada", AT)
        assert {s: c.person for s, c in people_audit.assignments(people).items()} == {"i-1": "Cleo"}
        assert people_audit.last_look(people, "Bob") is None
        for minute in (1, 5):
            people_audit.note_look(people, "Bob", AT.replace(minute=minute))
        assert people_audit.last_look(people, "Bob") == AT.replace(minute=5)
