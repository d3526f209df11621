"""Certificates handed out, and what makes them void."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_CERTIFICATES = """
CREATE TABLE certificates (
    number         text PRIMARY KEY,
    kind           text NOT NULL CHECK (kind IN ('birth-receipt', 'household-extract')),
    subject_id     uuid NOT NULL,
    division       text COLLATE "C" NOT NULL,
    facts_sealed   bytea NOT NULL,
    token          bytea NOT NULL,
    issued_at      timestamptz NOT NULL,
    issued_by      text NOT NULL,
    revoked_at     timestamptz,
    revoked_by     text,
    revoked_reason text,
    CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
)
"""

_PERSONS = """
CREATE TABLE certificate_persons (
    number    text NOT NULL REFERENCES certificates,
    person_id uuid NOT NULL,
    PRIMARY KEY (person_id, number)
)
"""

# Whoever changes what a paper says of a person (by hand, by import, by a merge) makes the paper void with it.
_VOID_OF_PERSON = """
CREATE FUNCTION void_certificates_of_person() RETURNS trigger LANGUAGE plpgsql SET search_path = registry, pg_temp AS $$
DECLARE moment timestamptz := clock_timestamp();
BEGIN
    IF TG_OP = 'UPDATE' THEN moment := NEW.valid_from; END IF;
    UPDATE certificates SET revoked_at = moment, revoked_reason = TG_ARGV[0]
    WHERE revoked_at IS NULL AND number IN (SELECT number FROM certificate_persons WHERE person_id = OLD.id);
    RETURN NULL;
END $$
"""

_VOID_OF_BIRTH = """
CREATE FUNCTION void_certificates_of_birth() RETURNS trigger LANGUAGE plpgsql SET search_path = registry, pg_temp AS $$
BEGIN
    UPDATE certificates SET revoked_at = NEW.revised_at, revoked_by = NEW.revised_by,
        revoked_reason = 'birth-' || NEW.state
    WHERE revoked_at IS NULL AND subject_id = NEW.id;
    RETURN NULL;
END $$
"""

_TRIGGERS = (
    """
    CREATE TRIGGER void_corrected AFTER UPDATE ON persons FOR EACH ROW
    WHEN ((OLD.name, OLD.sex, OLD.birth_date, OLD.citizen_number_index)
          IS DISTINCT FROM (NEW.name, NEW.sex, NEW.birth_date, NEW.citizen_number_index))
    EXECUTE FUNCTION void_certificates_of_person('person-corrected')
    """,
    """
    CREATE TRIGGER void_withdrawn AFTER DELETE ON persons FOR EACH ROW
    EXECUTE FUNCTION void_certificates_of_person('person-withdrawn')
    """,
    """
    CREATE TRIGGER void_revised AFTER UPDATE OF revised_at ON births FOR EACH ROW
    WHEN (NEW.state IN ('corrected', 'revoked')) EXECUTE FUNCTION void_certificates_of_birth()
    """,
)

_INDEXES = (
    "CREATE INDEX ON certificates (subject_id)",
    "CREATE INDEX ON certificates (division, number)",
    "CREATE INDEX ON certificates (revoked_at) WHERE revoked_at IS NOT NULL",
)


def upgrade() -> None:
    """The tables and the triggers; no certificate has been handed out yet."""
    for statement in (_CERTIFICATES, _PERSONS, _VOID_OF_PERSON, _VOID_OF_BIRTH, *_TRIGGERS, *_INDEXES):
        op.execute(statement)
    op.execute("REVOKE DELETE ON certificates FROM huijia_registry")
