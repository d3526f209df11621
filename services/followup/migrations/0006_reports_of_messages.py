"""What became of messages, by their provider; an index for reminders of visits; years of holidays loaded here."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE reminders ADD COLUMN delivery text CHECK (delivery IN ('delivered', 'undelivered'))",
    "ALTER TABLE reminders ADD COLUMN reported_at timestamptz",
    # Where reading the provider's reports goes on; one row at most.
    "CREATE TABLE sms_reports_read (one boolean PRIMARY KEY DEFAULT true CHECK (one), cursor text NOT NULL)",
    "ALTER TABLE calendar_days ADD COLUMN loaded boolean NOT NULL DEFAULT false",
    "CREATE TABLE calendar_years (year smallint PRIMARY KEY, source text NOT NULL, recorded_by text NOT NULL,"
    " recorded_at timestamptz NOT NULL)",
    "CREATE INDEX visits_to_remind_of ON visits ((coalesce(planned_on, due_on))) WHERE state IN ('scheduled', 'due')",
)


def upgrade() -> None:
    """Forward only."""
    for statement in _STATEMENTS:
        op.execute(statement)
