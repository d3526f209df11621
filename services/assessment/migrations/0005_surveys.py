"""Surveys: whom they ask, and answers that lead to nobody."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE survey_residents (
        person_id uuid PRIMARY KEY,
        division text COLLATE "C",
        birth_date date NOT NULL,
        revision int NOT NULL
    )
    """,
    "CREATE INDEX survey_residents_division ON survey_residents (division)",
    """
    CREATE TABLE surveys (
        id uuid PRIMARY KEY,
        questionnaire text NOT NULL,
        questionnaire_version int NOT NULL,
        seed text NOT NULL,
        drawn_at timestamptz NOT NULL,
        drawn_by text NOT NULL,
        opens_on date NOT NULL,
        closes_on date NOT NULL CHECK (closes_on >= opens_on),
        counted boolean NOT NULL
    )
    """,
    """
    CREATE TABLE survey_strata (
        survey_id uuid NOT NULL REFERENCES surveys,
        division text COLLATE "C" NOT NULL,
        residents int NOT NULL,
        asked int NOT NULL CHECK (asked BETWEEN 1 AND residents),
        PRIMARY KEY (survey_id, division)
    )
    """,
    """
    CREATE TABLE survey_samples (
        survey_id uuid NOT NULL REFERENCES surveys,
        person_id uuid NOT NULL,
        division text COLLATE "C" NOT NULL,
        code_index bytea NOT NULL,
        answered boolean NOT NULL,
        reward_given_on date,
        PRIMARY KEY (survey_id, person_id),
        UNIQUE (survey_id, code_index)
    )
    """,
    """
    CREATE TABLE survey_answers (
        id uuid PRIMARY KEY,
        survey_id uuid NOT NULL REFERENCES surveys,
        division text COLLATE "C",
        mode text NOT NULL CHECK (mode IN ('self', 'phone', 'paper')),
        interviewer text,
        seconds int,
        verdict text NOT NULL CHECK (verdict IN ('counted', 'again', 'out-of-sample', 'late')),
        answers jsonb NOT NULL
    )
    """,
    "CREATE INDEX survey_answers_survey ON survey_answers (survey_id, verdict)",
    "REVOKE UPDATE, DELETE ON survey_strata, survey_answers FROM huijia_assessment",
)


def upgrade() -> None:
    """Forward only. Who lives where is told again by the registry's events (python -m chassis.bus replay)."""
    for statement in _TABLES:
        op.execute(statement)
