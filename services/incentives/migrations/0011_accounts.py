"""Bank accounts that people are paid to."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("""
        CREATE TABLE accounts (
            id uuid PRIMARY KEY,
            person_id uuid NOT NULL,
            bank_account_sealed bytea NOT NULL,
            bank_account_index bytea NOT NULL,
            account_shown text NOT NULL,
            bank_code text COLLATE "C" NOT NULL,
            bank_name text NOT NULL,
            registered_by text NOT NULL,
            registered_at timestamptz NOT NULL,
            doubted_at timestamptz,
            doubted_reason text,
            closed_at timestamptz
        )
    """)
    op.execute("CREATE UNIQUE INDEX accounts_one_current ON accounts (person_id) WHERE closed_at IS NULL")
    op.execute("CREATE INDEX accounts_person ON accounts (person_id)")
    op.execute("CREATE INDEX accounts_number ON accounts (bank_account_index) WHERE closed_at IS NULL")
    # What was paid to an account is proved by its row: number and holder never change, a correction is a new row.
    op.execute("""
        CREATE FUNCTION account_stays_what_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (NEW.id, NEW.bank_account_sealed, NEW.bank_account_index, NEW.account_shown, NEW.bank_code)
               IS DISTINCT FROM (OLD.id, OLD.bank_account_sealed, OLD.bank_account_index, OLD.account_shown,
                                 OLD.bank_code) THEN
                RAISE EXCEPTION 'an account is replaced, never edited' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
    """)
    op.execute("""CREATE TRIGGER account_stays_what_it_is BEFORE UPDATE ON accounts
                  FOR EACH ROW EXECUTE FUNCTION account_stays_what_it_is()""")
    op.execute("REVOKE DELETE ON accounts FROM huijia_incentives")
