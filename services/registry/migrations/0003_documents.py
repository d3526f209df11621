"""Source documents, and what reading history by day needs."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_DOCUMENTS = """
CREATE TABLE documents (
    id            uuid PRIMARY KEY,
    kind          text NOT NULL CHECK (kind <> ''),
    number_sealed bytea,
    issued_by     text,
    issued_on     date,
    kept_at       timestamptz NOT NULL,
    kept_by       text NOT NULL
)
"""

_INDEXES = (
    "CREATE INDEX ON person_versions (household_id) WHERE household_id IS NOT NULL",
    "CREATE INDEX ON moves (group_id)",
)


def upgrade() -> None:
    """Create the table and the indexes; nothing of it is changed later, so the runtime role may only add."""
    for statement in (_DOCUMENTS, *_INDEXES):
        op.execute(statement)
    op.execute("REVOKE UPDATE, DELETE ON documents FROM huijia_registry")
