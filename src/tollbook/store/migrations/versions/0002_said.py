"""What is said of a report that is known already."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table of what is said later."""
    op.create_table(
        "said",
        sa.Column("seq", sa.Integer, sa.ForeignKey("event.seq"), primary_key=True, autoincrement=False),
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("json", sa.Text),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    op.create_index("said_by_document", "said", ["document_id", "seq"])


def downgrade() -> None:
    """Refuse: what was kept under a newer schema is not thrown away."""
    raise NotImplementedError("restore a backup instead")
