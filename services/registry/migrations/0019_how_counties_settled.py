"""How two counties settled what they could not: they say the same, or give the same reason why they cannot."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE between_counties ADD COLUMN settled_how text",
    "UPDATE between_counties SET settled_how = 'agreed' WHERE settled_on IS NOT NULL",
)


def upgrade() -> None:
    """Forward only."""
    for statement in _STATEMENTS:
        op.execute(statement)
