"""Outreach: activities with numbers of people, their evidence sealed, and the two numbers as facts."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE outreach_activities (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        box text NOT NULL,
        division text COLLATE "C" NOT NULL,
        place text NOT NULL,
        title text NOT NULL,
        held_on date NOT NULL,
        addressed int NOT NULL CHECK (addressed > 0),
        reached int NOT NULL CHECK (reached BETWEEN 0 AND addressed),
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL,
        withdrawn_on date,
        withdrawn_reason text,
        revision int NOT NULL,
        CHECK ((withdrawn_on IS NULL) = (withdrawn_reason IS NULL))
    )
    """,
    "CREATE INDEX outreach_area ON outreach_activities (division, held_on)",
    """
    CREATE TABLE outreach_files (
        id uuid PRIMARY KEY,
        activity_id uuid NOT NULL REFERENCES outreach_activities,
        name text NOT NULL,
        media_type text NOT NULL CHECK (media_type IN ('image/jpeg', 'image/png', 'application/pdf')),
        size int NOT NULL CHECK (size > 0),
        digest bytea NOT NULL CHECK (length(digest) = 32),
        file_sealed bytea NOT NULL,
        added_by text NOT NULL,
        added_at timestamptz NOT NULL,
        UNIQUE (activity_id, digest)
    )
    """,
    "CREATE INDEX outreach_files_digest ON outreach_files (digest)",
    # Sealed bytes do not compress: PostgreSQL need not try.
    "ALTER TABLE outreach_files ALTER COLUMN file_sealed SET STORAGE EXTERNAL",
    "REVOKE DELETE ON outreach_activities FROM huijia_assessment",
    "REVOKE UPDATE ON outreach_files FROM huijia_assessment",
    "ALTER TABLE facts ADD COLUMN addressed bigint, ADD COLUMN reached bigint",
)


def upgrade() -> None:
    """Forward only."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    for statement in _TABLES:
        op.execute(statement)
