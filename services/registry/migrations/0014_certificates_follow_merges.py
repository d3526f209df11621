"""Which certificates a merge made void, so that parting the two entries can give back those that are true again."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of merges until now nothing is known: their certificates stay void."""
    op.execute("ALTER TABLE merges ADD COLUMN voided jsonb NOT NULL DEFAULT '[]'")
