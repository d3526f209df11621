"""Offers by age, plans that pass to a new version of their protocol, retries, workers and their days, sync."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OPEN = "state IN ('scheduled', 'due', 'overdue')"

_PLANS = (
    "ALTER TABLE plans DROP CONSTRAINT plans_origin_check",
    "ALTER TABLE plans ADD CONSTRAINT plans_origin_check CHECK (origin IN ('birth', 'request', 'referral', 'age'))",
    # A plan that starts anew has the same steps again, in its next round.
    "ALTER TABLE plans ADD COLUMN round smallint NOT NULL DEFAULT 1",
    "CREATE INDEX plans_by_version ON plans (protocol, version, id) WHERE state = 'active'",
    "CREATE INDEX plans_of_person ON plans (person_id, protocol)",
)
_VISITS = (
    "ALTER TABLE visits ADD COLUMN round smallint NOT NULL DEFAULT 1",
    "ALTER TABLE visits ADD COLUMN base_on date",
    "ALTER TABLE visits ADD COLUMN version integer",
    "UPDATE visits SET base_on = plans.anchor_on, version = plans.version FROM plans WHERE plans.id = visits.plan_id",
    "ALTER TABLE visits ALTER COLUMN base_on SET NOT NULL",
    "ALTER TABLE visits ALTER COLUMN version SET NOT NULL",
    "ALTER TABLE visits ADD COLUMN retry_by date",
    "ALTER TABLE visits ADD COLUMN worker text",
    "ALTER TABLE visits ADD COLUMN planned_on date",
    "ALTER TABLE visits ADD CHECK ((worker IS NULL) = (planned_on IS NULL))",
    "ALTER TABLE visits DROP CONSTRAINT visits_plan_id_step_occurrence_key",
    "ALTER TABLE visits ADD UNIQUE (plan_id, round, step, occurrence)",
    f"CREATE INDEX visits_of_day ON visits (worker, planned_on) WHERE planned_on IS NOT NULL AND {_OPEN}",
    f"CREATE INDEX visits_left_over ON visits (planned_on) WHERE planned_on IS NOT NULL AND {_OPEN}",
    "CREATE INDEX visits_overdue ON visits (division) WHERE state = 'overdue'",
)
_ENTRIES = (
    "ALTER TABLE visit_entries ADD COLUMN client_id uuid",
    "ALTER TABLE visit_entries ADD COLUMN counts boolean NOT NULL DEFAULT true",
    "CREATE UNIQUE INDEX visit_entries_of_client ON visit_entries (recorded_by, client_id) WHERE client_id IS NOT NULL",
)
_WORKERS = """
CREATE TABLE workers (
    subject text PRIMARY KEY,
    division text COLLATE "C" NOT NULL,
    visits_per_day smallint NOT NULL CHECK (visits_per_day BETWEEN 0 AND 100),
    active boolean NOT NULL,
    revision integer NOT NULL
)
"""
_LEAVES = """
CREATE TABLE leaves (
    id uuid PRIMARY KEY,
    subject text NOT NULL REFERENCES workers,
    from_on date NOT NULL,
    to_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CHECK (from_on <= to_on),
    UNIQUE (subject, from_on, to_on)
)
"""
_CALENDAR = """
CREATE TABLE calendar_days (
    day date PRIMARY KEY,
    working boolean NOT NULL,
    name text NOT NULL
)
"""
_MIGRATIONS = """
CREATE TABLE protocol_changes (
    id uuid PRIMARY KEY,
    protocol text NOT NULL,
    from_version integer NOT NULL,
    to_version integer NOT NULL CHECK (to_version > from_version),
    division text COLLATE "C" NOT NULL,
    decision text NOT NULL CHECK (decision IN ('keep', 'rebase', 'restart')),
    exceptions jsonb NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamptz NOT NULL,
    decided_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('applying', 'done')),
    -- Plans are taken in the order of their ids; this is the last one dealt with.
    reached uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    plans integer NOT NULL DEFAULT 0,
    added integer NOT NULL DEFAULT 0,
    moved integer NOT NULL DEFAULT 0,
    ended integer NOT NULL DEFAULT 0
)
"""


def upgrade() -> None:
    """Forward only."""
    for statement in (*_PLANS, *_VISITS, *_ENTRIES, _WORKERS, _LEAVES, _CALENDAR, _MIGRATIONS):
        op.execute(statement)
