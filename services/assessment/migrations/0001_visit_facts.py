"""The chassis' tables, visit facts, division names."""

from alembic import op

from chassis.create_tables import create_all

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
    op.execute("REVOKE UPDATE, DELETE ON audit_log, audit_chain FROM huijia_assessment")
    op.execute("""
        CREATE TABLE visit_facts (
            visit_id uuid PRIMARY KEY,
            division text COLLATE "C" NOT NULL,
            due_on date NOT NULL,
            latest_on date NOT NULL,
            overdue boolean NOT NULL DEFAULT false,
            closed_on date,
            outcome text
        )
    """)
    op.execute("CREATE INDEX visit_facts_month ON visit_facts (latest_on, division)")
    op.execute("CREATE TABLE divisions (code text PRIMARY KEY, name text NOT NULL, level text NOT NULL, parent text)")
