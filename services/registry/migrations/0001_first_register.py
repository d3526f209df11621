"""The first register: divisions, households, persons with their history, births, deaths, moves."""

from alembic import op

from chassis.create_tables import create_all

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Codes and names are compared bytewise, so that an index serves "begins with" whatever the database's locale.
_DIVISIONS = """
CREATE TABLE divisions (
    code       text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[0-9]{12}$'),
    name       text NOT NULL,
    level      text NOT NULL CHECK (level IN ('province', 'city', 'county', 'town', 'village')),
    parent     text COLLATE "C" REFERENCES divisions (code) DEFERRABLE INITIALLY DEFERRED,
    valid_from date NOT NULL,
    valid_to   date CHECK (valid_to > valid_from)
)
"""

# What every versioned row has, in this order (services/registry/tables.py).
_VERSION = """
    revision      integer NOT NULL DEFAULT 1,
    valid_from    timestamptz NOT NULL,
    changed_by    text NOT NULL,
    change_reason text NOT NULL,
    source        text NOT NULL,
    source_id     uuid
"""

_HOUSEHOLDS = f"""
CREATE TABLE households (
    id                  uuid PRIMARY KEY,
    number              text NOT NULL CHECK (number <> ''),
    registered_division text COLLATE "C" NOT NULL CHECK (registered_division ~ '^[0-9]{{12}}$'),
    kind                text NOT NULL DEFAULT 'family' CHECK (kind IN ('family', 'institution')),
    head_id             uuid,
    {_VERSION},
    UNIQUE (registered_division, number)
)
"""

_PERSONS = f"""
CREATE TABLE persons (
    id                    uuid PRIMARY KEY,
    name                  text COLLATE "C" NOT NULL CHECK (name <> ''),
    sex                   smallint NOT NULL CHECK (sex IN (0, 1, 2, 9)),
    birth_date            date NOT NULL,
    ethnic_group          text,
    marital_status        text,
    citizen_number_sealed bytea,
    citizen_number_index  bytea UNIQUE,
    other_id_type         text,
    other_id_sealed       bytea,
    other_id_index        bytea,
    phone_sealed          bytea,
    registered_division   text COLLATE "C" NOT NULL CHECK (registered_division ~ '^[0-9]{{12}}$'),
    residence_division    text COLLATE "C" NOT NULL CHECK (residence_division ~ '^[0-9]{{12}}$'),
    residence_address     text,
    household_id          uuid REFERENCES households,
    relation_to_head      text,
    note                  text,
    living                boolean NOT NULL DEFAULT true,
    died_on               date,
    {_VERSION},
    CHECK ((citizen_number_sealed IS NULL) = (citizen_number_index IS NULL)),
    CHECK (living = (died_on IS NULL)),
    CHECK (died_on >= birth_date)
)
"""
_HEAD = "ALTER TABLE households ADD FOREIGN KEY (head_id) REFERENCES persons DEFERRABLE INITIALLY DEFERRED"

# The end of a version stands first, so that a column added to both tables later keeps both in step.
_HISTORY = (
    "CREATE TABLE {one}_versions (valid_until timestamptz NOT NULL, LIKE {many}, PRIMARY KEY (id, revision))",
    "CREATE TRIGGER keep_version AFTER UPDATE OR DELETE ON {many}"
    " FOR EACH ROW EXECUTE FUNCTION keep_version('{one}_versions')",
    "CREATE TRIGGER raise_revision BEFORE UPDATE ON {many} FOR EACH ROW EXECUTE FUNCTION raise_revision()",
    "REVOKE INSERT, UPDATE, DELETE ON {one}_versions FROM huijia_registry",
)

# As the owner: the runtime role may read what was, and has no way to write it but by changing what is.
_KEEP_VERSION = """
CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, registry, pg_temp AS $$
DECLARE valid_until timestamptz := clock_timestamp();
BEGIN
    IF TG_OP = 'UPDATE' THEN valid_until := NEW.valid_from; END IF;
    EXECUTE format('INSERT INTO registry.%I SELECT $1, ($2).*', TG_ARGV[0]) USING valid_until, OLD;
    RETURN NULL;
END $$
"""

