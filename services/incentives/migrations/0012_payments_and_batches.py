"""Cycles, payments, batches of them, and attempts to pay: made, approved and released by three people."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE cycles (
        id uuid PRIMARY KEY,
        fund text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        name text NOT NULL,
        due_until date NOT NULL,
        payments integer NOT NULL,
        total_fen bigint NOT NULL,
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        FOREIGN KEY (fund, year) REFERENCES fund_years,
        CONSTRAINT cycles_one_a_day UNIQUE (fund, due_until)
    )
    """,
    """
    CREATE TABLE payments (
        id uuid PRIMARY KEY,
        cycle_id uuid NOT NULL,
        entitlement_id uuid NOT NULL,
        instalment smallint NOT NULL,
        scheme text COLLATE "C" NOT NULL,
        person_id uuid NOT NULL,
        payee_id uuid NOT NULL,
        division_code text COLLATE "C" NOT NULL,
        fund text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        due_on date NOT NULL,
        amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN 0 AND 1000000000000000),
        set_off_fen bigint NOT NULL DEFAULT 0,
        state text COLLATE "C" NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'paid', 'cancelled')),
        paid_on date,
        ended_as text,
        CONSTRAINT payments_one_an_instalment UNIQUE (entitlement_id, instalment),
        CHECK (set_off_fen BETWEEN 0 AND amount_fen),
        CHECK ((state = 'paid') = (paid_on IS NOT NULL)),
        CHECK (amount_fen > 0 OR state = 'cancelled')
    ) WITH (fillfactor = 45)
    """,
    "CREATE INDEX payments_cycle ON payments (cycle_id, division_code)",
    "CREATE INDEX payments_payee ON payments (payee_id)",
    "CREATE INDEX payments_person ON payments (person_id, scheme, due_on)",
    "CREATE INDEX payments_division ON payments (division_code, due_on)",
    """
    CREATE TABLE batches (
        id uuid PRIMARY KEY,
        number integer GENERATED ALWAYS AS IDENTITY (MAXVALUE 999999) UNIQUE,
        cycle_id uuid NOT NULL REFERENCES cycles,
        fund text COLLATE "C" NOT NULL,
        year smallint NOT NULL,
        division text COLLATE "C" NOT NULL,
        lines integer NOT NULL CHECK (lines BETWEEN 0 AND 999999),
        total_fen bigint NOT NULL CHECK (total_fen >= 0),
        digest bytea NOT NULL,
        state text COLLATE "C" NOT NULL DEFAULT 'made'
            CHECK (state IN ('made', 'approved', 'released', 'finished', 'withdrawn')),
        made_by text NOT NULL,
        made_at timestamptz NOT NULL,
        approved_by text,
        approved_at timestamptz,
        released_by text,
        released_at timestamptz,
        released_lines integer,
        released_fen bigint,
        finished_at timestamptz,
        withdrawn_by text,
        revision integer NOT NULL DEFAULT 1,
        CONSTRAINT batches_approver_is_not_maker CHECK (approved_by <> made_by),
        CONSTRAINT batches_releaser_is_neither CHECK (released_by <> made_by AND released_by <> approved_by),
        CONSTRAINT batches_approved_by_somebody CHECK (state <> 'approved' OR approved_by IS NOT NULL),
        CONSTRAINT batches_released_by_somebody CHECK (
            state NOT IN ('released', 'finished')
            OR (approved_by IS NOT NULL AND released_by IS NOT NULL AND released_lines IS NOT NULL
                AND released_fen IS NOT NULL AND released_lines <= lines AND released_fen <= total_fen))
    )
    """,
    "CREATE INDEX batches_cycle ON batches (cycle_id)",
    """
    CREATE TABLE attempts (
        reference text COLLATE "C" PRIMARY KEY CHECK (length(reference) = 12),
        payment_id uuid NOT NULL,
        batch_id uuid NOT NULL,
        line integer NOT NULL CHECK (line BETWEEN 1 AND 999999),
        ordinal smallint NOT NULL CHECK (ordinal > 0),
        account_id uuid NOT NULL,
        amount_fen bigint NOT NULL CHECK (amount_fen > 0),
        state text COLLATE "C" NOT NULL DEFAULT 'open'
            CHECK (state IN ('open', 'paid', 'returned', 'reversed', 'withdrawn')),
        settled_on date,
        bank_reason text,
        live boolean NOT NULL GENERATED ALWAYS AS (state IN ('open', 'paid')) STORED
    ) WITH (fillfactor = 45)
    """,
    # At most one that lives: one that is open, or one that reached the person. The column spares the index a change
    # when an open one is paid, and half of each page is left for that.
    "CREATE UNIQUE INDEX attempts_one_live ON attempts (payment_id) WHERE live",
    "CREATE INDEX attempts_payment ON attempts (payment_id)",
    "CREATE INDEX attempts_batch ON attempts (batch_id)",
)

