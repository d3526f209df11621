"""One index finds the attempts of a payment and holds that at most one of them lives, where there were two."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# All that live stand in one place, of which there is one for each payment; each of the others stands in its own.
_ONE = """
CREATE UNIQUE INDEX attempts_one ON attempts (payment_id, (CASE WHEN live THEN '' ELSE reference END))
"""


def upgrade() -> None:
    """Forward only. The rule is never without an index that holds it."""
    op.execute(_ONE)
    op.execute("DROP INDEX attempts_one_live, attempts_payment")
    op.execute("ALTER INDEX attempts_one RENAME TO attempts_one_live")
