"""Incidents are worked through (PIPL art. 57): steps are only ever added, by people who check one another."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE incidents ALTER COLUMN service DROP NOT NULL",
    "ALTER TABLE incidents ALTER COLUMN route DROP NOT NULL",
    "ALTER TABLE incidents ADD COLUMN noted_by text",
    "ALTER TABLE incidents ADD COLUMN words bytea",
    "ALTER TABLE incidents ADD COLUMN noticed_at timestamptz NOT NULL DEFAULT now()",
    """
    ALTER TABLE incidents ADD COLUMN state text NOT NULL DEFAULT 'noted'
        CHECK (state IN ('noted', 'assessed', 'to-close', 'closed'))
    """,
    # Null when nothing is due any more. What was noted before is due from the start: nobody has assessed it yet.
    "ALTER TABLE incidents ADD COLUMN next_due_at timestamptz DEFAULT now()",
    "UPDATE incidents SET noticed_at = at, next_due_at = at",
    "CREATE INDEX incidents_due ON incidents (next_due_at) WHERE state <> 'closed'",
    """
    CREATE FUNCTION keep_incident() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state = 'closed'
           OR to_jsonb(OLD) - '{state,next_due_at}'::text[] <> to_jsonb(NEW) - '{state,next_due_at}'::text[] THEN
            RAISE EXCEPTION 'an incident stays as it was noted; what is done about it is a step';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER keep_incident BEFORE UPDATE ON incidents FOR EACH ROW EXECUTE FUNCTION keep_incident()",
    """
    CREATE TABLE incident_steps (
        incident_id uuid NOT NULL REFERENCES incidents (id),
        position integer NOT NULL CHECK (position > 0),
        kind text NOT NULL CHECK (kind IN ('assessed', 'contained', 'authority-told', 'authority-demanded',
                                           'people-told', 'people-not-told', 'evidence', 'closed')),
        taken_at timestamptz NOT NULL,
        taken_by text NOT NULL,
        words bytea NOT NULL,
        digest bytea NOT NULL,
        PRIMARY KEY (incident_id, position)
    )
    """,
    # The lock lets steps of one incident come one after the other, so that each sees those before it.
    """
    CREATE FUNCTION check_incident_step() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('incident/' || NEW.incident_id, 0));
        IF EXISTS (SELECT FROM incident_steps WHERE incident_id = NEW.incident_id AND kind = 'closed') THEN
            RAISE EXCEPTION 'a closed incident takes no more steps';
        END IF;
        IF NEW.kind = 'closed'
           AND EXISTS (SELECT FROM incidents WHERE id = NEW.incident_id AND noted_by = NEW.taken_by) THEN
            RAISE EXCEPTION 'whoever noted an incident does not close it';
        END IF;
        IF NEW.kind IN ('closed', 'people-not-told')
           AND EXISTS (SELECT FROM incident_steps
                       WHERE incident_id = NEW.incident_id AND kind = 'assessed' AND taken_by = NEW.taken_by) THEN
            RAISE EXCEPTION 'whoever assessed an incident neither closes it nor decides that people are not told';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER check_incident_step BEFORE INSERT ON incident_steps
        FOR EACH ROW EXECUTE FUNCTION check_incident_step()
    """,
    "REVOKE UPDATE, DELETE, TRUNCATE ON incident_steps FROM huijia_gateway",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
