"""Second factors of staff: a sealed secret and the keyed digests of recovery codes."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE second_factors (
        account text PRIMARY KEY REFERENCES accounts (name),
        secret bytea NOT NULL,
        shown_at timestamptz NOT NULL,
        confirmed_at timestamptz,
        last_step bigint NOT NULL
    )
    """,
    # A step that was used is never usable again, whatever a process believes.
    """
    CREATE FUNCTION keep_steps_rising() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.last_step <= OLD.last_step THEN
            RAISE EXCEPTION 'a code''s step is used once';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER keep_steps_rising BEFORE UPDATE OF last_step ON second_factors
        FOR EACH ROW EXECUTE FUNCTION keep_steps_rising()
    """,
    """
    CREATE TABLE recovery_codes (
        account text NOT NULL REFERENCES accounts (name),
        digest bytea NOT NULL,
        PRIMARY KEY (account, digest)
    )
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
