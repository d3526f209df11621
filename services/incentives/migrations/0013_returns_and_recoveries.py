"""What the bank answers, line by line; and what was paid too much, until it is settled."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE bank_files (
        batch_id uuid NOT NULL REFERENCES batches,
        format text COLLATE "C" NOT NULL,
        lines integer NOT NULL,
        total_fen bigint NOT NULL,
        digest bytea NOT NULL,
        first_made_by text NOT NULL,
        first_made_at timestamptz NOT NULL,
        PRIMARY KEY (batch_id, format)
    )
    """,
    """
    CREATE TABLE return_files (
        id uuid PRIMARY KEY,
        digest bytea NOT NULL CONSTRAINT return_files_once UNIQUE,
        format text COLLATE "C" NOT NULL,
        file_name text NOT NULL,
        lines integer NOT NULL,
        counts jsonb NOT NULL,
        sums jsonb NOT NULL,
        received_by text NOT NULL,
        received_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE return_lines (
        file_id uuid NOT NULL,
        line integer NOT NULL,
        reference text COLLATE "C",
        amount_fen bigint,
        outcome text COLLATE "C" NOT NULL,
        bank_reason text,
        settled_on date NOT NULL,
        verdict text COLLATE "C" NOT NULL,
        resolved_by text,
        resolved_at timestamptz,
        resolution text,
        PRIMARY KEY (file_id, line)
    )
    """,
    """
    CREATE TABLE recoverables (
        id uuid PRIMARY KEY DEFAULT new_event_id(),
        payment_id uuid NOT NULL UNIQUE,
        entitlement_id uuid NOT NULL,
        person_id uuid NOT NULL,
        payee_id uuid NOT NULL,
        division_code text COLLATE "C" NOT NULL,
        fund text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN 0 AND 1000000000000000),
        settled_fen bigint NOT NULL DEFAULT 0,
        found_on date NOT NULL,
        grace_until date NOT NULL,
        reason text NOT NULL,
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT recoverables_never_collected_twice CHECK (settled_fen BETWEEN 0 AND amount_fen)
    )
    """,
    "CREATE INDEX recoverables_payee ON recoverables (payee_id)",
    "CREATE INDEX recoverables_division ON recoverables (division_code, id)",
    """
    CREATE TABLE recoveries (
        id uuid PRIMARY KEY DEFAULT new_event_id(),
        recoverable_id uuid NOT NULL REFERENCES recoverables,
        kind text COLLATE "C" NOT NULL CHECK (kind IN ('repaid', 'set-off', 'waived')),
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        payment_id uuid,
        decision text,
        proposed_by text NOT NULL,
        proposed_at timestamptz NOT NULL,
        decided_by text,
        decided_at timestamptz,
        state text COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'done', 'refused')),
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT recoveries_need_a_decision CHECK (
            kind = 'repaid' OR state = 'proposed'
            OR (decision IS NOT NULL AND decided_by IS NOT NULL AND decided_by <> proposed_by)),
        CONSTRAINT recoveries_set_off_against_a_payment CHECK ((kind = 'set-off') = (payment_id IS NOT NULL))
    )
    """,
    "CREATE INDEX recoveries_of ON recoveries (recoverable_id)",
    # A benefit is never cut for a debt unless somebody else decided it, in writing.
    """
    CREATE FUNCTION set_off_needs_a_decision() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.set_off_fen <> coalesce((SELECT sum(amount_fen) FROM recoveries
                                         WHERE payment_id = NEW.id AND kind = 'set-off' AND state = 'done'), 0) THEN
            RAISE EXCEPTION 'a payment is cut for a debt by a decision only'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'payments_set_off_by_decision';
        END IF;
        RETURN NEW;
    END $$
    """,
    """CREATE TRIGGER set_off_needs_a_decision BEFORE UPDATE OF set_off_fen ON payments
       FOR EACH ROW WHEN (NEW.set_off_fen IS DISTINCT FROM OLD.set_off_fen)
       EXECUTE FUNCTION set_off_needs_a_decision()""",
    "REVOKE DELETE ON bank_files, return_files, return_lines, recoverables, recoveries FROM huijia_incentives",
    "REVOKE UPDATE ON bank_files, return_files FROM huijia_incentives",
)


def upgrade() -> None:
    """Forward only."""
    for statement in _TABLES:
        op.execute(statement)
