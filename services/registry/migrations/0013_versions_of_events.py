"""Earlier versions of vital events and declarations, for answers to concurrent edits; who a death left widowed."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_VERSIONS = """
CREATE TABLE event_versions (
    event_id    uuid NOT NULL,
    revision    integer NOT NULL,
    kind        text NOT NULL,
    row         jsonb NOT NULL,
    valid_until timestamptz NOT NULL,
    PRIMARY KEY (event_id, revision)
)
"""
# As the owner: the runtime role may read what was, and has no way to write it but by changing what is. A row that
# follows a merge keeps its revision, and is no new version.
_KEEP = """
CREATE FUNCTION keep_event_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, registry, pg_temp AS $$
BEGIN
    INSERT INTO registry.event_versions VALUES (OLD.id, OLD.revision, TG_TABLE_NAME, to_jsonb(OLD), clock_timestamp())
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$
"""
_TRIGGER = """
CREATE TRIGGER keep_event_version AFTER UPDATE ON {table} FOR EACH ROW
WHEN (NEW.revision <> OLD.revision) EXECUTE FUNCTION keep_event_version()
"""
_TABLES = ("births", "deaths", "marriages", "divorces", "adoptions", "declarations")

# Whom the death leaves widowed, and the marital status before, to go back to.
_WIDOWED = "ALTER TABLE deaths ADD COLUMN widowed_id uuid REFERENCES persons, ADD COLUMN widowed_before text"
_WIDOWED_INDEX = "CREATE INDEX ON deaths (widowed_id) WHERE widowed_id IS NOT NULL"


def upgrade() -> None:
    """Versions begin with the next change of each event; deaths registered so far have left nobody widowed."""
    op.execute(_VERSIONS)
    op.execute(_KEEP)
    op.execute("REVOKE ALL ON FUNCTION keep_event_version() FROM PUBLIC")
    op.execute("REVOKE INSERT, UPDATE, DELETE ON event_versions FROM huijia_registry")
    for table in _TABLES:
        op.execute(_TRIGGER.format(table=table))
    op.execute(_WIDOWED)
    op.execute(_WIDOWED_INDEX)
