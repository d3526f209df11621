"""Policy versions as they were in force, look-ups counted per day, and incidents."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE policy_versions (
        name text PRIMARY KEY,
        digest text NOT NULL,
        wording jsonb NOT NULL,
        first_used_at timestamptz NOT NULL
    )
    """,
    "REVOKE UPDATE, DELETE, TRUNCATE ON policy_versions FROM huijia_gateway",
    """
    CREATE TABLE policy_use (
        account text NOT NULL,
        policy_id text NOT NULL,
        day date NOT NULL,
        granted integer NOT NULL,
        PRIMARY KEY (account, policy_id, day)
    )
    """,
    "CREATE INDEX ON policy_use (day)",
    """
    CREATE TABLE incidents (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        account text NOT NULL,
        department text,
        service text NOT NULL,
        route text NOT NULL,
        policy text,
        request_id uuid NOT NULL,
        fields jsonb NOT NULL
    )
    """,
    "REVOKE DELETE, TRUNCATE ON incidents FROM huijia_gateway",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
