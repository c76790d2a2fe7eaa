"""The schema, once, for every database; what only SQLite knows is in `sqlite`.

Every kept row has the number of its event as its key (`seq`), so that log and rows can be held against each other.
`json` is the canonical form and `sha256` its hash; other columns are copies for asking. A withdrawn row has lost its
words and kept its hash, and stands in `erased`.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()


def _seq() -> Column[int]:
    return Column("seq", Integer, ForeignKey("event.seq"), primary_key=True, autoincrement=False)


def _sha256(name: str = "sha256") -> Column[str]:
    return Column(name, String(64), nullable=False)


event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    _sha256("payload_sha256"),
    _sha256("previous"),
    _sha256("hash"),
)

source = Table(
    "source",
    metadata,
    _seq(),
    Column("id", String, nullable=False),
    Column("json", Text, nullable=False),
    _sha256(),
    Index("source_by_id", "id"),
)

original = Table(
    "original",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("path", String, nullable=False),
)

document = Table(
    "document",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("source_id", String, nullable=False),
    Column("raw_sha256", String(64), ForeignKey("original.sha256"), nullable=False),
    _sha256("text_sha256"),
    Column("url", Text),
    Column("title", Text),
    Column("text", Text),
    Column("json", Text),
    _sha256(),
    Index("document_by_original", "raw_sha256"),
    Index("document_by_text", "text_sha256"),
    Index("document_by_url", "url"),
)

reading = Table(
    "reading",
    metadata,
    _seq(),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("reader", String, nullable=False),
    Column("json", Text),
    _sha256(),
    Index("reading_by_document", "document_id", "seq"),
)

# What was said of a report when it was taken again; its words go with those of the report.
said = Table(
    "said",
    metadata,
    _seq(),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("json", Text),
    _sha256(),
    Index("said_by_document", "document_id", "seq"),
)

decision = Table(
    "decision",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("json", Text, nullable=False),
    _sha256(),
)

register = Table(
    "register",
    metadata,
    _seq(),
    Column("incident_id", String, nullable=False),
    Column("json", Text, nullable=False),
    _sha256(),
    Index("register_by_incident", "incident_id"),
)

issue = Table(
    "issue",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("room", String, nullable=False),
    Column("code", String, nullable=False),
    Column("json", Text),
    _sha256(),
)

withdrawn = Table(
    "withdrawn",
    metadata,
    _seq(),
    Column("document_id", String, ForeignKey("document.id"), nullable=False, unique=True),
    Column("raw_sha256", String(64), nullable=False),
    _sha256("text_sha256"),
    Column("decision_id", String, ForeignKey("decision.id"), nullable=False),
    Column("json", Text, nullable=False),
    _sha256(),
    Index("withdrawn_by_original", "raw_sha256"),
    Index("withdrawn_by_text", "text_sha256"),
)

# Double-blind coding: a round names its reports and coders by id; what was coded and held of it goes with its report.
coding_round = Table(
    "coding_round",
    metadata,
    _seq(),
    Column("id", String, nullable=False),
    Column("json", Text, nullable=False),
    _sha256(),
    Index("coding_round_by_id", "id"),
)

coding = Table(
    "coding",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("round_id", String, nullable=False),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("coder", String, nullable=False),
    Column("submitted_at", String),
    Column("json", Text),
    _sha256(),
    Index("coding_by_round", "round_id", "document_id", "coder", "seq"),
    Index("coding_by_document", "document_id"),
)

verdict = Table(
    "verdict",
    metadata,
    _seq(),
    Column("id", String, nullable=False, unique=True),
    Column("round_id", String, nullable=False),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
    Column("json", Text),
    _sha256(),
    Index("verdict_by_round", "round_id", "document_id", "seq"),
    Index("verdict_by_document", "document_id"),
)

# Which rows a withdrawal took the words out of: `kind` is a table, `row` its key.
erased = Table(
    "erased",
    metadata,
    Column("kind", String, primary_key=True),
    Column("row", String, primary_key=True),
    Column("document_id", String, ForeignKey("document.id"), nullable=False),
)

# Where an id of a claim or statement stands, for looking it up by its first letters.
named = Table(
    "named",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", String, ForeignKey("document.id"), primary_key=True),
)

# Derived things, kept to save time: the one table that may lose rows.
cache = Table(
    "cache",
    metadata,
    Column("key", String, primary_key=True),
    Column("turn", Integer, nullable=False),
    Column("value", LargeBinary, nullable=False),
)

KEPT = (source, document, said, reading, decision, register, issue, withdrawn, coding_round, coding, verdict)
