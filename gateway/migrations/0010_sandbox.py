"""Sandbox clients, and what they did in their sandbox."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE accounts ADD COLUMN sandbox boolean NOT NULL DEFAULT false",
    # Seen by its name, and never a member of staff; the mark is set when the account is made, and stays.
    "ALTER TABLE accounts ADD CHECK (NOT sandbox OR (kind = 'department' AND name LIKE 'sandbox-%'))",
    """
    CREATE TABLE sandbox_things (
        account text NOT NULL REFERENCES accounts (name),
        kind text NOT NULL,
        id uuid NOT NULL,
        thing jsonb NOT NULL,
        PRIMARY KEY (account, kind, id)
    )
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
