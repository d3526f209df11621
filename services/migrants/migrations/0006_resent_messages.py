"""When a message that had been given up was sent again: its days count anew."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("ALTER TABLE exchange_outgoing ADD COLUMN resent_at timestamptz")
