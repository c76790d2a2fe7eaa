"""Who did what and when, who looks after what, and when each last looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from tollbook.store import people_tables as t
from tollbook.store.canonical import timestamp
from tollbook.store.people import People, moment

Act = Literal[
    "sign_in",
    "sign_in_failed",
    "sign_out",
    "session_ended",
    "password_changed",
    "person_added",
    "role_changed",
    "victims_allowed",
    "victims_hidden",
    "person_let_go",
    "person_let_in",
    "token_made",
    "token_ended",
    "decision",
    "taken_in",
    "made_confidential",
    "withdrawn",
    "download",
    "export",
    "victims_opened",
    "assigned",
    "coding",
    "settings",
]
ACTS: tuple[Act, ...] = get_args(Act)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit."""

    seq: int
    at: datetime
    who: str
    what: Act
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Which lines of the audit are asked for; None is any."""

    who: str | None = None
    what: Act | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Care:
    """Who looks after an incident or a report, and who asked them to."""

    person: str
    by: str
    at: datetime


def add_entry(connection: Connection, entry: Entry) -> None:
    """Add one line; its number is given by the list. Words of reports have no place in it: they could be withdrawn."""
    connection.execute(
        insert(t.audit).values(
            at=timestamp(entry.at), who=entry.who, what=entry.what, subject=entry.subject, detail=entry.detail
        )
    )


def entries(people: People, sought: Sought, limit: int, before: int | None = None) -> tuple[Entry, ...]:
    """Give lines of the audit, newest first, from the line before number `before` on."""
    wanted = _wanted(sought)
    if before is not None:
        wanted.append(t.audit.c.seq < before)
    query = select(t.audit).where(*wanted).order_by(t.audit.c.seq.desc()).limit(limit)
    with people.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(Entry(r.seq, moment(r.at), r.who, r.what, r.subject, r.detail) for r in rows)


def count_entries(people: People, sought: Sought) -> int:
    """Count the lines of the audit that are asked for."""
    with people.reading() as connection:
        return connection.scalar(select(func.count()).select_from(t.audit).where(*_wanted(sought))) or 0


def audited_names(people: People) -> tuple[str, ...]:
    """Name all whom the audit tells of."""
    with people.reading() as connection:
        return tuple(connection.scalars(select(t.audit.c.who).distinct().order_by(t.audit.c.who)))


def assign(connection: Connection, subject: str, person: str | None, by: str, at: datetime) -> None:
    """Say who looks after an incident or a report from now on; None frees it."""
    connection.execute(delete(t.assignment).where(t.assignment.c.subject == subject))
    if person is not None:
        connection.execute(insert(t.assignment).values(subject=subject, person=person, by=by, at=timestamp(at)))


def assignments(people: People) -> dict[str, Care]:
    """Give who looks after what, by the id of the incident or report."""
    with people.reading() as connection:
        rows = connection.execute(select(t.assignment).order_by(t.assignment.c.subject)).all()
    return {r.subject: Care(r.person, r.by, moment(r.at)) for r in rows}


def last_look(people: People, name: str) -> datetime | None:
    """Give when a person last said that they had looked; None where they never did."""
    with people.reading() as connection:
        at = connection.scalar(select(t.looked.c.at).where(t.looked.c.person == name))
    return moment(at) if at else None


def note_look(people: People, name: str, at: datetime) -> None:
    """Keep when a person looked."""
    with people.writing() as connection:
        connection.execute(delete(t.looked).where(t.looked.c.person == name))
        connection.execute(insert(t.looked).values(person=name, at=timestamp(at)))


def _wanted(sought: Sought) -> list[ColumnElement[bool]]:
    given = {t.audit.c.who: sought.who, t.audit.c.what: sought.what, t.audit.c.subject: sought.subject}
    wanted: list[ColumnElement[bool]] = [column == value for column, value in given.items() if value is not None]
    if sought.since is not None:
        wanted.append(t.audit.c.at >= timestamp(sought.since))
    if sought.until is not None:
        wanted.append(t.audit.c.at < timestamp(sought.until))
    return wanted
