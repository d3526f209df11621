"""The monthly information-sharing meeting: sessions, extracts, links, discrepancies, minutes."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SESSIONS = (
    """
    CREATE TABLE reconciliation_sessions (
        id         uuid PRIMARY KEY,
        period     text COLLATE "C" NOT NULL UNIQUE CHECK (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        state      text NOT NULL CHECK (state IN ('collecting', 'matching', 'reviewing', 'meeting', 'closed')),
        collect_by date NOT NULL,
        answer_by  date NOT NULL,
        meeting_on date NOT NULL,
        present    jsonb NOT NULL DEFAULT '[]',
        opened_by  text NOT NULL,
        opened_at  timestamptz NOT NULL,
        matched_at timestamptz,
        closed_at  timestamptz,
        problem    jsonb,
        attempts   integer NOT NULL DEFAULT 0,
        revision   integer NOT NULL DEFAULT 1,
        CHECK ((state = 'closed') = (closed_at IS NOT NULL))
    )
    """,
    """
    CREATE TABLE reconciliation_steps (
        id         uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES reconciliation_sessions,
        at         timestamptz NOT NULL,
        taken_by   text NOT NULL,
        from_state text NOT NULL,
        to_state   text NOT NULL,
        reason     text
    )
    """,
    "CREATE INDEX ON reconciliation_steps (session_id, at)",
    """
    CREATE TABLE reconciliation_reminders (
        session_id  uuid NOT NULL REFERENCES reconciliation_sessions,
        department  text NOT NULL,
        about       text NOT NULL CHECK (about IN ('extracts', 'answers')),
        reminded_on date NOT NULL,
        due_on      date NOT NULL,
        missing     jsonb NOT NULL,
        PRIMARY KEY (session_id, department, about, reminded_on)
    )
    """,
)
_SUBMISSIONS = (
    """
    CREATE TABLE submissions (
        id            uuid PRIMARY KEY,
        session_id    uuid NOT NULL REFERENCES reconciliation_sessions,
        department    text NOT NULL,
        kind          text NOT NULL,
        state         text NOT NULL CHECK (state IN ('queued', 'reading', 'accepted', 'refused', 'replaced')),
        late          boolean NOT NULL,
        file_name     text NOT NULL,
        size          bigint NOT NULL,
        digest        bytea NOT NULL,
        submitted_by  text NOT NULL,
        submitted_at  timestamptz NOT NULL,
        finished_at   timestamptz,
        rows_declared integer,
        rows_read     integer NOT NULL DEFAULT 0,
        accepted      integer NOT NULL DEFAULT 0,
        rejected      integer NOT NULL DEFAULT 0,
        verdicts      jsonb NOT NULL DEFAULT '{}',
        warnings      jsonb NOT NULL DEFAULT '[]',
        problem       jsonb,
        attempts      integer NOT NULL DEFAULT 0,
        erased_at     timestamptz
    )
    """,
    "CREATE UNIQUE INDEX submissions_one_accepted ON submissions (session_id, kind) WHERE state = 'accepted'",
    "CREATE INDEX ON submissions (session_id, id)",
    "CREATE INDEX ON submissions (submitted_at) WHERE state IN ('queued', 'reading')",
    """
    CREATE TABLE submission_rows (
        submission_id uuid NOT NULL REFERENCES submissions ON DELETE CASCADE,
        row_number    integer NOT NULL,
        faults        jsonb,
        record_sealed bytea,
        PRIMARY KEY (submission_id, row_number),
        CHECK ((faults IS NULL) = (record_sealed IS NOT NULL))
    )
    """,
)
_LINKS = (
    """
    CREATE TABLE submission_links (
        submission_id uuid NOT NULL,
        row_number    integer NOT NULL,
        role          text NOT NULL,
        person_id     uuid,
        state         text NOT NULL CHECK (state IN ('linked', 'confirmed', 'proposed')),
        how           text NOT NULL CHECK (how IN ('number', 'weight', 'kept')),
        weight        double precision,
        evidence      jsonb,
        runner_up_id  uuid,
        identity      bytea,
        PRIMARY KEY (submission_id, row_number, role)
    )
    """,
    "CREATE INDEX ON submission_links (submission_id, row_number, role) WHERE state = 'proposed'",
    """
    CREATE TABLE register_links (
        identity   bytea NOT NULL,
        person_id  uuid NOT NULL,
        state      text NOT NULL CHECK (state IN ('linked', 'confirmed', 'refused')),
        weight     double precision,
        mark       text,
        session_id uuid NOT NULL REFERENCES reconciliation_sessions,
        decided_by text,
        decided_at timestamptz,
        reason     text,
        PRIMARY KEY (identity, person_id),
        CHECK ((state = 'linked') = (decided_at IS NULL))
    )
    """,
    "CREATE INDEX ON register_links (person_id)",
    "CREATE INDEX ON register_links (decided_at) WHERE decided_at IS NOT NULL",
    """
    CREATE TABLE match_figures (
        session_id uuid NOT NULL REFERENCES reconciliation_sessions,
        kind       text NOT NULL,
        role       text NOT NULL,
        subjects   integer NOT NULL,
        by_number  integer NOT NULL,
        by_weight  integer NOT NULL,
        proposed   integer NOT NULL,
        PRIMARY KEY (session_id, kind, role)
    )
    """,
)
_DISCREPANCIES = (
    """
    CREATE TABLE discrepancies (
        id              uuid PRIMARY KEY,
        case_key        bytea NOT NULL UNIQUE,
        rule            text NOT NULL,
        owner           text NOT NULL,
        severity        text NOT NULL CHECK (severity IN ('high', 'medium', 'low')),
        state           text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'resolved', 'closed')),
        person_id       uuid,
        other_id        uuid,
        division        text COLLATE "C" NOT NULL,
        differs         text,
        happened_on     date,
        session_id      uuid NOT NULL REFERENCES reconciliation_sessions,
        last_session_id uuid NOT NULL REFERENCES reconciliation_sessions,
        submission_id   uuid,
        row_number      integer,
        submitter       text,
        opened_on       date NOT NULL,
        due_on          date NOT NULL,
        closed_on       date,
        closed_how      text CHECK (closed_how IN ('agrees', 'applied', 'done', 'no-difference')),
        decision        jsonb,
        acknowledged_at timestamptz,
        revision        integer NOT NULL DEFAULT 1,
        CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
        CHECK ((state = 'closed') = (closed_how IS NOT NULL))
    )
    """,
    "CREATE INDEX ON discrepancies (last_session_id, owner, severity, id)",
    "CREATE INDEX ON discrepancies (owner, due_on) WHERE state <> 'closed'",
    """
    CREATE TABLE discrepancy_answers (
        id             uuid PRIMARY KEY,
        discrepancy_id uuid NOT NULL REFERENCES discrepancies,
        answered_at    timestamptz NOT NULL,
        answered_by    text NOT NULL,
        department     text,
        outcome        text NOT NULL,
        note           text,
        evidence       text
    )
    """,
    "CREATE INDEX ON discrepancy_answers (discrepancy_id, answered_at)",
)
_MINUTES = (
    """
    CREATE TABLE minutes (
        session_id  uuid NOT NULL REFERENCES reconciliation_sessions,
        version     integer NOT NULL,
        facts       jsonb NOT NULL,
        digest      bytea NOT NULL,
        drawn_up_at timestamptz NOT NULL,
        drawn_up_by text NOT NULL,
        PRIMARY KEY (session_id, version)
    )
    """,
    """
    CREATE TABLE participant_keys (
        key_id        text PRIMARY KEY,
        participant   text NOT NULL,
        public_key    bytea NOT NULL UNIQUE,
        registered_by text NOT NULL,
        registered_at timestamptz NOT NULL,
        revoked_at    timestamptz
    )
    """,
    """
    CREATE TABLE minutes_signatures (
        session_id  uuid NOT NULL,
        version     integer NOT NULL,
        participant text NOT NULL,
        key_id      text NOT NULL REFERENCES participant_keys,
        signature   bytea NOT NULL,
        signed_by   text NOT NULL,
        signed_at   timestamptz NOT NULL,
        PRIMARY KEY (session_id, version, participant),
        FOREIGN KEY (session_id, version) REFERENCES minutes
    )
    """,
    # What was signed or happened is not rewritten.
    "REVOKE UPDATE, DELETE ON reconciliation_steps, discrepancy_answers, minutes, minutes_signatures"
    " FROM huijia_registry",
)


def upgrade() -> None:
    """New tables only."""
    for statement in (*_SESSIONS, *_SUBMISSIONS, *_LINKS, *_DISCREPANCIES, *_MINUTES):
        op.execute(statement)
