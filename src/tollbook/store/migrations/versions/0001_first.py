"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("payload_sha256", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "original",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("path", sa.String, nullable=False),
    )
    _kept("source", sa.Column("id", sa.String, nullable=False))
    _kept(
        "document",
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("source_id", sa.String, nullable=False),
        sa.Column("raw_sha256", sa.String(64), sa.ForeignKey("original.sha256"), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text),
        json_stays=False,
    )
    _kept(
        "reading",
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("reader", sa.String, nullable=False),
        json_stays=False,
    )
    _kept(
        "decision",
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("kind", sa.String, nullable=False),
    )
    _kept("register", sa.Column("incident_id", sa.String, nullable=False))
    _kept(
        "issue",
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("room", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        json_stays=False,
    )
    _kept(
        "withdrawn",
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), nullable=False, unique=True),
        sa.Column("raw_sha256", sa.String(64), nullable=False),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("decision_id", sa.String, sa.ForeignKey("decision.id"), nullable=False),
    )
    _helpers()
    _indexes()


def _kept(name: str, *columns: sa.Column[str], json_stays: bool = True) -> None:
    op.create_table(
        name,
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
        *columns,
        sa.Column("json", sa.Text, nullable=not json_stays),
        sa.Column("sha256", sa.String(64), nullable=False),
    )


def _helpers() -> None:
    op.create_table(
        "erased",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("row", sa.String, primary_key=True),
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), nullable=False),
    )
    op.create_table(
        "named",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), primary_key=True),
    )
    op.create_table(
        "cache",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )


def _indexes() -> None:
    op.create_index("source_by_id", "source", ["id"])
    op.create_index("document_by_original", "document", ["raw_sha256"])
    op.create_index("document_by_text", "document", ["text_sha256"])
    op.create_index("document_by_url", "document", ["url"])
    op.create_index("reading_by_document", "reading", ["document_id", "seq"])
    op.create_index("register_by_incident", "register", ["incident_id"])
    op.create_index("withdrawn_by_original", "withdrawn", ["raw_sha256"])
    op.create_index("withdrawn_by_text", "withdrawn", ["text_sha256"])


def downgrade() -> None:
    """Refuse: what was kept under a newer schema is not thrown away."""
    raise NotImplementedError("restore a backup instead")