_RAISE_REVISION = """
CREATE FUNCTION raise_revision() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.revision <> OLD.revision + 1 THEN
        RAISE EXCEPTION 'an update of % must keep the id and raise the revision by one', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
"""

_VITAL = """
    state              text NOT NULL CHECK (state IN ('declared', 'registered')),
    division           text COLLATE "C" NOT NULL,
    certificate_sealed bytea,
    certificate_index  bytea UNIQUE,
    late               boolean NOT NULL,
    declared_at        timestamptz NOT NULL,
    registered_at      timestamptz,
    registered_by      text,
    revision           integer NOT NULL DEFAULT 1
"""

_BIRTHS = f"""
CREATE TABLE births (
    id        uuid PRIMARY KEY,
    person_id uuid NOT NULL UNIQUE REFERENCES persons,
    mother_id uuid REFERENCES persons CHECK (mother_id <> person_id),
    father_id uuid REFERENCES persons CHECK (father_id <> person_id),
    born_on   date NOT NULL,
    place     text,
    {_VITAL}
)
"""

_DEATHS = f"""
CREATE TABLE deaths (
    id        uuid PRIMARY KEY,
    person_id uuid NOT NULL UNIQUE REFERENCES persons,
    died_on   date NOT NULL,
    place     text,
    {_VITAL}
)
"""

_MOVES = """
CREATE TABLE moves (
    id            uuid PRIMARY KEY,
    group_id      uuid NOT NULL,
    person_id     uuid NOT NULL REFERENCES persons,
    household_id  uuid REFERENCES households,
    from_division text COLLATE "C" NOT NULL,
    from_address  text,
    to_division   text COLLATE "C" NOT NULL,
    to_address    text,
    moved_on      date NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('within', 'out', 'return', 'in', 'elsewhere')),
    late          boolean NOT NULL,
    registered_at timestamptz NOT NULL,
    registered_by text NOT NULL
)
"""

_INDEXES = (
    "CREATE INDEX ON divisions (level, code)",
    "CREATE INDEX ON divisions (parent, code)",
    "CREATE INDEX ON persons (residence_division, id)",
    "CREATE INDEX ON persons (registered_division, id)",
    "CREATE INDEX ON persons (name, id)",
    "CREATE INDEX ON persons (household_id) WHERE household_id IS NOT NULL",
    "CREATE INDEX ON persons (other_id_index) WHERE other_id_index IS NOT NULL",
    "CREATE INDEX ON persons (source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX ON households (head_id) WHERE head_id IS NOT NULL",
    "CREATE INDEX ON households (source_id) WHERE source_id IS NOT NULL",
    "CREATE INDEX ON births (division, born_on, id)",
    "CREATE INDEX ON births (mother_id) WHERE mother_id IS NOT NULL",
    "CREATE INDEX ON births (father_id) WHERE father_id IS NOT NULL",
    "CREATE INDEX ON deaths (division, died_on, id)",
    "CREATE INDEX ON moves (person_id, moved_on, id)",
)


def upgrade() -> None:
    """Create everything; nothing is there yet."""
    create_all(op.get_bind())
    op.execute("REVOKE UPDATE, DELETE ON audit_log, audit_chain FROM huijia_registry")
    for statement in (_DIVISIONS, _HOUSEHOLDS, _PERSONS, _HEAD, _KEEP_VERSION, _RAISE_REVISION):
        op.execute(statement)
    for one, many in (("person", "persons"), ("household", "households")):
        for statement in _HISTORY:
            op.execute(statement.format(one=one, many=many))
    for statement in (_BIRTHS, _DEATHS, _MOVES, *_INDEXES):
        op.execute(statement)
    op.execute("REVOKE UPDATE, DELETE ON moves FROM huijia_registry")
