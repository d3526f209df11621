"""The county's calendar is the registry's, and every service's; what was set here so far goes on to count here."""

from alembic import op

from chassis.create_tables import create_all

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
    op.execute("INSERT INTO county_days (day, working) SELECT day, working FROM calendar_days ON CONFLICT DO NOTHING")
    # The tables stay for one release: the version before this one still reads them while it is being replaced.
