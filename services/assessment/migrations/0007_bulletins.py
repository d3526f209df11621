"""Bulletins: a month's figures, frozen and signed, never changed."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLE = """
    CREATE TABLE bulletins (
        id uuid PRIMARY KEY,
        period text NOT NULL,
        version int NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        issued_at timestamptz NOT NULL,
        issued_by text NOT NULL,
        reason text,
        document jsonb NOT NULL,
        digest text NOT NULL,
        signature text NOT NULL,
        UNIQUE (period, version),
        CHECK (version = 1 OR reason IS NOT NULL)
    )
"""


def upgrade() -> None:
    """Forward only."""
    op.execute(_TABLE)
    op.execute("REVOKE UPDATE, DELETE ON bulletins FROM huijia_assessment")
