"""Duplicates: evidence and decisions of each pair, searches for pairs, merges that can be undone."""

from alembic import op

from chassis.create_tables import create_all

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# A pair outlives its persons' rows: of two merged persons only one has a row, and the decision must stay readable.
_PAIRS = """
ALTER TABLE possible_duplicates
    DROP CONSTRAINT possible_duplicates_person_id_fkey,
    DROP CONSTRAINT possible_duplicates_other_id_fkey,
    DROP CONSTRAINT possible_duplicates_state_check,
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD COLUMN weight double precision,
    ADD COLUMN evidence jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN scan_id uuid,
    ADD COLUMN decided_by text,
    ADD COLUMN decided_at timestamptz,
    ADD COLUMN decision text,
    ADD COLUMN merge_id uuid
"""
_STATES = (
    "UPDATE possible_duplicates SET state = CASE state WHEN 'same' THEN 'merged' ELSE 'not_same' END"
    " WHERE state IN ('same', 'different')",
    "ALTER TABLE possible_duplicates ADD CHECK (state IN ('open', 'merged', 'not_same', 'lapsed'))",
    # One pair for two persons, whichever of them was asked about first.
    "DELETE FROM possible_duplicates a USING possible_duplicates b"
    " WHERE a.person_id = b.other_id AND a.other_id = b.person_id AND a.person_id > a.other_id",
    "CREATE UNIQUE INDEX possible_duplicates_pair ON possible_duplicates"
    " (least(person_id, other_id), greatest(person_id, other_id))",
    "CREATE INDEX possible_duplicates_queue ON possible_duplicates (state, (coalesce(weight, 0)) DESC, id)",
    "CREATE INDEX possible_duplicates_unweighed ON possible_duplicates (id) WHERE weight IS NULL AND state = 'open'",
)
_SCANS = """
CREATE TABLE duplicate_scans (
    id           uuid PRIMARY KEY,
    state        text NOT NULL CHECK (state IN ('queued', 'running', 'finished', 'failed')),
    phase        text NOT NULL DEFAULT 'waiting',
    requested_by text NOT NULL,
    requested_at timestamptz NOT NULL,
    started_at   timestamptz,
    finished_at  timestamptz,
    persons      integer NOT NULL DEFAULT 0,
    pairs        integer NOT NULL DEFAULT 0,
    new_pairs    integer NOT NULL DEFAULT 0,
    attempts     integer NOT NULL DEFAULT 0
)
"""
_MERGES = """
CREATE TABLE merges (
    id              uuid PRIMARY KEY,
    survivor_id     uuid NOT NULL,
    survivor_before integer NOT NULL,
    survivor_after  integer NOT NULL,
    merged_id       uuid NOT NULL CHECK (merged_id <> survivor_id),
    merged_revision integer NOT NULL,
    choices         jsonb NOT NULL,
    repointed       jsonb NOT NULL,
    set_aside       jsonb NOT NULL,
    headed          jsonb NOT NULL,
    reason          text NOT NULL,
    merged_by       text NOT NULL,
    merged_at       timestamptz NOT NULL,
    undone_by       text,
    undone_at       timestamptz,
    undo_reason     text,
    kept            jsonb
)
"""
_INDEXES = (
    "CREATE INDEX ON duplicate_scans (requested_at)",
    # An entry can be merged into one other only, until that is undone.
    "CREATE UNIQUE INDEX merges_standing ON merges (merged_id) WHERE undone_at IS NULL",
    "CREATE INDEX ON merges (survivor_id)",
    "CREATE INDEX ON persons (birth_date)",
)

