"""Retention: what was said in a complaint can go while that there was one stays; answers can be erased in time."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("ALTER TABLE complaints ADD COLUMN erased_on date")
    op.execute("ALTER TABLE complaints ALTER COLUMN words_sealed DROP NOT NULL")
    op.execute(
        "ALTER TABLE complaints ADD CONSTRAINT complaints_erased"
        " CHECK ((erased_on IS NULL) = (words_sealed IS NOT NULL)) NOT VALID"
    )
    op.execute("ALTER TABLE complaints VALIDATE CONSTRAINT complaints_erased")
    op.execute("GRANT DELETE ON survey_answers TO huijia_assessment")
