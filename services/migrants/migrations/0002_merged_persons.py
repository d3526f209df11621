"""What was told of whom, so that the registry's merges can be followed and undone."""

from alembic import op

from chassis.create_tables import create_all

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
