"""Vital events in full: declarations, marriages, divorces, adoptions; corrections and revocations of all."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_REVISED = ("revised_at timestamptz", "revised_by text", "revised_reason text")
_STATES = "CHECK (state IN ('registered', 'corrected', 'revoked'))"

# What registered events have in common, in the order of VitalEvent (services/registry/vital_tables.py).
_VITAL = f"""
    place              text,
    state              text NOT NULL {_STATES},
    division           text COLLATE "C" NOT NULL,
    certificate_sealed bytea,
    certificate_index  bytea,
    late               boolean NOT NULL,
    declared_at        timestamptz NOT NULL,
    registered_at      timestamptz,
    registered_by      text,
    {", ".join(_REVISED)},
    revision           integer NOT NULL DEFAULT 1
"""
_COUPLE = """
    id            uuid PRIMARY KEY,
    first_id      uuid NOT NULL REFERENCES persons,
    second_id     uuid REFERENCES persons CHECK (second_id <> first_id),
    first_before  text,
    second_before text
"""

_TABLES = (
    f"""
    CREATE TABLE marriages ({_COUPLE},
        married_on date NOT NULL, ended_on date CHECK (ended_on >= married_on), {_VITAL})
    """,
    f"""
    CREATE TABLE divorces ({_COUPLE},
        marriage_id uuid REFERENCES marriages, divorced_on date NOT NULL, {_VITAL})
    """,
    f"""
    CREATE TABLE adoptions (
        id                uuid PRIMARY KEY,
        person_id         uuid NOT NULL REFERENCES persons,
        first_adopter_id  uuid NOT NULL REFERENCES persons CHECK (first_adopter_id <> person_id),
        second_adopter_id uuid REFERENCES persons CHECK (second_adopter_id NOT IN (person_id, first_adopter_id)),
        adopted_on        date NOT NULL,
        household_id      uuid REFERENCES households,
        household_before  uuid,
        relation_before   text,
        division_before   text NOT NULL,
        {_VITAL})
    """,
    """
    CREATE TABLE declarations (
        id           uuid PRIMARY KEY,
        kind         text NOT NULL CHECK (kind IN ('birth', 'death', 'marriage', 'divorce', 'adoption')),
        state        text NOT NULL CHECK (state IN ('declared', 'verified', 'registered', 'rejected')),
        division     text COLLATE "C" NOT NULL,
        entry_sealed bytea NOT NULL,
        declared_at  timestamptz NOT NULL,
        declared_by  text NOT NULL,
        verified_at  timestamptz,
        verified_by  text,
        decided_at   timestamptz,
        decided_by   text,
        reason       text,
        event_id     uuid,
        revision     integer NOT NULL DEFAULT 1,
        CHECK ((state = 'rejected') = (reason IS NOT NULL)),
        CHECK ((state = 'registered') = (event_id IS NOT NULL))
    )
    """,
)

_KINDS = (
    ("marriages", "married_on"),
    ("divorces", "divorced_on"),
    ("adoptions", "adopted_on"),
)

_INDEXES = (
    *(
        f"CREATE INDEX ON {table} ({column})"
        for table in ("marriages", "divorces")
        for column in ("first_id", "second_id")
    ),
    "CREATE UNIQUE INDEX ON adoptions (person_id) WHERE state <> 'revoked'",
    "CREATE INDEX ON adoptions (first_adopter_id)",
    "CREATE INDEX ON adoptions (second_adopter_id) WHERE second_adopter_id IS NOT NULL",
    *(f"CREATE INDEX ON {table} (division, {day}, id)" for table, day in _KINDS),
    "CREATE INDEX ON declarations (declared_at, id)",
)


def upgrade() -> None:
    """New tables; births and deaths get what a revision needs. What was revoked gives its certificate free."""
    for table, event in (("births", "person_id"), ("deaths", "person_id")):
        op.execute(f"ALTER TABLE {table} {', '.join(f'ADD COLUMN {column}' for column in _REVISED)}")
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_state_check, ADD {_STATES}")
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{event}_key")
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_certificate_index_key")
        op.execute(f"CREATE UNIQUE INDEX {table}_person_id_key ON {table} (person_id) WHERE state <> 'revoked'")
    # A revoked birth outlives the entry that it made.
    op.execute("ALTER TABLE births DROP CONSTRAINT births_person_id_fkey")
    for statement in _TABLES:
        op.execute(statement)
    for table in ("births", "deaths", "marriages", "divorces", "adoptions"):
        op.execute(
            f"CREATE UNIQUE INDEX {table}_certificate_index_key ON {table} (certificate_index) WHERE state <> 'revoked'"
        )
    for statement in _INDEXES:
        op.execute(statement)
