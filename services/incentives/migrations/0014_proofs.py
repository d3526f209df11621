"""What people bring for a scheme: certificates of the one-child period and the like, with their documents."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("""
        CREATE TABLE proofs (
            id uuid PRIMARY KEY,
            person_id uuid NOT NULL,
            kind text NOT NULL,
            value_on date,
            value_fen bigint,
            value_sealed bytea,
            held_from date NOT NULL,
            held_to date CHECK (held_to >= held_from),
            number_sealed bytea,
            number_index bytea,
            issued_on date,
            issuer text,
            documents jsonb NOT NULL,
            recorded_by text NOT NULL,
            recorded_at timestamptz NOT NULL,
            state text NOT NULL CHECK (state IN ('held', 'replaced', 'withdrawn')),
            revision integer NOT NULL
        )
    """)
    op.execute("CREATE UNIQUE INDEX proofs_one_held ON proofs (person_id, kind) WHERE state = 'held'")
    op.execute("CREATE INDEX proofs_of_number ON proofs (kind, number_index) WHERE state = 'held'")
    op.execute("CREATE INDEX proofs_of_kind ON proofs (kind, person_id) WHERE state = 'held'")
    op.execute("REVOKE DELETE ON proofs FROM huijia_incentives")
