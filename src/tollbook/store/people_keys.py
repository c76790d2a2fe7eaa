"""What people come in with: sessions of a browser and API tokens, of which only hashes are kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Row, Table, insert, select, update

from tollbook.store.canonical import timestamp
from tollbook.store.people import People, moment
from tollbook.store.people_tables import person, session, token

KeyKind = Literal["session", "token"]
_TABLES: dict[KeyKind, Table] = {"session": session, "token": token}


@dataclass(frozen=True, slots=True)
class Key:
    """One session or API token: whose it is and until when, never the secret itself.

    `label` is what a person knows it by: the browser of a session, the name of a token. `role` is a token's own, which
    may be lower than its owner's.
    """

    kind: KeyKind
    id: str
    person: str
    label: str
    made: datetime
    used: datetime | None
    expires: datetime
    revoked: datetime | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A key that was shown, and its person as they stand today."""

    key: Key
    role: str
    active: bool
    may_see_victims: bool


def add_key(connection: Connection, key: Key, secret: str) -> None:
    """Keep a new key under the hash of its secret."""
    row = {
        "id": key.id,
        "hash": secret_hash(secret),
        "person": key.person,
        "made": timestamp(key.made),
        "used": timestamp(key.used) if key.used else None,
        "expires": timestamp(key.expires),
    }
    own = {"agent": key.label} if key.kind == "session" else {"name": key.label, "role": key.role}
    connection.execute(insert(_TABLES[key.kind]).values(**row, **own))


def holder_of(people: People, kind: KeyKind, secret: str) -> Holder | None:
    """Give the key of a secret and its person; None where no key has it. Whether it still holds is the caller's."""
    table = _TABLES[kind]
    query = select(table, person.c.role.label("held"), person.c.active, person.c.may_see_victims)
    with people.reading() as connection:
        # Found by its hash: how long that takes tells nothing of the secret.
        row = connection.execute(query.join(person).where(table.c.hash == secret_hash(secret))).first()
    return Holder(_key(kind, row), row.held, row.active, row.may_see_victims) if row else None


def keys_of(people: People, name: str, kind: KeyKind) -> tuple[Key, ...]:
    """Give a person's sessions or tokens, newest first, those that ended too."""
    table = _TABLES[kind]
    with people.reading() as connection:
        rows = connection.execute(select(table).where(table.c.person == name).order_by(table.c.made.desc()))
        return tuple(_key(kind, row) for row in rows)


def key_of(people: People, key_id: str) -> Key | None:
    """Give the session or token of an id."""
    with people.reading() as connection:
        for kind, table in _TABLES.items():
            row = connection.execute(select(table).where(table.c.id == key_id)).first()
            if row:
                return _key(kind, row)
    return None


def note_use(people: People, key: Key, at: datetime) -> None:
    """Keep when a key was last used."""
    table = _TABLES[key.kind]
    with people.writing() as connection:
        connection.execute(update(table).where(table.c.id == key.id).values(used=timestamp(at)))


def end_key(connection: Connection, key: Key, at: datetime) -> None:
    """End one session or token; one that has ended stays as it ended."""
    table = _TABLES[key.kind]
    ended = update(table).where(table.c.id == key.id, table.c.revoked.is_(None))
    connection.execute(ended.values(revoked=timestamp(at)))


def end_keys(connection: Connection, name: str, at: datetime) -> None:
    """End all sessions and tokens of a person."""
    for table in _TABLES.values():
        ended = update(table).where(table.c.person == name, table.c.revoked.is_(None))
        connection.execute(ended.values(revoked=timestamp(at)))


def secret_hash(secret: str) -> str:
    """Hash a secret of 256 random bits: a fast hash is enough, since such a secret cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _key(kind: KeyKind, row: Row[tuple[object, ...]]) -> Key:
    revoked = moment(row.revoked) if row.revoked else None
    used = moment(row.used) if row.used else None
    label, role = (row.agent, None) if kind == "session" else (row.name, row.role)
    return Key(kind, row.id, row.person, label, moment(row.made), used, moment(row.expires), revoked, role)
