"""Certificates to which departments' clients are bound, where the operator wants it (RFC 8705)."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE client_certificates (
        thumbprint text PRIMARY KEY CHECK (length(thumbprint) = 43),
        account text NOT NULL REFERENCES accounts (name),
        not_after timestamptz NOT NULL,
        added_at timestamptz NOT NULL,
        added_by text NOT NULL,
        retired_at timestamptz,
        retired_by text,
        CHECK ((retired_at IS NULL) = (retired_by IS NULL))
    )
    """,
    "CREATE INDEX ON client_certificates (account)",
    # Once a client has had one it is asked for one, so nothing is removed.
    "REVOKE DELETE, TRUNCATE ON client_certificates FROM huijia_gateway",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
