"""How long the access log keeps its content is data (access_log/retention.yaml); the database holds the least."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# Six months: Cybersecurity Law art. 21. Otherwise as it was: links and digests stay, so the chain verifies.
_ERASE = """
CREATE OR REPLACE FUNCTION erase_access_content(entries uuid[]) RETURNS integer LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH erased AS (
        UPDATE gateway.access_log a
           SET case_reference = NULL, fields = NULL, root = NULL, receipt = NULL, secret = NULL, salt = NULL,
               account = '', erased_at = now()
         WHERE a.id = ANY (entries) AND a.erased_at IS NULL AND a.at < now() - interval '6 months' RETURNING a.id),
    apart AS (DELETE FROM gateway.access_log_subjects s USING erased e WHERE s.entry_id = e.id)
    SELECT count(*)::integer FROM erased
$$
"""


def upgrade() -> None:
    """Replaces the function; its owner and rights stay."""
    op.execute(_ERASE)