# Every foreign key to persons follows the merge, of whatever table, also of those that are added later. Households and
# the persons themselves are the use case's own business, and what is deleted with a person is derived from them. As the
# owner, since some tables take no updates otherwise.
_REFERENCES = """
CREATE FUNCTION references_to_persons(OUT tab regclass, OUT col name, OUT key name[], OUT versioned boolean)
RETURNS SETOF record LANGUAGE sql STABLE SET search_path = pg_catalog, registry, pg_temp AS $$
    SELECT c.conrelid::regclass, a.attname,
           ARRAY(SELECT k.attname FROM pg_index i JOIN pg_attribute k
                 ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
                 WHERE i.indrelid = c.conrelid AND i.indisprimary AND k.attname <> a.attname ORDER BY k.attnum),
           EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.conrelid AND t.tgname = 'raise_revision')
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'registry.persons'::regclass AND cardinality(c.conkey) = 1
      AND c.confdeltype <> 'c'
      AND c.conrelid NOT IN ('registry.households'::regclass, 'registry.persons'::regclass)
    -- A revoked birth outlives the entry that it made, so this column has no foreign key.
    UNION ALL SELECT 'registry.births'::regclass, 'person_id', ARRAY['id'::name], false
    ORDER BY 1, 2
$$
"""
_STAMP = (
    "CASE WHEN ref.versioned THEN format(', revision = t.revision + 1, valid_from = %L, changed_by = %L,"
    " change_reason = %L, source = ''merge'', source_id = %L', at, by, why, merge) ELSE '' END"
)
_REPOINT = f"""
CREATE FUNCTION repoint_references(gone uuid, stays uuid, merge uuid, at timestamptz, by text, why text,
                                   OUT repointed jsonb, OUT set_aside jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, registry, pg_temp AS $$
DECLARE ref record; held jsonb; which jsonb;
BEGIN
    repointed := '[]'; set_aside := '[]';
    FOR ref IN SELECT * FROM references_to_persons() LOOP
        FOR held IN EXECUTE format('SELECT to_jsonb(t) FROM %s t WHERE %I = $1 FOR UPDATE', ref.tab, ref.col)
                    USING gone LOOP
            SELECT jsonb_object_agg(k, held -> k) INTO which FROM unnest(ref.key) k;
            which := coalesce(which, '{{}}');
            BEGIN
                EXECUTE format('UPDATE %s t SET %I = $2%s WHERE %I = $1 AND to_jsonb(t) @> $3',
                               ref.tab, ref.col, {_STAMP}, ref.col) USING gone, stays, which;
                repointed := repointed || jsonb_build_object('table', ref.tab::text, 'column', ref.col, 'key', which);
            EXCEPTION WHEN unique_violation THEN
                -- The survivor has one already (two births of one child): this one is kept for the way back.
                EXECUTE format('DELETE FROM %s t WHERE %I = $1 AND to_jsonb(t) @> $2', ref.tab, ref.col)
                    USING gone, which;
                set_aside := set_aside || jsonb_build_object('table', ref.tab::text, 'column', ref.col, 'row', held);
            END;
        END LOOP;
    END LOOP;
END $$
"""
_RESTORE = f"""
CREATE FUNCTION restore_references(merge uuid, at timestamptz, by text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, registry, pg_temp AS $$
DECLARE m registry.merges; part jsonb; ref record;
BEGIN
    SELECT * INTO STRICT m FROM registry.merges WHERE id = merge;
    FOR part IN SELECT * FROM jsonb_array_elements(m.repointed) LOOP
        FOR ref IN SELECT * FROM references_to_persons()
                   WHERE tab::text = part ->> 'table' AND col = part ->> 'column' LOOP
            EXECUTE format('UPDATE %s t SET %I = $1%s WHERE %I = $2 AND to_jsonb(t) @> $3',
                           ref.tab, ref.col, {_STAMP}, ref.col) USING m.merged_id, m.survivor_id, part -> 'key';
        END LOOP;
    END LOOP;
    FOR part IN SELECT * FROM jsonb_array_elements(m.set_aside) LOOP
        FOR ref IN SELECT DISTINCT tab FROM references_to_persons() WHERE tab::text = part ->> 'table' LOOP
            EXECUTE format('INSERT INTO %s SELECT (jsonb_populate_record(NULL::%s, $1)).*', ref.tab, ref.tab)
                USING part -> 'row';
        END LOOP;
    END LOOP;
END $$
"""
# The merged person's last version becomes the current one again; the revision between was the merge's, in its event.
# Generated columns make themselves.
_REVIVE = """
CREATE FUNCTION revive_person(merge uuid, at timestamptz, by text, why text) RETURNS boolean
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
        'change_reason', why, 'source', 'unmerge', 'source_id', merge);
    EXECUTE format('INSERT INTO registry.persons (%s) SELECT %s FROM jsonb_populate_record(NULL::registry.persons, $1)',
                   cols, cols) USING last;
    RETURN true;
END $$
"""
_FUNCTIONS = (_REFERENCES, _REPOINT, _RESTORE, _REVIVE)
_RIGHTS = (
    "REVOKE EXECUTE ON FUNCTION repoint_references, restore_references, revive_person FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION repoint_references, restore_references, revive_person TO huijia_registry",
    "REVOKE DELETE ON merges FROM huijia_registry",
)


def upgrade() -> None:
    """Forward only; the queue is small, and the only index on a big table is over a date."""
    create_all(op.get_bind())
    for statement in (_PAIRS, *_STATES, _SCANS, _MERGES, *_INDEXES, *_FUNCTIONS, *_RIGHTS):
        op.execute(statement)
