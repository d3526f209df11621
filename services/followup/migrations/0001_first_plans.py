"""The chassis' tables, people as follow-up knows them, plans, consents, visits and what was recorded about them."""

from alembic import op

from chassis.create_tables import create_all

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_PEOPLE = """
CREATE TABLE people (
    person_id uuid PRIMARY KEY,
    name text,
    birth_date date,
    facts_revision integer NOT NULL DEFAULT 0,
    division text COLLATE "C",
    place_revision integer NOT NULL DEFAULT 0,
    living boolean NOT NULL DEFAULT true,
    withdrawn boolean NOT NULL DEFAULT false,
    life_revision integer NOT NULL DEFAULT 0
)
"""
_PLANS = """
CREATE TABLE plans (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    protocol text NOT NULL,
    version integer NOT NULL,
    anchor_on date NOT NULL,
    origin text NOT NULL CHECK (origin IN ('birth', 'request', 'referral')),
    origin_id uuid NOT NULL,
    origin_event uuid,
    state text NOT NULL
        CHECK (state IN ('offered', 'active', 'completed', 'declined', 'withdrawn', 'ended')),
    division text COLLATE "C" NOT NULL,
    county text NOT NULL,
    place_revision integer NOT NULL,
    life_revision integer NOT NULL,
    offered_at timestamptz NOT NULL,
    closed_on date,
    revision integer NOT NULL,
    -- For one reason a plan is offered once, whatever became of it: a replayed birth offers nothing anew (C2).
    UNIQUE (person_id, protocol, origin, origin_id)
)
"""
_CONSENTS = """
CREATE TABLE consents (
    plan_id uuid PRIMARY KEY REFERENCES plans,
    given_by text NOT NULL CHECK (given_by IN ('self', 'guardian')),
    guardian_id uuid,
    how text NOT NULL CHECK (how IN ('paper', 'spoken', 'app')),
    text_version text NOT NULL,
    given_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CHECK ((given_by = 'guardian') = (guardian_id IS NOT NULL))
)
"""
_VISITS = """
CREATE TABLE visits (
    id uuid PRIMARY KEY,
    -- A visit hangs on a consent: without one, the database itself refuses it (C2).
    plan_id uuid NOT NULL REFERENCES consents (plan_id),
    person_id uuid NOT NULL,
    step text NOT NULL,
    occurrence smallint NOT NULL,
    place text NOT NULL CHECK (place IN ('home', 'clinic', 'phone')),
    division text COLLATE "C" NOT NULL,
    former_divisions text[] NOT NULL,
    earliest_on date NOT NULL,
    due_on date NOT NULL,
    latest_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('scheduled', 'due', 'overdue', 'done', 'done-late', 'not-reached',
                                         'declined', 'moved-away', 'ended')),
    closed_on date,
    attempts smallint NOT NULL,
    revision integer NOT NULL,
    UNIQUE (plan_id, step, occurrence),
    CHECK (earliest_on <= due_on AND due_on <= latest_on),
    CHECK ((closed_on IS NULL) = (state IN ('scheduled', 'due', 'overdue')))
)
"""
_ENTRIES = """
CREATE TABLE visit_entries (
    id uuid PRIMARY KEY,
    visit_id uuid NOT NULL REFERENCES visits,
    outcome text NOT NULL,
    done_on date NOT NULL,
    place text,
    content bytea,
    fingerprint bytea NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    UNIQUE (visit_id, fingerprint)
)
"""
_INDEXES = (
    "CREATE INDEX plans_by_division ON plans (division, id)",
    "CREATE INDEX visits_of_person ON visits (person_id)",
    "CREATE INDEX plans_by_origin ON plans (origin_id)",
    # The work list, and the two sweeps: each reads only what is open, however many visits lie behind us.
    "CREATE INDEX visits_open ON visits (division, due_on, id) WHERE state IN ('scheduled', 'due', 'overdue')",
    "CREATE INDEX visits_closed ON visits (division, due_on, id) WHERE state NOT IN ('scheduled', 'due', 'overdue')",
    "CREATE INDEX visits_to_fall_due ON visits (earliest_on) WHERE state = 'scheduled'",
    "CREATE INDEX visits_to_be_overdue ON visits (latest_on) WHERE state = 'due'",
)


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
    op.execute("REVOKE UPDATE, DELETE ON audit_log, audit_chain FROM huijia_followup")
    for statement in (_PEOPLE, _PLANS, _CONSENTS, _VISITS, _ENTRIES, *_INDEXES):
        op.execute(statement)
    # What was said stays as it was said; what is kept how long is the retention job's business, not the service's.
    op.execute("REVOKE UPDATE ON visit_entries, consents FROM huijia_followup")
