"""The county's calendar of working days, by which every service counts its deadlines."""

from alembic import op

from chassis.create_tables import create_all

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "CREATE TABLE calendar_days (day date PRIMARY KEY, working boolean NOT NULL, name text NOT NULL,"
    " loaded boolean NOT NULL DEFAULT false)",
    "CREATE TABLE calendar_years (year smallint PRIMARY KEY, source text NOT NULL, recorded_by text NOT NULL,"
    " recorded_at timestamptz NOT NULL)",
)


def upgrade() -> None:
    """Forward only."""
    create_all(op.get_bind())
    for statement in _STATEMENTS:
        op.execute(statement)
