"""What divisions are called, for papers."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute('CREATE TABLE places (code text COLLATE "C" PRIMARY KEY, name text NOT NULL)')
