"""Moves as people declare them, contacts kept with consent, and the nightly balance of who lives where."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("ALTER TABLE movements ADD COLUMN declaration_id uuid")
    op.execute("CREATE INDEX movements_person ON movements (person_id, moved_on DESC, id DESC)")
    op.execute("CREATE INDEX residents_household ON residents (household_id)")
    op.execute("""
        CREATE TABLE movement_declarations (
            id uuid PRIMARY KEY,
            kind text NOT NULL CHECK (kind IN ('left', 'arrived', 'returned', 'moved-on', 'within')),
            origin text NOT NULL CHECK (origin IN ('declaration', 'service-request')),
            from_division text COLLATE "C" NOT NULL,
            to_division text COLLATE "C" NOT NULL,
            moved_on date NOT NULL,
            pattern text NOT NULL CHECK (pattern IN ('lasting', 'seasonal', 'circular')),
            expected_back_on date,
            whole_household boolean NOT NULL,
            division text COLLATE "C" NOT NULL,
            declared_at timestamptz NOT NULL,
            declared_by text NOT NULL
        )
    """)
    op.execute("""
        CREATE TABLE movement_members (
            id uuid PRIMARY KEY,
            declaration_id uuid NOT NULL REFERENCES movement_declarations,
            person_id uuid NOT NULL,
            part text NOT NULL CHECK (part IN ('moved', 'stayed')),
            child boolean NOT NULL,
            carer_id uuid,
            state text NOT NULL CHECK (state IN ('declared', 'followed', 'not-followed', 'noted')),
            reason text,
            CHECK ((part = 'stayed') = (state = 'noted'))
        )
    """)
    op.execute("CREATE INDEX movement_members_of ON movement_members (declaration_id)")
    op.execute("CREATE INDEX movement_members_person ON movement_members (person_id)")
    op.execute(
        "CREATE INDEX movement_members_open ON movement_members (state) WHERE state IN ('declared', 'not-followed')"
    )
    op.execute("""
        CREATE TABLE kept_contacts (
            id uuid PRIMARY KEY,
            person_id uuid NOT NULL,
            words bytea NOT NULL,
            given_by text NOT NULL CHECK (given_by IN ('self', 'guardian')),
            how text NOT NULL,
            text_version text NOT NULL,
            given_on date NOT NULL,
            recorded_at timestamptz NOT NULL,
            recorded_by text NOT NULL
        )
    """)
    op.execute("CREATE INDEX kept_contacts_person ON kept_contacts (person_id)")
    _balance()


def _balance() -> None:
    op.execute("""
        CREATE TABLE presence_changes (
            id bigserial PRIMARY KEY,
            person_id uuid NOT NULL,
            from_county text COLLATE "C",
            to_county text COLLATE "C"
        )
    """)
    op.execute("""
        CREATE FUNCTION note_presence() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE before text; after text;
        BEGIN
            IF TG_OP <> 'INSERT' AND OLD.living AND NOT OLD.withdrawn THEN
                before := left(OLD.residence_division, 6);
            END IF;
            IF TG_OP <> 'DELETE' AND NEW.living AND NOT NEW.withdrawn THEN
                after := left(NEW.residence_division, 6);
            END IF;
            IF before IS DISTINCT FROM after THEN
                INSERT INTO presence_changes (person_id, from_county, to_county)
                VALUES (COALESCE(NEW.person_id, OLD.person_id), before, after);
            END IF;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER residents_presence AFTER INSERT OR UPDATE OR DELETE ON residents
        FOR EACH ROW EXECUTE FUNCTION note_presence()
    """)
    # What is known already is where the first balance opens.
    op.execute("""
        INSERT INTO presence_changes (person_id, to_county)
        SELECT person_id, left(residence_division, 6) FROM residents WHERE living AND NOT withdrawn
    """)
    op.execute("""
        CREATE TABLE balance_days (
            id uuid PRIMARY KEY,
            day date NOT NULL,
            county text COLLATE "C" NOT NULL,
            opening bigint NOT NULL,
            entered bigint NOT NULL,
            ended bigint NOT NULL,
            arrived bigint NOT NULL,
            departed bigint NOT NULL,
            corrected bigint NOT NULL,
            closing bigint NOT NULL,
            counted bigint NOT NULL,
            UNIQUE (day, county),
            CHECK (closing = opening + entered - ended + arrived - departed + corrected)
        )
    """)
    op.execute("""
        CREATE TABLE balance_faults (
            id uuid PRIMARY KEY,
            day date NOT NULL,
            kind text NOT NULL,
            person_id uuid NOT NULL,
            division text COLLATE "C" NOT NULL
        )
    """)
    op.execute("CREATE INDEX balance_faults_division ON balance_faults (division, id)")
