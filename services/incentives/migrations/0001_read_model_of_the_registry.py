"""The chassis' tables, and what the registry tells of people and births."""

from alembic import op

from chassis.create_tables import create_all

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
    op.execute("REVOKE UPDATE, DELETE ON audit_log, audit_chain FROM huijia_incentives")
    op.execute("""
        CREATE TABLE beneficiaries (
            person_id uuid PRIMARY KEY,
            revision integer NOT NULL,
            name text NOT NULL,
            birth_date date NOT NULL,
            sex smallint NOT NULL,
            registered_division text COLLATE "C" NOT NULL,
            residence_division text COLLATE "C" NOT NULL,
            household_id uuid,
            living boolean NOT NULL,
            died_on date,
            withdrawn boolean NOT NULL DEFAULT false
        )
    """)
    op.execute("CREATE INDEX beneficiaries_residence ON beneficiaries (residence_division)")
    op.execute("CREATE INDEX beneficiaries_registered ON beneficiaries (registered_division)")
    op.execute("""
        CREATE TABLE children (
            person_id uuid PRIMARY KEY,
            birth_id uuid NOT NULL UNIQUE,
            born_on date NOT NULL,
            mother_id uuid,
            father_id uuid,
            revoked boolean NOT NULL DEFAULT false
        )
    """)
