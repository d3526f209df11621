"""The chassis' tables, people's two places, and their moves."""

from alembic import op

from chassis.create_tables import create_all

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
    op.execute("REVOKE UPDATE, DELETE ON audit_log, audit_chain FROM huijia_migrants")
    op.execute("""
        CREATE TABLE residents (
            person_id uuid PRIMARY KEY,
            revision integer NOT NULL,
            name text NOT NULL,
            birth_date date NOT NULL,
            registered_division text COLLATE "C" NOT NULL,
            residence_division text COLLATE "C" NOT NULL,
            household_id uuid,
            living boolean NOT NULL,
            withdrawn boolean NOT NULL DEFAULT false
        )
    """)
    op.execute("""
        CREATE TABLE movements (
            id uuid PRIMARY KEY,
            person_id uuid NOT NULL,
            from_division text COLLATE "C" NOT NULL,
            to_division text COLLATE "C" NOT NULL,
            moved_on date NOT NULL,
            household_id uuid
        )
    """)
    op.execute("CREATE INDEX movements_from ON movements (from_division, moved_on DESC)")
    op.execute("CREATE INDEX movements_to ON movements (to_division, moved_on DESC)")
