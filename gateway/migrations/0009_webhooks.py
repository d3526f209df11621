"""Webhooks: where departments want to be told, what there was to tell, and how each telling went."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE webhook_endpoints (
        id uuid PRIMARY KEY,
        account text NOT NULL REFERENCES accounts (name),
        department text NOT NULL,
        url text NOT NULL,
        kinds jsonb NOT NULL,
        secret bytea NOT NULL,
        former_secret bytea,
        former_until timestamptz,
        state text NOT NULL CHECK (state IN ('active', 'disabled', 'ended')),
        disabled_at timestamptz,
        failing_since timestamptz,
        created_at timestamptz NOT NULL,
        created_by text NOT NULL,
        revision integer NOT NULL DEFAULT 1,
        CHECK ((state = 'disabled') = (disabled_at IS NOT NULL)),
        CHECK ((former_secret IS NULL) = (former_until IS NULL))
    )
    """,
    "CREATE INDEX ON webhook_endpoints (department) WHERE state <> 'ended'",
    """
    CREATE TABLE webhook_messages (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        kind text NOT NULL,
        department text NOT NULL,
        thing_id uuid NOT NULL
    )
    """,
    "CREATE INDEX ON webhook_messages (department, at)",
    "CREATE INDEX ON webhook_messages (at)",
    """
    CREATE TABLE webhook_deliveries (
        id uuid PRIMARY KEY,
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoints (id),
        message_id uuid NOT NULL REFERENCES webhook_messages (id) ON DELETE CASCADE,
        state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up', 'withheld')),
        attempts integer NOT NULL DEFAULT 0,
        next_at timestamptz NOT NULL,
        ended_at timestamptz,
        CHECK ((state = 'waiting') = (ended_at IS NULL))
    )
    """,
    "CREATE UNIQUE INDEX webhook_waiting ON webhook_deliveries (endpoint_id, message_id) WHERE state = 'waiting'",
    "CREATE INDEX ON webhook_deliveries (next_at) WHERE state = 'waiting'",
    "CREATE INDEX ON webhook_deliveries (message_id)",
    """
    CREATE TABLE webhook_attempts (
        delivery_id uuid NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
        number integer NOT NULL,
        at timestamptz NOT NULL,
        status integer,
        fault text,
        PRIMARY KEY (delivery_id, number),
        CHECK ((status IS NULL) <> (fault IS NULL))
    )
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
