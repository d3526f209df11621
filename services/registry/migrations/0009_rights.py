"""What people can ask for: corrections, consents and notices; periods of retention and the proofs of removals."""

from alembic import op

from chassis.audit_content import erasure_of

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_CORRECTIONS = """
CREATE TABLE corrections (
    id               uuid PRIMARY KEY,
    person_id        uuid NOT NULL REFERENCES persons,
    state            text NOT NULL CHECK (state IN ('requested', 'accepted', 'partly', 'refused', 'applied')),
    asked_by         text NOT NULL CHECK (asked_by IN ('self', 'guardian', 'representative')),
    document_id      uuid REFERENCES documents,
    requested_on     date NOT NULL,
    recorded_by      text NOT NULL,
    recorded_at      timestamptz NOT NULL,
    decide_by        date NOT NULL,
    decide_by_source text NOT NULL,
    apply_by         date,
    owed_by          date,
    decided_by       text,
    decided_at       timestamptz,
    applied_by       text,
    applied_at       timestamptz,
    applied_revision integer,
    revision         integer NOT NULL DEFAULT 1,
    CHECK ((state = 'requested') = (decided_at IS NULL)),
    CHECK ((state = 'applied') = (applied_at IS NOT NULL)),
    CHECK ((state IN ('refused', 'applied')) = (owed_by IS NULL))
)
"""
_CLAIMS = """
CREATE TABLE correction_claims (
    correction_id uuid NOT NULL REFERENCES corrections,
    field         text NOT NULL,
    position      integer NOT NULL,
    what_is_wrong text,
    held_sealed   bytea,
    stated_sealed bytea,
    accepted      boolean,
    reason        text,
    PRIMARY KEY (correction_id, field),
    CHECK (accepted IS DISTINCT FROM false OR reason IS NOT NULL)
)
"""

_CONSENTS = """
CREATE TABLE consents (
    id                     uuid PRIMARY KEY,
    person_id              uuid NOT NULL REFERENCES persons,
    purpose                text NOT NULL,
    text_version           integer NOT NULL,
    given_by               text NOT NULL CHECK (given_by IN ('self', 'guardian')),
    guardian_id            uuid REFERENCES persons CHECK (guardian_id <> person_id),
    how                    text NOT NULL CHECK (how IN ('paper', 'spoken', 'online')),
    document_id            uuid REFERENCES documents,
    given_on               date NOT NULL,
    recorded_by            text NOT NULL,
    recorded_at            timestamptz NOT NULL,
    withdrawn_at           timestamptz,
    withdrawal_recorded_by text,
    CHECK ((given_by = 'guardian') = (guardian_id IS NOT NULL))
)
"""
_NOTICES = """
CREATE TABLE notices (
    id           uuid PRIMARY KEY,
    person_id    uuid NOT NULL REFERENCES persons,
    purpose      text NOT NULL,
    text_version integer NOT NULL,
    how          text NOT NULL CHECK (how IN ('paper', 'spoken', 'online')),
    told         text NOT NULL CHECK (told IN ('self', 'guardian')),
    given_on     date NOT NULL,
    recorded_by  text NOT NULL,
    recorded_at  timestamptz NOT NULL
)
"""

_RUNS = """
CREATE TABLE retention_runs (
    id           uuid PRIMARY KEY,
    record       text NOT NULL,
    ground       text NOT NULL CHECK (ground IN ('period', 'request')),
    rule         jsonb NOT NULL,
    ended_before timestamptz,
    removed      integer NOT NULL,
    digests      bytea[] NOT NULL,
    digest       bytea NOT NULL,
    run_at       timestamptz NOT NULL
)
"""

# As the owner, since the runtime role cannot touch history: each can do one thing, and only that.
_ERASE_WITHDRAWN = """
CREATE FUNCTION erase_withdrawn_entries(entries uuid[]) RETURNS integer LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH withdrawn AS (
        SELECT v.id FROM registry.person_versions v JOIN registry.imports i ON i.id = v.source_id
        WHERE v.id = ANY (entries) AND v.revision = 1 AND v.source = 'import' AND i.state = 'undone'
        AND NOT EXISTS (SELECT FROM registry.persons p WHERE p.id = v.id)
    ), erased AS (DELETE FROM registry.person_versions v USING withdrawn w WHERE v.id = w.id RETURNING 1)
    SELECT count(*)::integer FROM erased
$$
"""
_ERASE_FROM_VERSIONS = """
CREATE FUNCTION erase_from_versions(person uuid, field text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE erased integer;
BEGIN
    IF field = 'phone' THEN
        UPDATE registry.person_versions SET phone_sealed = NULL WHERE id = person AND phone_sealed IS NOT NULL;
    ELSIF field = 'note' THEN
        UPDATE registry.person_versions SET note = NULL WHERE id = person AND note IS NOT NULL;
    ELSE
        RAISE EXCEPTION 'history keeps %', field;
    END IF;
    GET DIAGNOSTICS erased = ROW_COUNT;
    RETURN erased;
END $$
"""
_RIGHTS = (
    "REVOKE ALL ON FUNCTION erase_withdrawn_entries(uuid[]), erase_from_versions(uuid, text) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION erase_withdrawn_entries(uuid[]), erase_from_versions(uuid, text) TO huijia_registry",
    "REVOKE DELETE ON corrections, correction_claims FROM huijia_registry",
    "REVOKE UPDATE, DELETE ON notices, retention_runs FROM huijia_registry",
)

_INDEXES = (
    "CREATE INDEX ON corrections (person_id, id)",
    "CREATE INDEX ON corrections (owed_by, id) WHERE owed_by IS NOT NULL",
    "CREATE UNIQUE INDEX consents_standing ON consents (person_id, purpose) WHERE withdrawn_at IS NULL",
    "CREATE INDEX ON consents (person_id, id)",
    "CREATE INDEX ON consents (guardian_id) WHERE guardian_id IS NOT NULL",
    "CREATE INDEX ON consents (withdrawn_at) WHERE withdrawn_at IS NOT NULL",
    "CREATE INDEX ON notices (person_id, id)",
    "CREATE INDEX ON retention_runs (record, id)",
    "CREATE INDEX ON retention_runs USING gin (digests)",
)
# The sweep asks for the oldest entries that still have content; the log is large, those due are few.
_AUDIT = "CREATE INDEX audit_log_with_content ON audit_log (at) WHERE entry IS NOT NULL"


def upgrade() -> None:
    """Create the tables and the functions; the index on the audit log is built within its statement's time limit."""
    tables = (_CORRECTIONS, _CLAIMS, _CONSENTS, _NOTICES, _RUNS)
    functions = (_ERASE_WITHDRAWN, _ERASE_FROM_VERSIONS, *erasure_of("registry"))
    for statement in (*tables, *functions, *_RIGHTS, *_INDEXES, _AUDIT):
        op.execute(statement)
