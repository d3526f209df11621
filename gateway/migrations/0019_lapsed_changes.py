"""A proposed change of access waits for so long and lapses; changes and assessments are kept for a time."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE access_changes ADD COLUMN lapses_at timestamptz",
    # Those that wait already get the whole of the first period, from today.
    "UPDATE access_changes SET lapses_at = now() + interval '14 days' WHERE state = 'open'",
    """
    ALTER TABLE access_changes
        DROP CONSTRAINT access_changes_state_check,
        ADD CONSTRAINT access_changes_state_check CHECK (state IN ('open', 'approved', 'refused', 'lapsed')),
        ADD CONSTRAINT access_change_waits_for_so_long CHECK (state <> 'open' OR lapses_at IS NOT NULL)
    """,
    """
    CREATE OR REPLACE FUNCTION keep_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state <> 'open'
           OR (OLD.id, OLD.kind, OLD.account, OLD.told, OLD.secret, OLD.proposed_at, OLD.proposed_by, OLD.lapses_at)
              IS DISTINCT FROM
              (NEW.id, NEW.kind, NEW.account, NEW.told, NEW.secret, NEW.proposed_at, NEW.proposed_by, NEW.lapses_at)
        THEN
            RAISE EXCEPTION 'a change of access is decided once, and stays as it was proposed';
        END IF;
        IF NEW.state = 'approved' AND NEW.decided_at > OLD.lapses_at THEN
            RAISE EXCEPTION 'a change of access that has lapsed is not approved';
        END IF;
        RETURN NEW;
    END $$
    """,
    # A change that an account, key or certificate stands on is kept as long as that is there. An assessment has ended
    # when the next one of its activity was decided, or when it stopped the activity; its id comes of name and version.
    """
    CREATE OR REPLACE FUNCTION forget_ended(record text, before timestamptz) RETURNS SETOF uuid LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = gateway, pg_temp AS $$
    DECLARE
        latest timestamptz := LEAST(before, now() - interval '3 years');
    BEGIN
        CASE record
        WHEN 'incident' THEN
            RETURN QUERY
            WITH ended AS (SELECT s.incident_id FROM incident_steps s WHERE s.kind = 'closed' AND s.taken_at < latest),
                 steps AS (DELETE FROM incident_steps s USING ended e WHERE s.incident_id = e.incident_id)
            SELECT e.incident_id FROM ended e;
            DELETE FROM incidents i
             WHERE i.state = 'closed' AND NOT EXISTS (SELECT FROM incident_steps s WHERE s.incident_id = i.id);
        WHEN 'rights-request' THEN
            RETURN QUERY DELETE FROM rights_requests r WHERE r.answered_at < latest RETURNING r.id;
        WHEN 'break-glass' THEN
            RETURN QUERY DELETE FROM break_glass b WHERE b.reviewed_at < latest RETURNING b.id;
        WHEN 'correction-notice' THEN
            RETURN QUERY DELETE FROM correction_notices n WHERE n.acknowledged_at < latest RETURNING n.id;
        WHEN 'access-change' THEN
            RETURN QUERY DELETE FROM access_changes c
             WHERE c.decided_at < latest
               AND NOT EXISTS (SELECT FROM accounts a WHERE a.change_id = c.id)
               AND NOT EXISTS (SELECT FROM client_keys k WHERE k.change_id = c.id)
               AND NOT EXISTS (SELECT FROM client_certificates r WHERE r.change_id = c.id)
            RETURNING c.id;
        WHEN 'impact-assessment' THEN
            RETURN QUERY DELETE FROM impact_assessments i
             WHERE i.decided_at < latest
               AND (i.decision = 'stop' AND NOT EXISTS (SELECT FROM impact_assessments n
                                                         WHERE n.activity = i.activity AND n.version > i.version)
                    OR EXISTS (SELECT FROM impact_assessments n
                                WHERE n.activity = i.activity AND n.version > i.version AND n.decided_at < latest))
            RETURNING md5(i.activity || '/' || i.version)::uuid;
        END CASE;
    END $$
    """,
)


def upgrade() -> None:
    """Forward only."""
    for statement in _STATEMENTS:
        op.execute(statement)
