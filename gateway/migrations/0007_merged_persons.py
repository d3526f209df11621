"""Which entries were merged, so that a person's log shows what was looked at under all of theirs."""

from alembic import op

from chassis.create_tables import create_all

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
