"""Notices of corrections to the departments that had been shown the person."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NOTICES = """
CREATE TABLE correction_notices (
    id              uuid PRIMARY KEY,
    correction_id   uuid NOT NULL,
    person_id       uuid NOT NULL,
    department      text NOT NULL,
    fields          jsonb NOT NULL,
    applied_on      date NOT NULL,
    last_looked_at  timestamptz NOT NULL,
    last_request_id uuid NOT NULL,
    looks           integer NOT NULL,
    told_at         timestamptz NOT NULL,
    due_on          date NOT NULL,
    acknowledged_at timestamptz,
    acknowledged_by text,
    UNIQUE (correction_id, department),
    CHECK ((acknowledged_at IS NULL) = (acknowledged_by IS NULL))
)
"""
_INDEX = "CREATE INDEX ON correction_notices (due_on, id) WHERE acknowledged_at IS NULL"


def upgrade() -> None:
    """Create the table; a notice is never taken back."""
    op.execute(_NOTICES)
    op.execute(_INDEX)
    op.execute("REVOKE DELETE, TRUNCATE ON correction_notices FROM huijia_gateway")
