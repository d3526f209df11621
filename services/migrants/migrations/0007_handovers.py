"""Handovers of services between counties, with an append-only log that says who is responsible."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("""
        CREATE TABLE handovers (
            id uuid PRIMARY KEY,
            side text NOT NULL CHECK (side IN ('gives', 'takes')),
            peer text COLLATE "C" NOT NULL,
            state text NOT NULL CHECK (state IN
                ('offered', 'received', 'accepted', 'declined', 'withdrawn', 'timed-out', 'released')),
            from_division text COLLATE "C" NOT NULL,
            to_division text COLLATE "C" NOT NULL,
            answer_by date NOT NULL,
            offered_on date NOT NULL,
            closed_on date,
            reason text,
            note bytea,
            reminded_days integer,
            by text,
            revision integer NOT NULL,
            CHECK ((state IN ('declined', 'withdrawn', 'timed-out', 'released')) = (closed_on IS NOT NULL)),
            CHECK (side = 'takes' OR state <> 'accepted')
        )
    """)
    op.execute("CREATE INDEX handovers_open ON handovers (answer_by) WHERE closed_on IS NULL")
    op.execute("CREATE INDEX handovers_offered ON handovers (offered_on)")
    op.execute("""
        CREATE TABLE handover_people (
            id uuid PRIMARY KEY,
            handover_id uuid NOT NULL REFERENCES handovers,
            ref uuid NOT NULL,
            person_id uuid,
            dependant boolean NOT NULL,
            open boolean NOT NULL,
            told bytea,
            health bytea,
            health_given_by text,
            health_given_on date,
            health_text_version text,
            UNIQUE (handover_id, ref),
            CHECK (health IS NULL OR (health_given_by IS NOT NULL AND health_given_on IS NOT NULL))
        )
    """)
    # Nobody is offered to two counties at once, whatever the desks do.
    op.execute("CREATE UNIQUE INDEX handover_people_once ON handover_people (person_id) WHERE open")
    op.execute("CREATE INDEX handover_people_person ON handover_people (person_id)")
    op.execute("""
        CREATE TABLE handover_services (
            id uuid PRIMARY KEY,
            handover_id uuid NOT NULL REFERENCES handovers,
            person_ref uuid NOT NULL,
            ref uuid NOT NULL,
            kept_as uuid,
            kind text NOT NULL CHECK (kind IN ('care-plan', 'referral', 'benefit')),
            stays boolean NOT NULL,
            words bytea,
            taken_up_on date,
            UNIQUE (handover_id, ref)
        )
    """)
    op.execute("""
        CREATE TABLE handover_log (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            handover_id uuid NOT NULL REFERENCES handovers,
            at timestamptz NOT NULL,
            step text NOT NULL,
            state text NOT NULL,
            by text NOT NULL,
            message_id uuid
        )
    """)
    op.execute("CREATE INDEX handover_log_of ON handover_log (handover_id, position)")
    # A handover is closed once, and in one way.
    op.execute("""
        CREATE UNIQUE INDEX handover_log_closed ON handover_log (handover_id)
        WHERE step <> 'noted' AND state IN ('declined', 'withdrawn', 'timed-out', 'released')
    """)
    op.execute("REVOKE UPDATE, DELETE ON handover_log FROM huijia_migrants")
