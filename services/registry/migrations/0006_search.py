"""Search: names and addresses once each with their tokens, phones by blind index, and a queue of what is to be read.

The queue holds ids in packets, so that an import of a million people adds a thousand small rows and no more; names and
addresses are read, and their tokens made, in the background (docs/adr/0011).
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Without the list of pending entries, which every search would read from end to end after a large import.
_TABLES = (
    "CREATE TABLE search_pending (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ids uuid[] NOT NULL)",
    'CREATE TABLE search_names (name text COLLATE "C" PRIMARY KEY, tokens integer[] NOT NULL)',
    "CREATE TABLE search_addresses (address text PRIMARY KEY, tokens integer[] NOT NULL)",
    """
    CREATE TABLE search_phones (
        person_id    uuid PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
        number_index bytea NOT NULL,
        ending_index bytea NOT NULL
    )
    """,
    "CREATE INDEX ON search_names USING gin (tokens) WITH (fastupdate = off)",
    "CREATE INDEX ON search_addresses USING gin (tokens) WITH (fastupdate = off)",
    "CREATE INDEX ON search_phones (number_index)",
    "CREATE INDEX ON search_phones (ending_index)",
    "CREATE INDEX ON persons USING hash (residence_address)",
)

_QUEUE_NEW = """
CREATE FUNCTION queue_new_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_pending (ids)
    SELECT array_agg(id) FROM (SELECT id, row_number() OVER () / 1000 AS packet FROM arrived) numbered GROUP BY packet;
    RETURN NULL;
END $$
"""
_QUEUE_CHANGED = """
CREATE FUNCTION queue_changed_for_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_pending (ids) VALUES (ARRAY[NEW.id]);
    RETURN NULL;
END $$
"""
_TRIGGERS = (
    "CREATE TRIGGER queue_new_for_search AFTER INSERT ON persons REFERENCING NEW TABLE AS arrived"
    " FOR EACH STATEMENT EXECUTE FUNCTION queue_new_for_search()",
    "CREATE TRIGGER queue_changed_for_search AFTER UPDATE ON persons FOR EACH ROW WHEN"
    " ((OLD.name, OLD.residence_address, OLD.phone_sealed)"
    " IS DISTINCT FROM (NEW.name, NEW.residence_address, NEW.phone_sealed))"
    " EXECUTE FUNCTION queue_changed_for_search()",
)
_EVERYBODY = """
INSERT INTO search_pending (ids)
SELECT array_agg(id) FROM (SELECT id, row_number() OVER () / 1000 AS packet FROM persons) numbered GROUP BY packet
"""


def upgrade() -> None:
    """Whoever is in the register already is queued; the background work reads them after the start."""
    for statement in (*_TABLES, _QUEUE_NEW, _QUEUE_CHANGED, *_TRIGGERS, _EVERYBODY):
        op.execute(statement)
