"""Care as it stood before a birth or a death too; agreements, notes and bookings remember under which entry they were
made, so that several may stand under one person after a merge and each go back after it."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_CARE_BEFORE = (
    "ALTER TABLE merged_care RENAME TO care_before",
    "ALTER TABLE care_before RENAME COLUMN merge_id TO cause_id",
    "ALTER TABLE care_before ADD COLUMN cause text NOT NULL DEFAULT 'merge'"
    " CHECK (cause IN ('merge', 'birth', 'death'))",
    "ALTER TABLE care_before ALTER COLUMN cause DROP DEFAULT",
    "CREATE INDEX care_before_kept ON care_before (kept_at) WHERE cause <> 'merge'",
    "ALTER TABLE plans ADD COLUMN reopened_on date",
)
_BIRTHS = """
CREATE TABLE births (
    birth_id uuid PRIMARY KEY,
    mother_id uuid,
    born_on date NOT NULL,
    revoked boolean NOT NULL
)
"""
_ENTRIES = tuple(
    statement.format(table)
    for table in ("contacts", "method_choices")
    for statement in (
        "ALTER TABLE {0} ADD COLUMN entry_id uuid",
        "UPDATE {0} SET entry_id = person_id",
        "ALTER TABLE {0} DROP CONSTRAINT {0}_pkey",
        "ALTER TABLE {0} ADD PRIMARY KEY (entry_id)",
        "CREATE INDEX {0}_of_person ON {0} (person_id)",
    )
)
_CONTACTS = (
    "ALTER TABLE contacts ADD COLUMN said_at timestamptz NOT NULL DEFAULT now()",
    # Who said no said it after they had agreed; when is not known of those of old.
    "UPDATE contacts SET said_at = CASE state WHEN 'opted-out' THEN now() ELSE recorded_at END",
    "ALTER TABLE contacts ALTER COLUMN said_at DROP DEFAULT",
)
_APPOINTMENTS = (
    "ALTER TABLE appointments ADD COLUMN entry_id uuid",
    "UPDATE appointments SET entry_id = person_id",
    "ALTER TABLE appointments ALTER COLUMN entry_id SET NOT NULL",
    "DROP INDEX appointments_one_ahead",
    "CREATE UNIQUE INDEX appointments_one_ahead ON appointments (entry_id, service) WHERE state = 'booked'",
)


def upgrade() -> None:
    """Forward only."""
    for statement in (*_CARE_BEFORE, _BIRTHS, *_ENTRIES, *_CONTACTS, *_APPOINTMENTS):
        op.execute(statement)
    op.execute("CREATE INDEX births_of_mother ON births (mother_id, born_on)")
