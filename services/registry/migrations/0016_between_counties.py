"""What two counties could not settle between their desks."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("""
        CREATE TABLE between_counties (
            confirmation_id uuid PRIMARY KEY,
            peer text NOT NULL,
            kind text NOT NULL,
            division text COLLATE "C" NOT NULL,
            asked_on date NOT NULL,
            told_on date NOT NULL,
            settled_on date
        )
    """)
