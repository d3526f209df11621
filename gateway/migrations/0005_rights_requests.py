"""Requests of people about their own data, with deadline and reasoned answer."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE rights_requests (
        id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        division text NOT NULL CHECK (division ~ '^[0-9]{12}$'),
        kind text NOT NULL CHECK (kind IN ('explanation', 'copy', 'correction', 'withdrawal', 'erasure')),
        asked_by text NOT NULL CHECK (asked_by IN ('self', 'guardian', 'representative')),
        document_sealed bytea,
        words_sealed bytea NOT NULL,
        asked_on date NOT NULL,
        answer_by date NOT NULL,
        answer_by_source text NOT NULL,
        taken_down_by text NOT NULL,
        outcome text CHECK (outcome IN ('granted', 'partly', 'refused')),
        reason_sealed bytea,
        reference text,
        answered_at timestamptz,
        answered_by text,
        revision integer NOT NULL,
        CHECK ((outcome IS NULL) = (answered_at IS NULL)),
        CHECK ((outcome IS NULL) = (answered_by IS NULL)),
        CHECK (outcome IS NULL OR outcome = 'granted' OR reason_sealed IS NOT NULL)
    )
    """,
    "CREATE INDEX ON rights_requests (person_id, id)",
    "CREATE INDEX ON rights_requests (answer_by, id)",
    "REVOKE DELETE, TRUNCATE ON rights_requests FROM huijia_gateway",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
