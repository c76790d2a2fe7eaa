"""The schema of who works here; a database of its own, so that a copied record carries nothing of them.

Names are keys: decisions are signed with them, so a person is never renamed or removed, only let go.
Of sessions and API tokens only hashes are kept: who reads this file cannot sign in with what it says.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

person = Table(
    "person",
    metadata,
    Column("name", String, primary_key=True),
    Column("folded", String, nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("role", String, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("may_see_victims", Boolean, nullable=False),
    Column("made", String, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("person", String, ForeignKey("person.name"), nullable=False),
    Column("agent", String, nullable=False),
    Column("made", String, nullable=False),
    Column("used", String, nullable=False),
    Column("expires", String, nullable=False),
    Column("revoked", String),
    Index("session_by_person", "person"),
)

token = Table(
    "token",
    metadata,
    Column("id", String, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("person", String, ForeignKey("person.name"), nullable=False),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("made", String, nullable=False),
    Column("used", String),
    Column("expires", String, nullable=False),
    Column("revoked", String),
    Index("token_by_person", "person"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("what", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Text, nullable=False),
    Index("audit_by_who", "who"),
    Index("audit_by_what", "what"),
    Index("audit_by_subject", "subject"),
)

# Who looks after an incident or a report. Without accounts there is no row in `person`, so these name no key of it.
assignment = Table(
    "assignment",
    metadata,
    Column("subject", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
)

looked = Table(
    "looked",
    metadata,
    Column("person", String, primary_key=True),
    Column("at", String, nullable=False),
)
