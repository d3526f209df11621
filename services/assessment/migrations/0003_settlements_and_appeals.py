"""Quarters frozen and signed, what is carried from one into the next, and appeals."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SETTLEMENTS = """
    CREATE TABLE settlements (
        id uuid PRIMARY KEY,
        period text NOT NULL,
        version int NOT NULL,
        scorecard text NOT NULL,
        scorecard_version int NOT NULL,
        first_month date NOT NULL,
        last_month date NOT NULL,
        settled_at timestamptz NOT NULL,
        settled_by text NOT NULL,
        reason text,
        document jsonb NOT NULL,
        digest text NOT NULL,
        signature text NOT NULL,
        UNIQUE (period, version),
        CHECK (version = 1 OR reason IS NOT NULL)
    )
"""
_COUNTS = """
    CREATE TABLE {name} (
        settlement_id uuid NOT NULL REFERENCES settlements,
        measure text COLLATE "C" NOT NULL,
        division text COLLATE "C" NOT NULL,
        month date NOT NULL,
        value bigint NOT NULL,
        PRIMARY KEY (settlement_id, measure, division, month)
    )
"""
_APPEALS = """
    CREATE TABLE appeals (
        id uuid PRIMARY KEY,
        settlement_id uuid NOT NULL REFERENCES settlements,
        division text COLLATE "C" NOT NULL,
        indicator text NOT NULL,
        part int NOT NULL,
        whole int NOT NULL,
        reason text NOT NULL,
        filed_by text NOT NULL,
        filed_at timestamptz NOT NULL,
        answer_due_on date NOT NULL,
        state text NOT NULL CHECK (state IN ('filed', 'upheld', 'turned-down')),
        decided_part int,
        decided_whole int,
        decision text,
        decided_by text,
        decided_at timestamptz,
        revision int NOT NULL,
        UNIQUE (settlement_id, division, indicator),
        CHECK (decided_by IS NULL OR decided_by <> filed_by),
        CHECK ((state = 'filed') = (decision IS NULL)),
        CHECK ((state = 'upheld') = (decided_whole IS NOT NULL))
    )
"""


def upgrade() -> None:
    """Forward only."""
    op.execute(_SETTLEMENTS)
    for name in ("settled_cells", "adjustments"):
        op.execute(_COUNTS.format(name=name))
    op.execute(_APPEALS)
    op.execute("CREATE INDEX appeals_area ON appeals (division)")
    op.execute("REVOKE UPDATE, DELETE ON settlements, settled_cells, adjustments FROM huijia_assessment")
    op.execute("REVOKE DELETE ON appeals FROM huijia_assessment")
