"""Facts of every kind in one table, counts by measure, division and month, and the proof that both agree."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FACTS = """
    CREATE TABLE facts (
        kind text COLLATE "C" NOT NULL,
        id uuid NOT NULL,
        division text COLLATE "C",
        opened_on date,
        due_on date,
        closed_on date,
        outcome text,
        owner text,
        owed_fen bigint,
        done_fen bigint,
        weight bigint,
        stamps jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (kind, id)
    )
"""
_BEFORE = """
    CREATE TABLE facts_before (
        kind text COLLATE "C" NOT NULL,
        id uuid NOT NULL,
        replaced_at timestamptz NOT NULL,
        was jsonb,
        PRIMARY KEY (kind, id, replaced_at)
    )
"""
_CELLS = """
    CREATE TABLE cells (
        measure text COLLATE "C" NOT NULL,
        division text COLLATE "C" NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        value bigint NOT NULL,
        PRIMARY KEY (measure, division, month)
    )
"""
# What was known of visits goes on as facts; the counts are made from them at the first start.
_CARRIED_OVER = """
    INSERT INTO facts (kind, id, division, due_on, closed_on, outcome)
    SELECT 'visit', visit_id, division, latest_on, closed_on,
           coalesce(outcome, CASE WHEN overdue THEN 'overdue' END)
    FROM visit_facts
"""


def upgrade() -> None:
    """Forward only."""
    for statement in (_FACTS, _BEFORE, _CELLS):
        op.execute(statement)
    op.execute("CREATE INDEX facts_place ON facts (kind, division, due_on)")
    op.execute("CREATE INDEX cells_month ON cells (month, measure)")
    op.execute("REVOKE UPDATE, DELETE ON facts_before FROM huijia_assessment")
    op.execute("CREATE TABLE counted_measures (measure text PRIMARY KEY)")
    op.execute(
        "CREATE TABLE count_proofs (proved_on date PRIMARY KEY, cells bigint NOT NULL, differing bigint NOT NULL)"
    )
    op.execute("ALTER TABLE divisions ADD COLUMN valid_from date, ADD COLUMN valid_to date, ADD COLUMN heir text")
    op.execute(_CARRIED_OVER)
    op.execute("DROP TABLE visit_facts")
