"""What two counties say of where somebody lives."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("""
        CREATE TABLE confirmations (
            id uuid PRIMARY KEY,
            side text NOT NULL CHECK (side IN ('asks', 'answers')),
            peer text COLLATE "C" NOT NULL,
            division text COLLATE "C" NOT NULL,
            person_id uuid,
            declaration_id uuid REFERENCES movement_declarations,
            who bytea,
            moved_on date NOT NULL,
            ours text CHECK (ours IN ('here', 'not-here')),
            theirs text CHECK (theirs IN ('here', 'not-here')),
            asked_on date NOT NULL,
            last_word_on date NOT NULL,
            closed_on date,
            closed_how text,
            to_meeting_on date,
            CHECK ((closed_on IS NULL) = (closed_how IS NULL)),
            CHECK (ours IS NOT NULL OR theirs IS NOT NULL)
        )
    """)
    op.execute("CREATE INDEX confirmations_division ON confirmations (division, id)")
    op.execute("CREATE INDEX confirmations_declaration ON confirmations (declaration_id)")
    op.execute("""
        CREATE TABLE confirmation_notes (
            id uuid PRIMARY KEY,
            confirmation_id uuid NOT NULL REFERENCES confirmations,
            at timestamptz NOT NULL,
            by text NOT NULL,
            claim text,
            words bytea
        )
    """)
    op.execute("CREATE INDEX confirmation_notes_of ON confirmation_notes (confirmation_id, id)")