_GUARDS = (
    """
    CREATE FUNCTION batch_goes_its_way() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (NEW.id, NEW.number, NEW.cycle_id, NEW.fund, NEW.year, NEW.division, NEW.lines, NEW.total_fen, NEW.digest,
            NEW.made_by, NEW.made_at)
           IS DISTINCT FROM (OLD.id, OLD.number, OLD.cycle_id, OLD.fund, OLD.year, OLD.division, OLD.lines,
                             OLD.total_fen, OLD.digest, OLD.made_by, OLD.made_at)
           OR (OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
           OR (OLD.released_by IS NOT NULL
               AND (NEW.released_by, NEW.released_lines, NEW.released_fen)
                   IS DISTINCT FROM (OLD.released_by, OLD.released_lines, OLD.released_fen)) THEN
            RAISE EXCEPTION 'what a batch was made, approved and released as does not change'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'batches_stay_as_signed';
        END IF;
        IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
            ('made', 'approved'), ('made', 'withdrawn'), ('approved', 'released'), ('approved', 'withdrawn'),
            ('released', 'finished')) THEN
            RAISE EXCEPTION 'a batch that is % does not become %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'batches_go_their_way';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE FUNCTION attempts_belong_to_a_batch() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM (SELECT DISTINCT batch_id FROM fresh) f
                    WHERE NOT EXISTS (SELECT FROM batches b WHERE b.id = f.batch_id AND b.state = 'made')) THEN
            RAISE EXCEPTION 'a line is added to a batch that is being made'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'attempts_in_made_batch';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION attempts_answer_a_released_batch() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM (SELECT DISTINCT batch_id FROM fresh WHERE state IN ('paid', 'returned', 'reversed')) f
                    WHERE NOT EXISTS (SELECT FROM batches b
                                       WHERE b.id = f.batch_id AND b.state IN ('released', 'finished'))) THEN
            RAISE EXCEPTION 'the bank cannot answer for what was not released'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'attempts_of_released_batch';
        END IF;
        -- What the bank may have is not taken back here: it would be paid a second time.
        IF EXISTS (SELECT FROM fresh f JOIN before o USING (reference)
                     JOIN batches b ON b.id = f.batch_id AND b.state IN ('released', 'finished')
                    WHERE o.state = 'open' AND f.state = 'withdrawn') THEN
            RAISE EXCEPTION 'a line that was released is not withdrawn'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'attempts_of_released_batch';
        END IF;
        RETURN NULL;
    END $$
    """,
    # The way out of "paid" and "returned" is narrow: money that came back is paid again by another attempt.
    """
    CREATE FUNCTION attempt_stays_what_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (NEW.reference, NEW.payment_id, NEW.batch_id, NEW.line, NEW.account_id, NEW.amount_fen)
           IS DISTINCT FROM (OLD.reference, OLD.payment_id, OLD.batch_id, OLD.line, OLD.account_id, OLD.amount_fen)
           OR (OLD.state, NEW.state) NOT IN (('open', 'paid'), ('open', 'returned'), ('open', 'withdrawn'),
                                             ('paid', 'reversed')) THEN
            RAISE EXCEPTION 'an attempt that is % does not become %', OLD.state, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'attempts_go_their_way';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER batch_goes_its_way BEFORE UPDATE ON batches FOR EACH ROW EXECUTE FUNCTION batch_goes_its_way()",
    """CREATE TRIGGER attempts_belong_to_a_batch AFTER INSERT ON attempts REFERENCING NEW TABLE AS fresh
       FOR EACH STATEMENT EXECUTE FUNCTION attempts_belong_to_a_batch()""",
    """CREATE TRIGGER attempts_answer_a_released_batch AFTER UPDATE ON attempts
       REFERENCING NEW TABLE AS fresh OLD TABLE AS before
       FOR EACH STATEMENT EXECUTE FUNCTION attempts_answer_a_released_batch()""",
    """CREATE TRIGGER attempt_stays_what_it_is BEFORE UPDATE ON attempts
       FOR EACH ROW
       WHEN (NOT (OLD.state = 'open' AND NEW.state IN ('paid', 'returned', 'withdrawn')
                  AND (NEW.reference, NEW.payment_id, NEW.batch_id, NEW.line, NEW.account_id, NEW.amount_fen)
                      = (OLD.reference, OLD.payment_id, OLD.batch_id, OLD.line, OLD.account_id, OLD.amount_fen)))
       EXECUTE FUNCTION attempt_stays_what_it_is()""",
    "REVOKE DELETE ON cycles, payments, batches, attempts FROM huijia_incentives",
)


def upgrade() -> None:
    """Forward only."""
    for statement in (*_TABLES, *_GUARDS):
        op.execute(statement)
