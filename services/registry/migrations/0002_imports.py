"""Imports: what was received and what became of it, rejected rows, possible duplicates."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_IMPORTS = """
CREATE TABLE imports (
    id              uuid PRIMARY KEY,
    state           text NOT NULL CHECK (state IN ('queued', 'running', 'finished', 'failed', 'undone')),
    phase           text NOT NULL DEFAULT 'waiting',
    attempts        integer NOT NULL DEFAULT 0,
    file_name       text NOT NULL,
    size            bigint NOT NULL,
    digest          bytea NOT NULL,
    uploaded_by     text NOT NULL,
    uploader        jsonb NOT NULL,
    division        text COLLATE "C" NOT NULL,
    titles          jsonb NOT NULL DEFAULT '[]',
    unknown_columns jsonb NOT NULL DEFAULT '[]',
    problem         jsonb,
    rows_read       integer NOT NULL DEFAULT 0,
    created         integer NOT NULL DEFAULT 0,
    updated         integer NOT NULL DEFAULT 0,
    unchanged       integer NOT NULL DEFAULT 0,
    rejected        integer NOT NULL DEFAULT 0,
    possible_duplicates integer NOT NULL DEFAULT 0,
    uploaded_at     timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz,
    undone_at       timestamptz,
    undone_by       text
)
"""

# The cells are sealed: they hold citizen numbers as the office typed them.
_REJECTIONS = """
CREATE TABLE import_rejections (
    import_id  uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
    row_number integer NOT NULL,
    faults     jsonb NOT NULL,
    cells      bytea,
    PRIMARY KEY (import_id, row_number)
)
"""

_POSSIBLE_DUPLICATES = """
CREATE TABLE possible_duplicates (
    person_id uuid NOT NULL REFERENCES persons ON DELETE CASCADE,
    other_id  uuid NOT NULL REFERENCES persons ON DELETE CASCADE CHECK (other_id <> person_id),
    reason    text NOT NULL,
    import_id uuid REFERENCES imports,
    found_at  timestamptz NOT NULL,
    state     text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'same', 'different')),
    PRIMARY KEY (person_id, other_id)
)
"""

_INDEXES = (
    "CREATE INDEX ON imports (uploaded_at, id)",
    "CREATE INDEX ON imports (uploaded_at) WHERE state IN ('queued', 'running')",
    "CREATE INDEX ON possible_duplicates (other_id)",
    # Undoing an import asks for the versions that it made.
    "CREATE INDEX ON person_versions (source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX ON household_versions (source_id) WHERE source_id IS NOT NULL",
)


def upgrade() -> None:
    """Create the tables; the version tables are small or new, so their indexes hold nobody up."""
    for statement in (_IMPORTS, _REJECTIONS, _POSSIBLE_DUPLICATES, *_INDEXES):
        op.execute(statement)
