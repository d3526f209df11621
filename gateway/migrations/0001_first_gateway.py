"""Accounts, sessions, counted sign-in attempts, and the access log, which nobody can alter afterwards."""

from alembic import op

from chassis.create_tables import create_all

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE accounts (
        name text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('staff', 'department')),
        role text,
        department text,
        division text NOT NULL CHECK (division ~ '^[0-9]{12}$'),
        secret text NOT NULL,
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK ((kind = 'staff') = (role IS NOT NULL)),
        CHECK ((kind = 'department') = (department IS NOT NULL))
    )
    """,
    """
    CREATE TABLE bootstrapped (credentials_digest bytea PRIMARY KEY, at timestamptz NOT NULL)
    """,
    """
    CREATE TABLE sessions (
        id uuid PRIMARY KEY,
        account text NOT NULL REFERENCES accounts (name),
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        revoked_at timestamptz
    )
    """,
    """
    CREATE INDEX sessions_by_account ON sessions (account) WHERE revoked_at IS NULL
    """,
    """
    CREATE INDEX sessions_by_expiry ON sessions (expires_at)
    """,
    """
    CREATE FUNCTION tell_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('gateway_session_revoked', NEW.id::text);
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER tell_revoked AFTER UPDATE OF revoked_at ON sessions
        FOR EACH ROW WHEN (NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION tell_revoked()
    """,
    """
    CREATE TABLE sign_in_attempts (
        key bytea PRIMARY KEY,
        failures integer NOT NULL,
        last_at timestamptz NOT NULL,
        blocked_until timestamptz
    )
    """,
    """
    CREATE TABLE access_log (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        account text NOT NULL,
        kind text NOT NULL,
        role text,
        department text,
        method text NOT NULL,
        service text NOT NULL,
        route text NOT NULL,
        purpose text,
        case_reference text,
        policy text,
        status integer NOT NULL,
        request_id uuid NOT NULL
    )
    """,
    # The primary key is the index on subjects, newest entries last: a person's log is one range of it.
    """
    CREATE TABLE access_log_subjects (
        subject_id uuid NOT NULL,
        entry_id uuid NOT NULL,
        PRIMARY KEY (subject_id, entry_id)
    )
    """,
)

_APPEND_ONLY = "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM huijia_gateway"


def upgrade() -> None:
    create_all(op.get_bind())
    for statement in _STATEMENTS:
        op.execute(statement)
    for table in ("audit_log", "audit_chain", "access_log", "access_log_subjects"):
        op.execute(_APPEND_ONLY.format(table=table))
