"""What was told of whom, and care as it stood before a merge, so that merges can be followed and undone."""

from alembic import op

from chassis.create_tables import create_all

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
    op.execute("""
        CREATE TABLE merged_care (
            merge_id uuid NOT NULL,
            row_id uuid NOT NULL,
            before jsonb NOT NULL,
            kept_at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (merge_id, row_id)
        )
    """)
