"""Divisions with history: what a code stood for before, what became of it, and the groups below a village."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A code may be entered and replaced on one day; it then stood for nothing on any day.
_EMPTY_PERIODS = (
    "ALTER TABLE divisions DROP CONSTRAINT divisions_check",
    "ALTER TABLE divisions ADD CONSTRAINT divisions_period CHECK (valid_to >= valid_from)",
)

_VERSIONS = """
CREATE TABLE division_versions (
    code       text COLLATE "C" NOT NULL,
    name       text NOT NULL,
    level      text NOT NULL,
    parent     text COLLATE "C",
    valid_from date NOT NULL,
    valid_to   date NOT NULL CHECK (valid_to > valid_from),
    PRIMARY KEY (code, valid_from)
)
"""

# Whoever changes a division, the period before is kept; what was changed again on the day it began stood on no day.
_KEEP_DIVISION = """
CREATE FUNCTION keep_division() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, registry, pg_temp AS $$
DECLARE ended date := least(coalesce(OLD.valid_to, NEW.valid_from), NEW.valid_from);
BEGIN
    IF ended > OLD.valid_from THEN
        INSERT INTO registry.division_versions
        VALUES (OLD.code, OLD.name, OLD.level, OLD.parent, OLD.valid_from, ended);
    END IF;
    RETURN NULL;
END $$
"""
_KEEP = """
CREATE TRIGGER keep_division AFTER UPDATE ON divisions
FOR EACH ROW WHEN (OLD.valid_from <> NEW.valid_from) EXECUTE FUNCTION keep_division()
"""

_CHANGES = """
CREATE TABLE division_changes (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('rename', 'merge', 'split', 'recode')),
    effective_on date NOT NULL,
    document     text NOT NULL,
    request      jsonb NOT NULL,
    effects      jsonb NOT NULL,
    made_at      timestamptz NOT NULL,
    made_by      text NOT NULL
)
"""

_LINEAGE = """
CREATE TABLE division_lineage (
    change_id    uuid NOT NULL REFERENCES division_changes,
    from_code    text COLLATE "C" NOT NULL,
    to_code      text COLLATE "C" NOT NULL CHECK (to_code <> from_code),
    heir         boolean NOT NULL,
    effective_on date NOT NULL,
    PRIMARY KEY (change_id, from_code, to_code)
)
"""

_GROUPS = """
CREATE TABLE village_groups (
    code       text COLLATE "C" PRIMARY KEY CHECK (code ~ '^[0-9]{15}$'),
    village    text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(code, 12)) STORED,
    name       text NOT NULL CHECK (name <> ''),
    valid_from date NOT NULL
)
"""
_GROUP_MEMBERS = """
CREATE TABLE group_members (
    person_id  uuid PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
    group_code text COLLATE "C" NOT NULL REFERENCES village_groups ON UPDATE CASCADE
)
"""

_INDEXES = (
    "CREATE INDEX ON division_lineage (from_code, effective_on)",
    "CREATE INDEX ON division_lineage (to_code, effective_on)",
    "CREATE INDEX ON village_groups (village)",
    "CREATE INDEX ON group_members (group_code)",
    "REVOKE INSERT, UPDATE, DELETE ON division_versions FROM huijia_registry",
    "REVOKE UPDATE, DELETE ON division_changes, division_lineage FROM huijia_registry",
)


def upgrade() -> None:
    """Everything is new but one constraint of a small table."""
    for statement in (*_EMPTY_PERIODS, _VERSIONS, _KEEP_DIVISION, _KEEP, _CHANGES, _LINEAGE, _GROUPS, _GROUP_MEMBERS):
        op.execute(statement)
    for statement in _INDEXES:
        op.execute(statement)
