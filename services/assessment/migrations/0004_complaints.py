"""Complaints: their words sealed, their number, and no two findings by who registered them."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COMPLAINTS = """
    CREATE TABLE complaints (
        id uuid PRIMARY KEY,
        number text NOT NULL UNIQUE,
        receipt_index bytea NOT NULL UNIQUE,
        channel text NOT NULL,
        topic text NOT NULL,
        division text COLLATE "C" NOT NULL,
        assigned_division text COLLATE "C" NOT NULL,
        confidential boolean NOT NULL,
        received_on date NOT NULL,
        registered_on date NOT NULL,
        due_on date NOT NULL,
        extended boolean NOT NULL,
        state text NOT NULL CHECK (state IN ('registered', 'answered', 'closed')),
        words_sealed bytea NOT NULL,
        contact_sealed bytea,
        answer_sealed bytea,
        answered_on date,
        upheld boolean,
        violation text CHECK (violation IN ('coercion', 'data-breach', 'money-withheld')),
        rating int CHECK (rating BETWEEN 1 AND 5),
        reopened int NOT NULL,
        registered_by text NOT NULL,
        registered_at timestamptz NOT NULL,
        answered_by text,
        revision int NOT NULL,
        CHECK (topic <> 'coercion' OR confidential),
        CHECK ((state = 'registered') = (answered_on IS NULL)),
        CHECK (violation IS NULL OR answered_by <> registered_by)
    )
"""


def upgrade() -> None:
    """Forward only."""
    op.execute("CREATE SEQUENCE complaint_numbers")
    op.execute(_COMPLAINTS)
    op.execute("CREATE INDEX complaints_area ON complaints (assigned_division, id)")
    op.execute("CREATE INDEX complaints_about ON complaints (division, id)")
    op.execute("REVOKE DELETE ON complaints FROM huijia_assessment")
