"""What is done about people: letting them in and go, roles, passwords, sessions and tokens; all of it is audited."""

import secrets
import unicodedata
from datetime import timedelta
from typing import cast

from sqlalchemy import Connection

from tollbook.errors import PeopleError
from tollbook.run.people import By, Staff, known_person, new_id, note
from tollbook.run.people_roles import ROLES, Role, lower_of
from tollbook.store import people as store
from tollbook.store import people_audit, people_keys
from tollbook.store.people import Person
from tollbook.store.people_keys import Key

LONGEST_NAME = 60
TOKEN_DAYS = 90
LONGEST_TOKEN = 366


def add_person(staff: Staff, by: By, name: str, role: str, password: str, may_see_victims: bool = False) -> Person:
    """Let one more person in; the first of a workspace is an admin, and from then on all sign in."""
    person = Person(_name(name), _role(role), True, may_see_victims, by.at)
    hashed = staff.passwords.make_hash(password, person.name)
    with staff.people.writing() as connection:
        if person.role != "admin" and store.count_people(connection) == 0:
            raise PeopleError(f"the first person here has to be an admin: add {person.name} with --role admin")
        store.add_person(connection, person, hashed)
        victims = ", sees victims' names" if may_see_victims else ""
        note(connection, by, "person_added", person.name, person.role + victims)
    return person


def change_role(staff: Staff, by: By, name: str, role: str) -> None:
    """Give a person another role; their sessions and tokens end, so that none keeps the old one."""
    person, new = known_person(staff, name), _role(role)
    with staff.people.writing() as connection:
        if new != "admin":
            _check_admin_is_left(connection, person.name)
        store.change_person(connection, person.name, role=new)
        people_keys.end_keys(connection, person.name, by.at)
        note(connection, by, "role_changed", person.name, f"{person.role} to {new}")


def allow_victims(staff: Staff, by: By, name: str, allowed: bool) -> None:
    """Let a person see the names of victims, or no longer."""
    person = known_person(staff, name)
    with staff.people.writing() as connection:
        store.change_person(connection, person.name, may_see_victims=allowed)
        note(connection, by, "victims_allowed" if allowed else "victims_hidden", person.name)


def let_go(staff: Staff, by: By, name: str) -> None:
    """Let a person in no longer; what they decided stays signed with their name."""
    person = known_person(staff, name)
    with staff.people.writing() as connection:
        _check_admin_is_left(connection, person.name)
        store.change_person(connection, person.name, active=False)
        people_keys.end_keys(connection, person.name, by.at)
        note(connection, by, "person_let_go", person.name)


def let_in_again(staff: Staff, by: By, name: str) -> None:
    """Let a person who was let go sign in again."""
    person = known_person(staff, name)
    with staff.people.writing() as connection:
        store.change_person(connection, person.name, active=True)
        note(connection, by, "person_let_in", person.name)


def set_password(staff: Staff, by: By, name: str, password: str) -> None:
    """Give a person another password; all their sessions and tokens end."""
    person = known_person(staff, name)
    hashed = staff.passwords.make_hash(password, person.name)
    with staff.people.writing() as connection:
        store.change_person(connection, person.name, password=hashed)
        people_keys.end_keys(connection, person.name, by.at)
        note(connection, by, "password_changed", person.name)


def change_own_password(staff: Staff, by: By, old: str, new: str) -> None:
    """Change one's own password, for who knows the old one; all one's sessions and tokens end."""
    right, _ = staff.passwords.match(old, store.password_hash(staff.people, by.name))
    if not right:
        raise PeopleError("the present password is another; nothing was changed")
    set_password(staff, by, by.name, new)


def make_token(staff: Staff, by: By, owner: str, label: str, role: str | None = None, days: int = TOKEN_DAYS) -> str:
    """Make an API token and give its secret, which is shown this once; it may do no more than its owner."""
    person = known_person(staff, owner)
    wanted = _role(role or person.role)
    if not person.active:
        raise PeopleError(f"{person.name} was let go; let them in again first")
    if lower_of(wanted, cast(Role, person.role)) != wanted:
        raise PeopleError(f"{person.name} is {person.role}: a token of theirs cannot be {wanted}")
    if not label.strip() or len(label) > LONGEST_NAME:
        raise PeopleError(f"a token needs a name of up to {LONGEST_NAME} letters that says what it is for")
    if not 1 <= days <= LONGEST_TOKEN:
        raise PeopleError(f"a token holds for 1 to {LONGEST_TOKEN} days, not {days}")
    secret = f"tollbook_{secrets.token_urlsafe(32)}"
    expires = by.at + timedelta(days=days)
    key = Key("token", new_id("t"), person.name, label.strip(), by.at, None, expires, role=wanted)
    with staff.people.writing() as connection:
        people_keys.add_key(connection, key, secret)
        note(connection, by, "token_made", key.id, f"{person.name}, {wanted}, {days} days")
    return secret


def end_key(staff: Staff, by: By, key_id: str, others: bool = False) -> Key:
    """End a session or token of one's own, or, where `others` is so, of anyone."""
    key = people_keys.key_of(staff.people, key_id)
    if key is None or (key.person != by.name and not others):
        raise PeopleError(f"you have no session or token {key_id}")
    with staff.people.writing() as connection:
        people_keys.end_key(connection, key, by.at)
        note(connection, by, "session_ended" if key.kind == "session" else "token_ended", key.id, key.person)
    return key


def assign(staff: Staff, by: By, subject: str, person: str | None) -> None:
    """Say who looks after an incident or report from now on; None frees it."""
    with staff.people.writing() as connection:
        people_audit.assign(connection, subject, person, by.name, by.at)
        note(connection, by, "assigned", subject, person or "nobody")


def _check_admin_is_left(connection: Connection, but: str) -> None:
    left = store.active_admins(connection)
    if left == [but]:
        raise PeopleError(f"{but} is the only admin: make another person admin first, or nobody can let people in")


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise PeopleError(f"there is no role {role!r}; known: {', '.join(ROLES)}")


def _name(name: str) -> str:
    """A name as it will stand under decisions: seen whole, in one form."""
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    hidden = [c for c in clean if unicodedata.category(c).startswith("C")]
    if hidden or not any(c.isalnum() for c in clean) or len(clean) > LONGEST_NAME or not store.folded(clean):
        raise PeopleError(f"{name!r} is no name to sign decisions with: 1 to {LONGEST_NAME} letters that can be seen")
    return clean
