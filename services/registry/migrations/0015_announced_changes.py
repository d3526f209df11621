"""Changes of divisions that are decided and take effect on a later day."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ANNOUNCED = """
CREATE TABLE announced_changes (
    id           uuid PRIMARY KEY,
    state        text NOT NULL CHECK (state IN ('announced', 'made', 'withdrawn', 'failed')),
    effective_on date NOT NULL,
    request      jsonb NOT NULL,
    announced_at timestamptz NOT NULL,
    announced_by text NOT NULL,
    division     text NOT NULL,
    settled_at   timestamptz,
    settled_by   text,
    change_id    uuid REFERENCES division_changes,
    faults       jsonb NOT NULL DEFAULT '[]',
    CHECK ((state = 'announced') = (settled_at IS NULL)),
    CHECK ((state = 'made') = (change_id IS NOT NULL))
)
"""


def upgrade() -> None:
    """A new table."""
    op.execute(_ANNOUNCED)
    op.execute("CREATE INDEX ON announced_changes (effective_on, id) WHERE state = 'announced'")
    op.execute("REVOKE DELETE ON announced_changes FROM huijia_registry")
