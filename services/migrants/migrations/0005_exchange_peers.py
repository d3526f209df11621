"""What is known of peers, what was refused, and in which version a message went."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("ALTER TABLE exchange_outgoing DROP COLUMN after, ADD COLUMN sent_as text")
    op.execute("""
        CREATE TABLE exchange_peers (
            county text COLLATE "C" PRIMARY KEY,
            description jsonb,
            described_at timestamptz,
            outdated boolean NOT NULL DEFAULT false,
            failures integer NOT NULL DEFAULT 0,
            next_at timestamptz NOT NULL,
            reached_at timestamptz,
            code text
        )
    """)
    op.execute("""
        CREATE TABLE exchange_refusals (
            day date NOT NULL,
            sender text COLLATE "C" NOT NULL,
            code text NOT NULL,
            count bigint NOT NULL,
            last_at timestamptz NOT NULL,
            PRIMARY KEY (day, sender, code)
        )
    """)
