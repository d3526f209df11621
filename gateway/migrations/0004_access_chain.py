"""The access log in a chain, with receipts; its content is removed by one function, when its time is over (C12)."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    ALTER TABLE access_log
        ADD COLUMN fields text[],
        ADD COLUMN root text,
        ADD COLUMN receipt text,
        ADD COLUMN secret bytea,
        ADD COLUMN salt bytea,
        ADD COLUMN erased_at timestamptz
    """,
    """
    CREATE TABLE access_chain (
        chain uuid NOT NULL,
        position bigint NOT NULL,
        entry_id uuid NOT NULL UNIQUE,
        digest bytea NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (chain, position)
    )
    """,
    "REVOKE UPDATE, DELETE, TRUNCATE ON access_chain FROM huijia_gateway",
    "CREATE INDEX access_log_to_erase ON access_log (at) WHERE erased_at IS NULL",
    # Three years: Personal Information Protection Law art. 56. Links and digests stay, so the chain verifies.
    """
    CREATE FUNCTION erase_access_content(entries uuid[]) RETURNS integer LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
        WITH erased AS (
            UPDATE gateway.access_log a
               SET case_reference = NULL, fields = NULL, root = NULL, receipt = NULL, secret = NULL, salt = NULL,
                   account = '', erased_at = now()
             WHERE a.id = ANY (entries) AND a.erased_at IS NULL AND a.at < now() - interval '3 years' RETURNING a.id),
        apart AS (DELETE FROM gateway.access_log_subjects s USING erased e WHERE s.entry_id = e.id)
        SELECT count(*)::integer FROM erased
    $$
    """,
    "REVOKE ALL ON FUNCTION erase_access_content(uuid[]) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION erase_access_content(uuid[]) TO huijia_gateway",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
