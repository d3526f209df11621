"""Uses of break-glass: who, how far, why (sealed), and the verdict of somebody else."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE break_glass (
        id uuid PRIMARY KEY,
        account text NOT NULL REFERENCES accounts (name),
        role text NOT NULL,
        division text NOT NULL,
        widened_to text NOT NULL,
        reason bytea NOT NULL,
        session_id uuid NOT NULL,
        begun_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL CHECK (ends_at > begun_at),
        review_by date NOT NULL,
        reviewed_by text,
        reviewed_at timestamptz,
        verdict text CHECK (verdict IN ('justified', 'unjustified')),
        note bytea,
        CONSTRAINT break_glass_reviewed_by_another CHECK (reviewed_by <> account),
        CHECK (num_nonnulls(reviewed_by, reviewed_at, verdict, note) IN (0, 4))
    )
    """,
    "CREATE INDEX break_glass_open ON break_glass (review_by) WHERE verdict IS NULL",
    "CREATE INDEX break_glass_by_account ON break_glass (account, ends_at)",
    """
    CREATE FUNCTION keep_break_glass() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.verdict IS NOT NULL
           OR (OLD.id, OLD.account, OLD.role, OLD.division, OLD.widened_to, OLD.reason, OLD.session_id,
               OLD.begun_at, OLD.ends_at, OLD.review_by)
              IS DISTINCT FROM
              (NEW.id, NEW.account, NEW.role, NEW.division, NEW.widened_to, NEW.reason, NEW.session_id,
               NEW.begun_at, NEW.ends_at, NEW.review_by) THEN
            RAISE EXCEPTION 'a use of break-glass gets one verdict, and nothing else of it changes';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER keep_break_glass BEFORE UPDATE ON break_glass
        FOR EACH ROW EXECUTE FUNCTION keep_break_glass()
    """,
    "REVOKE DELETE, TRUNCATE ON break_glass FROM huijia_gateway",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
