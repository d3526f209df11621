"""Messages between counties: ours on their way, and those that came."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("""
        CREATE TABLE exchange_outgoing (
            id uuid PRIMARY KEY,
            peer text COLLATE "C" NOT NULL,
            thread uuid NOT NULL,
            position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
            after uuid,
            type text NOT NULL,
            body bytea,
            queued_at timestamptz NOT NULL,
            status text NOT NULL CHECK (status IN
                ('waiting', 'sent', 'received', 'validated', 'applied', 'rejected', 'failed')),
            attempts integer NOT NULL DEFAULT 0,
            next_at timestamptz NOT NULL,
            code text,
            zh text,
            en text,
            sent_at timestamptz,
            received_at timestamptz,
            validated_at timestamptz,
            settled_at timestamptz,
            proof text,
            receipt text,
            CHECK ((status IN ('applied', 'rejected', 'failed')) = (settled_at IS NOT NULL))
        )
    """)
    op.execute("CREATE INDEX exchange_outgoing_thread ON exchange_outgoing (thread, peer, position)")
    op.execute("CREATE INDEX exchange_outgoing_due ON exchange_outgoing (peer, position) WHERE settled_at IS NULL")
    op.execute("""
        CREATE INDEX exchange_outgoing_settled ON exchange_outgoing (settled_at)
        WHERE settled_at IS NOT NULL AND body IS NOT NULL
    """)
    op.execute("""
        CREATE TABLE exchange_arrived (
            sender text COLLATE "C" NOT NULL,
            id uuid NOT NULL,
            thread uuid NOT NULL,
            type text NOT NULL,
            body bytea,
            digest bytea NOT NULL,
            proof text,
            sent_at timestamptz NOT NULL,
            received_at timestamptz NOT NULL,
            validated_at timestamptz NOT NULL,
            status text NOT NULL CHECK (status IN ('validated', 'applied', 'rejected')),
            attempts integer NOT NULL DEFAULT 0,
            next_at timestamptz NOT NULL,
            code text,
            zh text,
            en text,
            settled_at timestamptz,
            PRIMARY KEY (sender, id),
            CHECK ((status IN ('applied', 'rejected')) = (settled_at IS NOT NULL))
        )
    """)
    op.execute("CREATE INDEX exchange_arrived_thread ON exchange_arrived (thread, received_at)")
    op.execute("CREATE INDEX exchange_arrived_due ON exchange_arrived (next_at) WHERE settled_at IS NULL")
    op.execute("""
        CREATE INDEX exchange_arrived_settled ON exchange_arrived (settled_at)
        WHERE settled_at IS NOT NULL AND body IS NOT NULL
    """)
