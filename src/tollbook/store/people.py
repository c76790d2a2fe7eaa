"""Who works here: people and their passwords' hashes, in a database that only the workspace's owner may read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Connection, Engine, Row, create_engine, func, insert, inspect, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from tollbook.errors import PeopleError, WorkspaceError
from tollbook.store import sqlite
from tollbook.store.canonical import timestamp
from tollbook.store.people_tables import metadata
from tollbook.store.people_tables import person as t
from tollbook.text import fold

DATABASE = "people.sqlite"
VERSION = 1
# What was done cannot be made undone: the audit only grows.
_GUARDS = {
    "audit_keeps": "BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    "audit_stands": "BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
}


@dataclass(frozen=True, slots=True)
class Person:
    """One who works here; the password's hash is no part of this, so that it is shown nowhere."""

    name: str
    role: str
    active: bool
    may_see_victims: bool
    made: datetime


class People:
    """The open list of people; one thread writes at a time, any number read."""

    def __init__(self, directory: Path, engine: Engine) -> None:
        self.directory = directory
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one unchanging state for the length of the block."""
        with _explained(self.directory), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone may write; all that the block does is kept together or not at all."""
        with _explained(self.directory), self._engine.connect() as fresh:
            connection = fresh.execution_options(tollbook_writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def open_people(directory: Path) -> People:
    """Open the list of people of a workspace, empty where there was none; only the owner may read the file."""
    path = directory / DATABASE
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be written: {error.strerror}; is the folder yours?") from error
    engine = create_engine(URL.create("sqlite", database=str(path)))
    sqlite.prepare(engine)
    people = People(directory, engine)
    try:
        _bring_up_to_date(people)
    except BaseException:
        people.close()
        raise
    return people


def accounts_are_on(people: People) -> bool:
    """Tell whether people sign in here: from the first person on, even should all of them be let go."""
    with people.reading() as connection:
        return connection.scalar(select(t.c.name).limit(1)) is not None


def has_people(directory: Path) -> bool:
    """Tell whether people sign in to the workspace in `directory`, without making a list where there is none."""
    if not (directory / DATABASE).exists():
        return False
    with open_people(directory) as people:
        return accounts_are_on(people)


def persons(people: People) -> tuple[Person, ...]:
    """Give all who work or worked here, by name."""
    with people.reading() as connection:
        return tuple(_person(row) for row in connection.execute(select(t).order_by(t.c.folded)))


def person_named(people: People, name: str) -> Person | None:
    """Give the person of a name, however it is spelt in capitals, accents and blanks; None where there is none."""
    with people.reading() as connection:
        row = connection.execute(select(t).where(t.c.folded == folded(name))).first()
        return _person(row) if row else None


def password_hash(people: People, name: str) -> str | None:
    """Give what a person's password is checked against; None for a name that nobody has."""
    with people.reading() as connection:
        return connection.scalar(select(t.c.password).where(t.c.folded == folded(name)))


def add_person(connection: Connection, person: Person, password: str) -> None:
    """Add one who works here, with the hash of a password; a name that is taken, or looks the same, is refused."""
    row = {"name": person.name, "folded": folded(person.name), "password": password, "made": timestamp(person.made)}
    held = {"role": person.role, "active": person.active, "may_see_victims": person.may_see_victims}
    try:
        connection.execute(insert(t).values(**row, **held))
    except IntegrityError as error:
        raise PeopleError(f"{person.name} is taken, or looks like a name that is; choose another") from error


def change_person(connection: Connection, name: str, **columns: str | bool) -> None:
    """Change a person's role, password hash, standing or what they may see."""
    connection.execute(update(t).where(t.c.name == name).values(**columns))


def active_admins(connection: Connection) -> list[str]:
    """Name those who can still let others in; the last of them cannot be let go."""
    return list(connection.scalars(select(t.c.name).where(t.c.active, t.c.role == "admin")))


def count_people(connection: Connection) -> int:
    """Count all who work or worked here."""
    return connection.scalar(select(func.count()).select_from(t)) or 0


def folded(name: str) -> str:
    """Give a name as names are compared: two that look alike are one, since decisions are signed with them."""
    return fold(" ".join(name.split()))


def moment(text: str) -> datetime:
    """Read a moment as it is kept."""
    return datetime.fromisoformat(text)


def _person(row: Row[tuple[object, ...]]) -> Person:
    return Person(row.name, row.role, row.active, row.may_see_victims, moment(row.made))


def _bring_up_to_date(people: People) -> None:
    with people.reading() as connection:
        if _version(connection, people.directory) == VERSION:
            return
    with people.writing() as connection:  # looked at again under the lock: another process may have done the work
        if _version(connection, people.directory) == VERSION:
            return
        metadata.create_all(connection)
        for name, body in _GUARDS.items():
            connection.exec_driver_sql(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
        connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def _version(connection: Connection, directory: Path) -> int:
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if version > VERSION:
        raise WorkspaceError(
            f"{directory / DATABASE} has version {version}, this program knows up to {VERSION}; use a newer Tollbook"
        )
    if version == 0 and inspect(connection).get_table_names():
        raise WorkspaceError(f"{directory / DATABASE} is another program's database; move it elsewhere")
    return version


@contextmanager
def _explained(directory: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise WorkspaceError(
            f"{directory / DATABASE} says: {error.orig}; nothing of this step was kept. Is the disk full, or the "
            "folder read-only?"
        ) from error
