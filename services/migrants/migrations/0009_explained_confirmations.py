"""A confirmation is settled too where both counties give the same reason why they cannot say the same."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("ALTER TABLE confirmations ADD COLUMN our_code text, ADD COLUMN their_code text")
