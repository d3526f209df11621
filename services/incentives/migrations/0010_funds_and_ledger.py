"""Funds and their budget years, and the ledger: double entry, append-only, balanced when a transaction commits."""

from alembic import op

revision = "0010"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE funds (
        code text COLLATE "C" PRIMARY KEY,
        name text NOT NULL,
        bank_account_sealed bytea NOT NULL,
        account_shown text NOT NULL,
        bank_code text COLLATE "C" NOT NULL,
        bank_name text NOT NULL,
        payer text NOT NULL,
        revision integer NOT NULL DEFAULT 1,
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE fund_years (
        fund text COLLATE "C" NOT NULL REFERENCES funds,
        year smallint NOT NULL CHECK (year BETWEEN 2000 AND 2100),
        opened_by text NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_by text,
        closed_at timestamptz,
        PRIMARY KEY (fund, year),
        CHECK ((closed_by IS NULL) = (closed_at IS NULL))
    )
    """,
    """
    CREATE TABLE ledger_transactions (
        id uuid PRIMARY KEY DEFAULT new_event_id(),
        fund text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        kind text NOT NULL,
        subject_id uuid,
        note text,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
        FOREIGN KEY (fund, year) REFERENCES fund_years
    )
    """,
    "CREATE INDEX ledger_transactions_of ON ledger_transactions (fund, year, id)",
    # An entry belongs to a transaction written by the same database transaction: a trigger sees to that for all
    # entries of a statement at once, where a foreign key would look each of 200,000 up.
    """
    CREATE TABLE ledger_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        transaction_id uuid NOT NULL,
        account text COLLATE "C" NOT NULL,
        payment_id uuid,
        amount_fen bigint NOT NULL CHECK (amount_fen <> 0 AND abs(amount_fen) <= 1000000000000000000)
    )
    """,
    "CREATE INDEX ledger_entries_of ON ledger_entries (transaction_id)",
    """
    CREATE TABLE ledger_balances (
        fund text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        account text COLLATE "C" NOT NULL,
        debit_fen bigint NOT NULL DEFAULT 0,
        credit_fen bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (fund, year, account),
        FOREIGN KEY (fund, year) REFERENCES fund_years,
        CONSTRAINT ledger_accounts CHECK (account IN (
            'treasury', 'available', 'committed', 'in-transit', 'paid', 'recoverable', 'prior-years')),
        CONSTRAINT ledger_never_overdrawn CHECK (account IN ('treasury', 'prior-years') OR debit_fen >= credit_fen)
    )
    """,
)

_FUNCTIONS = (
    # A year's accounts come with the year, so that an entry can only meet accounts that exist.
    """
    CREATE FUNCTION open_accounts() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = incentives, pg_temp AS $$
    BEGIN
        INSERT INTO ledger_balances (fund, year, account)
        SELECT NEW.fund, NEW.year, unnest(ARRAY[
            'treasury', 'available', 'committed', 'in-transit', 'paid', 'recoverable', 'prior-years']);
        RETURN NULL;
    END $$
    """,
    # One writer at a time for a fund's year; nothing is written into a year that was closed.
    """
    CREATE FUNCTION ledger_year_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM fund_years WHERE fund = NEW.fund AND year = NEW.year AND closed_at IS NULL FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the year % of % is not open', NEW.year, NEW.fund
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_open';
        END IF;
        NEW.written_in := pg_current_xact_id();
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION ledger_keep_balances() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = incentives, pg_temp AS $$
    DECLARE
        met integer;
        wanted integer;
    BEGIN
        IF EXISTS (SELECT FROM (SELECT DISTINCT transaction_id FROM fresh) f
                    WHERE NOT EXISTS (SELECT FROM ledger_transactions t
                                       WHERE t.id = f.transaction_id AND t.written_in = pg_current_xact_id())) THEN
            RAISE EXCEPTION 'an entry is written with its transaction, never later'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_with_transaction';
        END IF;
        WITH sums AS (
            SELECT t.fund, t.year, f.account, sum(greatest(f.amount_fen, 0)) AS debit,
                   sum(greatest(-f.amount_fen, 0)) AS credit
              FROM fresh f JOIN ledger_transactions t ON t.id = f.transaction_id GROUP BY 1, 2, 3
        ), changed AS (
            UPDATE ledger_balances b SET debit_fen = b.debit_fen + s.debit, credit_fen = b.credit_fen + s.credit
              FROM sums s WHERE b.fund = s.fund AND b.year = s.year AND b.account = s.account RETURNING 1
        )
        SELECT (SELECT count(*) FROM changed), (SELECT count(*) FROM sums) INTO met, wanted;
        IF met <> wanted THEN
            RAISE EXCEPTION 'no such account' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_accounts';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION ledger_is_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        entries bigint;
        total numeric;
    BEGIN
        SELECT count(*), coalesce(sum(amount_fen), 0) INTO entries, total
          FROM ledger_entries WHERE transaction_id = NEW.id;
        IF entries < 2 OR total <> 0 THEN
            RAISE EXCEPTION 'transaction % has % entries, off by % fen', NEW.id, entries, total
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balanced';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'append_only';
    END $$
    """,
    """
    CREATE FUNCTION closed_year_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.closed_at IS NOT NULL OR (NEW.fund, NEW.year) IS DISTINCT FROM (OLD.fund, OLD.year) THEN
            RAISE EXCEPTION 'a closed year stays as it was closed'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_open';
        END IF;
        RETURN NEW;
    END $$
    """,
)

_TRIGGERS = (
    "CREATE TRIGGER open_accounts AFTER INSERT ON fund_years FOR EACH ROW EXECUTE FUNCTION open_accounts()",
    """CREATE TRIGGER closed_year_stays_closed BEFORE UPDATE ON fund_years
       FOR EACH ROW EXECUTE FUNCTION closed_year_stays_closed()""",
    """CREATE TRIGGER ledger_year_is_open BEFORE INSERT ON ledger_transactions
       FOR EACH ROW EXECUTE FUNCTION ledger_year_is_open()""",
    """CREATE TRIGGER ledger_keep_balances AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS fresh
       FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep_balances()""",
    """CREATE CONSTRAINT TRIGGER ledger_balanced AFTER INSERT ON ledger_transactions
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_is_balanced()""",
    *(
        f"""CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""
        for table in ("ledger_transactions", "ledger_entries")
    ),
    "REVOKE UPDATE, DELETE ON ledger_transactions, ledger_entries FROM huijia_incentives",
    "REVOKE INSERT, UPDATE, DELETE ON ledger_balances FROM huijia_incentives",
    "REVOKE DELETE ON funds, fund_years FROM huijia_incentives",
)


def upgrade() -> None:
    """Forward only."""
    for statement in (*_TABLES, *_FUNCTIONS, *_TRIGGERS):
        op.execute(statement)
