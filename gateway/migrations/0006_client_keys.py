"""Keys of departments' clients, secrets that overlap while they are changed, and assertions that were used."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE client_keys (
        account text NOT NULL REFERENCES accounts (name),
        key_id text NOT NULL,
        algorithm text NOT NULL,
        public_key jsonb NOT NULL,
        added_at timestamptz NOT NULL,
        added_by text NOT NULL,
        retired_at timestamptz,
        retired_by text,
        PRIMARY KEY (account, key_id),
        CHECK ((retired_at IS NULL) = (retired_by IS NULL))
    )
    """,
    "REVOKE DELETE, TRUNCATE ON client_keys FROM huijia_gateway",
    """
    CREATE TABLE former_secrets (
        account text PRIMARY KEY REFERENCES accounts (name),
        secret text NOT NULL,
        valid_until timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE used_assertions (
        digest bytea PRIMARY KEY,
        expires_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ON used_assertions (expires_at)",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
