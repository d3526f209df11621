"""What has ended is removed when its time is over, by one function that removes nothing younger than three years."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE FUNCTION forget_ended(record text, before timestamptz) RETURNS SETOF uuid LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = gateway, pg_temp AS $$
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
        END CASE;
    END $$
    """,
    "REVOKE ALL ON FUNCTION forget_ended(text, timestamptz) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION forget_ended(text, timestamptz) TO huijia_gateway",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
