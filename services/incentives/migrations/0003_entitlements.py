"""What is owed: whole fen, instalments that add up, one live entitlement for a person, scheme and span."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("""
        CREATE FUNCTION instalments_total(parts jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT
        SET search_path = pg_catalog AS $$
            SELECT CASE WHEN bool_and((part->>'amount_fen')::bigint > 0 AND (part->>'due_on')::date IS NOT NULL)
                        THEN sum((part->>'amount_fen')::bigint)::bigint END
              FROM jsonb_array_elements(parts) AS part
        $$
    """)
    op.execute("""
        CREATE TABLE entitlements (
            id uuid PRIMARY KEY,
            decision_id uuid NOT NULL,
            scheme text NOT NULL,
            scheme_version integer NOT NULL CHECK (scheme_version > 0),
            person_id uuid NOT NULL,
            payee_id uuid NOT NULL,
            division_code char(12) COLLATE "C" NOT NULL,
            fund text NOT NULL,
            period_start date NOT NULL,
            period_end date NOT NULL CHECK (period_end >= period_start),
            amount_fen bigint NOT NULL CHECK (amount_fen > 0),
            owed_fen bigint NOT NULL CHECK (owed_fen BETWEEN 0 AND amount_fen),
            instalments jsonb NOT NULL,
            state text NOT NULL CHECK (state IN ('approved', 'on_hold', 'stopped')),
            hold_reason text,
            stopped_on date,
            stop_reason text,
            approved_by text NOT NULL,
            approved_at timestamptz NOT NULL,
            revision integer NOT NULL,
            CONSTRAINT entitlements_add_up CHECK (coalesce(instalments_total(instalments) = amount_fen, false)),
            CONSTRAINT entitlements_hold CHECK ((state = 'on_hold') = (hold_reason IS NOT NULL)),
            CONSTRAINT entitlements_stop CHECK (
                (state = 'stopped') = (stopped_on IS NOT NULL) AND (state = 'stopped') = (stop_reason IS NOT NULL)),
            CONSTRAINT entitlements_owed CHECK (state = 'stopped' OR owed_fen = amount_fen)
        )
    """)
    op.execute("""
        CREATE UNIQUE INDEX entitlements_one_live ON entitlements (scheme, person_id, period_start)
        WHERE state <> 'stopped'
    """)
    op.execute("CREATE INDEX entitlements_person ON entitlements (person_id)")
    op.execute("CREATE INDEX entitlements_payee ON entitlements (payee_id)")
    op.execute("CREATE INDEX entitlements_place ON entitlements (division_code, scheme, period_start)")
    op.execute("CREATE INDEX entitlements_decision ON entitlements (decision_id)")
    # What was granted is never deleted or rewritten; only how it stands changes.
    op.execute("REVOKE DELETE ON entitlements FROM huijia_incentives")
    op.execute("""
        CREATE FUNCTION keep_what_was_granted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
        BEGIN
            IF (NEW.id, NEW.decision_id, NEW.scheme, NEW.scheme_version, NEW.fund, NEW.period_start, NEW.period_end,
                NEW.amount_fen, NEW.instalments, NEW.approved_by, NEW.approved_at)
               IS DISTINCT FROM
               (OLD.id, OLD.decision_id, OLD.scheme, OLD.scheme_version, OLD.fund, OLD.period_start, OLD.period_end,
                OLD.amount_fen, OLD.instalments, OLD.approved_by, OLD.approved_at)
               OR (OLD.state = 'stopped' AND NEW.state <> 'stopped') THEN
                RAISE EXCEPTION 'what was granted stays as it was granted' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER keep_what_was_granted BEFORE UPDATE ON entitlements
        FOR EACH ROW EXECUTE FUNCTION keep_what_was_granted()
    """)
