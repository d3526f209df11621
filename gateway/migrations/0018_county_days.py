"""Days that the county sets are the same for every service's deadlines."""

from alembic import op

from chassis.create_tables import create_all

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
