"""A corrected birth moves what counts from it; of two plans of one care that a merge brings together, one goes on."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STATEMENTS = (
    # When the newest correction was told: an older one, heard again in a rebuild, moves nothing back.
    "ALTER TABLE births ADD COLUMN corrected_at timestamptz",
    "ALTER TABLE plans ADD COLUMN anchor_corrected_on date",
    "ALTER TABLE plans ADD COLUMN superseded_by uuid REFERENCES plans",
    # An offer by age is one person's: two entries of one person may both have had it on the same day.
    "UPDATE plans SET origin_id = md5(origin_id::text || person_id)::uuid WHERE origin = 'age'",
)


def upgrade() -> None:
    """Forward only."""
    for statement in _STATEMENTS:
        op.execute(statement)
