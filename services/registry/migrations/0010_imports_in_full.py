"""Imports in full: rehearsals, remembered mappings, undo as a job; versions kept by statement instead of by row."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_IMPORTS = """
ALTER TABLE imports
    ADD dry_run boolean NOT NULL DEFAULT false,
    ADD preview jsonb,
    ADD mapping jsonb,
    ADD undoer jsonb,
    ADD CHECK (undoer IS NULL OR NOT dry_run)
"""

_MAPPINGS = """
CREATE TABLE import_mappings (
    id       uuid PRIMARY KEY,
    division text COLLATE "C" NOT NULL,
    headers  text[] NOT NULL,
    columns  jsonb NOT NULL,
    saved_at timestamptz NOT NULL,
    saved_by text NOT NULL,
    UNIQUE (division, headers)
)
"""

# One INSERT for a statement instead of one planned for each row: an undo deletes, and a large import updates,
# hundreds of thousands. As the owner, like the trigger that this replaces.
_KEEP_VERSIONS = """
CREATE FUNCTION keep_versions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, registry, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        EXECUTE format('INSERT INTO registry.%I SELECT new_rows.valid_from, old_rows.*'
                       ' FROM old_rows JOIN new_rows USING (id)', TG_ARGV[0]);
    ELSE
        EXECUTE format('INSERT INTO registry.%I SELECT clock_timestamp(), old_rows.* FROM old_rows', TG_ARGV[0]);
    END IF;
    RETURN NULL;
END $$
"""

_TRIGGERS = (
    "DROP TRIGGER keep_version ON {many}",
    "CREATE TRIGGER keep_updated AFTER UPDATE ON {many} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows"
    " FOR EACH STATEMENT EXECUTE FUNCTION keep_versions('{one}_versions')",
    "CREATE TRIGGER keep_deleted AFTER DELETE ON {many} REFERENCING OLD TABLE AS old_rows"
    " FOR EACH STATEMENT EXECUTE FUNCTION keep_versions('{one}_versions')",
)

# Every household that goes is looked for where something may lead to it.
_INDEXES = (
    "CREATE INDEX ON moves (household_id) WHERE household_id IS NOT NULL",
    "CREATE INDEX ON adoptions (household_id) WHERE household_id IS NOT NULL",
)


def upgrade() -> None:
    """The new columns are empty or constant, so no row is rewritten."""
    for statement in (_IMPORTS, _MAPPINGS, _KEEP_VERSIONS, *_INDEXES):
        op.execute(statement)
    for one, many in (("person", "persons"), ("household", "households")):
        for statement in _TRIGGERS:
            op.execute(statement.format(one=one, many=many))
    op.execute("DROP FUNCTION keep_version()")
