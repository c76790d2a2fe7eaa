"""Who is asking: signing in, sessions that end, API tokens, and the one door to the audit."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from tollbook.errors import PeopleError
from tollbook.run.people_passwords import Passwords
from tollbook.run.people_roles import Role, Visitor, lower_of, permissions_of
from tollbook.store import people as store
from tollbook.store import people_audit, people_keys
from tollbook.store.people_audit import Act, Entry
from tollbook.store.people_keys import Holder, Key, KeyKind

IDLE = timedelta(hours=12)
LONGEST_SESSION = timedelta(days=14)
# A use is written at most this often: a page with ten parts is one write.
NOTED_EVERY = timedelta(minutes=1)
LONGEST_AGENT = 120


@dataclass(frozen=True, slots=True)
class By:
    """Who does something about people, and when."""

    name: str
    at: datetime
    how: str = ""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has just begun; `secret` goes to the browser and is kept nowhere else."""

    secret: str
    visitor: Visitor


class Staff:
    """The people of a workspace, and how they are known."""

    def __init__(self, people: store.People, passwords: Passwords | None = None) -> None:
        self.people = people
        self.passwords = passwords or Passwords()

    @property
    def accounts_are_on(self) -> bool:
        """Tell whether people sign in here, or one local user does all."""
        return store.accounts_are_on(self.people)

    def close(self) -> None:
        """Let go of the file."""
        self.people.close()


def open_staff(directory: Path) -> Staff:
    """Open the people of the workspace in `directory`."""
    return Staff(store.open_people(directory))


def sign_in(staff: Staff, name: str, password: str, at: datetime, agent: str = "") -> SignedIn | None:
    """Begin a session for who gives the right password; None, with a line in the audit, for all else."""
    people = staff.people
    person = store.person_named(people, name)
    right, newer = staff.passwords.match(password, store.password_hash(people, name) if person else None)
    if person is None or not right or not person.active:
        # A password typed into the field for names must not be kept: only a name that is known is.
        known = person.name if person else ""
        why = "let go" if person and right else "wrong password" if person else "unknown name"
        audit(staff, By(known, at), "sign_in_failed", detail=why)
        return None
    secret = secrets.token_urlsafe(32)
    key = Key("session", new_id("k"), person.name, agent[:LONGEST_AGENT], at, at, at + LONGEST_SESSION)
    with people.writing() as connection:
        if newer is not None:
            store.change_person(connection, person.name, password=newer)
        people_keys.add_key(connection, key, secret)
        note(connection, By(person.name, at), "sign_in", key.id)
    return SignedIn(secret, _visitor(Holder(key, person.role, True, person.may_see_victims)))


def sign_out(staff: Staff, visitor: Visitor, at: datetime) -> None:
    """End the session that a visitor came with."""
    key = people_keys.key_of(staff.people, visitor.session_id or "")
    if key is not None and key.person == visitor.name:
        with staff.people.writing() as connection:
            people_keys.end_key(connection, key, at)
            note(connection, By(visitor.name, at), "sign_out", key.id)


def visitor_with(staff: Staff, kind: KeyKind, secret: str, at: datetime) -> Visitor | None:
    """Give who comes with the secret of a session or API token; None where it has ended or never was."""
    holder = people_keys.holder_of(staff.people, kind, secret)
    if holder is None or not holder.active or not is_alive(holder.key, at):
        return None
    if holder.key.used is None or at - holder.key.used >= NOTED_EVERY:
        people_keys.note_use(staff.people, holder.key, at)
    return _visitor(holder)


def is_alive(key: Key, at: datetime) -> bool:
    """Tell whether a session or token still lets its person in."""
    idle = key.kind == "session" and key.used is not None and at - key.used >= IDLE
    return key.revoked is None and at < key.expires and not idle


def audit(staff: Staff, by: By, what: Act, subject: str = "", detail: str = "") -> None:
    """Keep who did what and when; ids and codes only, never words of a report, which could be withdrawn."""
    with staff.people.writing() as connection:
        note(connection, by, what, subject, detail)


def note(connection: Connection, by: By, what: Act, subject: str = "", detail: str = "") -> None:
    """Keep a line of the audit together with what it tells of."""
    told = "; ".join(x for x in (detail, by.how) if x)
    people_audit.add_entry(connection, Entry(0, by.at, by.name, what, subject, told))


def known_person(staff: Staff, name: str) -> store.Person:
    """Give the person of a name; PeopleError names those there are."""
    person = store.person_named(staff.people, name)
    if person is None:
        there = ", ".join(p.name for p in store.persons(staff.people)) or "nobody yet"
        raise PeopleError(f"nobody here is called {name!r}; known: {there}")
    return person


def new_id(letter: str) -> str:
    """Make an id for a session or token, which is shown; its secret is another."""
    return f"{letter}-{secrets.token_hex(6)}"


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def _visitor(holder: Holder) -> Visitor:
    role = cast(Role, holder.role)
    if holder.key.role is not None:
        role = lower_of(role, cast(Role, holder.key.role))
    permissions = permissions_of(role, holder.may_see_victims)
    found = Visitor(holder.key.person, role, permissions, holder.key.id)
    return replace(found, by_token=True) if holder.key.kind == "token" else found
