"""Every version of a person or household may name the paper that was shown for it, whatever else it stands on."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_TABLES = ("persons", "person_versions", "households", "household_versions")

# A paper is shown for one act. Statements that raise a row's revision in another act, and say nothing of papers, would
# hand the paper of the version before on to their own.
_RAISE_REVISION = """
CREATE OR REPLACE FUNCTION raise_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.revision <> OLD.revision + 1 THEN
        RAISE EXCEPTION 'an update of % must keep the id and raise the revision by one', TG_TABLE_NAME;
    END IF;
    IF NEW.document_id = OLD.document_id AND NEW.valid_from <> OLD.valid_from THEN
        NEW.document_id := NULL;
    END IF;
    RETURN NEW;
END $$
"""

# As 0008 has it, but for the last line of what is new: nobody showed a paper for the entry to come back.
_REVIVE = """
CREATE OR REPLACE FUNCTION revive_person(merge uuid, at timestamptz, by text, why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, registry, pg_temp AS $$
DECLARE m registry.merges; cols text; last jsonb;
BEGIN
    SELECT * INTO STRICT m FROM registry.merges WHERE id = merge;
    SELECT to_jsonb(v) INTO last FROM registry.person_versions v
        WHERE v.id = m.merged_id AND v.revision = m.merged_revision;
    IF last IS NULL THEN RETURN false; END IF;
    SELECT string_agg(quote_ident(attname), ', ') INTO cols FROM pg_attribute
        WHERE attrelid = 'registry.persons'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    last := last || jsonb_build_object('revision', m.merged_revision + 2, 'valid_from', at, 'changed_by', by,
        'change_reason', why, 'source', 'unmerge', 'source_id', merge, 'document_id', NULL);
    EXECUTE format('INSERT INTO registry.persons (%s) SELECT %s FROM jsonb_populate_record(NULL::registry.persons, $1)',
                   cols, cols) USING last;
    RETURN true;
END $$
"""


def upgrade() -> None:
    """Forward only. A column without a default rewrites nothing; older versions name no paper but a correction's."""
    for table in _TABLES:
        op.execute(f"ALTER TABLE {table} ADD COLUMN document_id uuid")
    op.execute(_RAISE_REVISION)
    op.execute(_REVIVE)
