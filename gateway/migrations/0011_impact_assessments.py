"""Impact assessments of processing activities (PIPL art. 55-56): versions that are decided and never changed again."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE impact_assessments (
        activity text NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        name text NOT NULL,
        reasons jsonb NOT NULL,
        told jsonb NOT NULL,
        assessed_at timestamptz NOT NULL,
        assessed_by text NOT NULL,
        decision text CHECK (decision IN ('go-ahead', 'with-measures', 'stop')),
        decided_at timestamptz,
        decided_by text,
        grounds text,
        review_on date,
        PRIMARY KEY (activity, version),
        CHECK ((decision IS NULL) = (decided_at IS NULL)),
        CHECK ((decision IS NULL) = (decided_by IS NULL)),
        CHECK ((decision IS NULL) = (review_on IS NULL)),
        CHECK (decided_by <> assessed_by)
    )
    """,
    """
    CREATE FUNCTION keep_decided_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.decision IS NOT NULL THEN
            RAISE EXCEPTION 'a decided assessment is kept as it is';
        END IF;
        IF (OLD.activity, OLD.version, OLD.name, OLD.reasons, OLD.told, OLD.assessed_at, OLD.assessed_by)
            IS DISTINCT FROM
            (NEW.activity, NEW.version, NEW.name, NEW.reasons, NEW.told, NEW.assessed_at, NEW.assessed_by) THEN
            RAISE EXCEPTION 'what was assessed is not changed by deciding on it';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER keep_decided BEFORE UPDATE ON impact_assessments
    FOR EACH ROW EXECUTE FUNCTION keep_decided_assessment()
    """,
    # Kept for three years at least (art. 56): nobody who serves can remove one.
    "REVOKE DELETE, TRUNCATE ON impact_assessments FROM huijia_gateway",
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
