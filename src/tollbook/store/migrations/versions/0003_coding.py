"""Double-blind coding: rounds, what each coder found, and what a third person held of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of rounds, codings and verdicts."""
    _kept("coding_round", sa.Column("id", sa.String, nullable=False), json_stays=True)
    _kept(
        "coding",
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("round_id", sa.String, nullable=False),
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("coder", sa.String, nullable=False),
        sa.Column("submitted_at", sa.String),
    )
    _kept(
        "verdict",
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("round_id", sa.String, nullable=False),
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), nullable=False),
    )
    op.create_index("coding_round_by_id", "coding_round", ["id"])
    op.create_index("coding_by_round", "coding", ["round_id", "document_id", "coder", "seq"])
    op.create_index("coding_by_document", "coding", ["document_id"])
    op.create_index("verdict_by_round", "verdict", ["round_id", "document_id", "seq"])
    op.create_index("verdict_by_document", "verdict", ["document_id"])


def _kept(name: str, *columns: sa.Column[str], json_stays: bool = False) -> None:
    op.create_table(
        name,
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
        *columns,
        sa.Column("json", sa.Text, nullable=not json_stays),
        sa.Column("sha256", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Refuse: what was kept under a newer schema is not thrown away."""
    raise NotImplementedError("restore a backup instead")
