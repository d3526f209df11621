"""Sites, contacts, reminders, overdue figures, checks, supplies, methods and referrals."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_AGREED = """
    given_by text NOT NULL CHECK (given_by IN ('self', 'guardian')),
    guardian_id uuid,
    how text NOT NULL CHECK (how IN ('paper', 'spoken', 'app')),
    text_version text NOT NULL,
    given_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CHECK ((given_by = 'guardian') = (guardian_id IS NOT NULL))
"""
_SITES = """
CREATE TABLE sites (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    division text COLLATE "C" NOT NULL,
    closed_on date,
    revision integer NOT NULL
)
"""
_CONTACTS = f"""
CREATE TABLE contacts (
    person_id uuid PRIMARY KEY,
    phone bytea,
    phone_index bytea,
    language text NOT NULL CHECK (language IN ('zh', 'en')),
    state text NOT NULL CHECK (state IN ('agreed', 'opted-out', 'expired')),
    revision integer NOT NULL,
    {_AGREED},
    -- A number is there while somebody agrees to it, and no longer (C12): the database itself says so.
    CHECK ((state = 'agreed') = (phone IS NOT NULL)),
    CHECK ((phone IS NULL) = (phone_index IS NULL))
)
"""
_REMINDERS = """
CREATE TABLE reminders (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    about text NOT NULL CHECK (about IN ('visit', 'appointment', 'result', 'referral')),
    about_id uuid NOT NULL,
    for_on date NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'cancelled', 'expired')),
    attempts smallint NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    sent_at timestamptz,
    -- One reminder for one occasion, however often the sweep runs.
    UNIQUE (about, about_id, for_on),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL))
)
"""
_DIGESTS = """
CREATE TABLE overdue_digests (
    day date NOT NULL,
    division text COLLATE "C" NOT NULL,
    overdue integer NOT NULL CHECK (overdue > 0),
    over_30_days integer NOT NULL CHECK (over_30_days BETWEEN 0 AND overdue),
    PRIMARY KEY (day, division)
)
"""
_CHECK_DAYS = """
CREATE TABLE check_days (
    site_id uuid NOT NULL REFERENCES sites,
    service text NOT NULL,
    day date NOT NULL,
    places integer NOT NULL CHECK (places >= 0),
    taken integer NOT NULL DEFAULT 0 CHECK (taken >= 0),
    PRIMARY KEY (site_id, service, day),
    CHECK (taken <= places)
)
"""
_APPOINTMENTS = f"""
CREATE TABLE appointments (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    site_id uuid NOT NULL,
    service text NOT NULL,
    day date NOT NULL,
    division text COLLATE "C" NOT NULL,
    state text NOT NULL
        CHECK (state IN ('booked', 'cancelled', 'not-come', 'held', 'ready', 'delivered', 'ended')),
    held_on date,
    result_due_on date,
    result_on date,
    content bytea,
    delivered_on date,
    delivered_how text CHECK (delivered_how IN ('in-person', 'phone', 'letter')),
    revision integer NOT NULL,
    {_AGREED},
    FOREIGN KEY (site_id, service, day) REFERENCES check_days,
    CHECK (content IS NULL OR state IN ('ready', 'delivered')),
    CHECK ((state = 'delivered') = (delivered_on IS NOT NULL)),
    CHECK ((held_on IS NOT NULL) = (state IN ('held', 'ready', 'delivered')))
)
"""
_LOTS = """
CREATE TABLE supply_lots (
    id uuid PRIMARY KEY,
    site_id uuid NOT NULL REFERENCES sites,
    item text NOT NULL,
    lot_number text NOT NULL,
    expires_on date NOT NULL,
    -- Whatever a programme does wrong, nobody hands out what is not there.
    on_hand integer NOT NULL CHECK (on_hand >= 0),
    UNIQUE (site_id, item, lot_number)
)
"""
_MOVEMENTS = """
CREATE TABLE supply_movements (
    id uuid PRIMARY KEY,
    lot_id uuid NOT NULL REFERENCES supply_lots,
    kind text NOT NULL CHECK (kind IN ('received', 'handed-out', 'expired', 'damaged', 'lost', 'found')),
    quantity integer NOT NULL CHECK (quantity <> 0),
    moved_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CHECK ((quantity > 0) = (kind IN ('received', 'found')))
)
"""
_METHODS = f"""
CREATE TABLE method_choices (
    person_id uuid PRIMARY KEY,
    content bytea NOT NULL,
    revision integer NOT NULL,
    {_AGREED},
    CHECK (given_by = 'self')
)
"""
_REFERRALS = f"""
CREATE TABLE referrals (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    visit_id uuid REFERENCES visits,
    instead_of uuid REFERENCES referrals,
    site_id uuid NOT NULL REFERENCES sites,
    division text COLLATE "C" NOT NULL,
    state text NOT NULL
        CHECK (state IN ('made', 'accepted', 'turned-down', 'answered', 'not-answered', 'withdrawn', 'ended')),
    made_on date NOT NULL,
    answer_due_on date NOT NULL CHECK (answer_due_on >= made_on),
    accepted_on date,
    closed_on date,
    content bytea,
    answer_content bytea,
    revision integer NOT NULL,
    {_AGREED},
    CHECK ((closed_on IS NULL) = (state IN ('made', 'accepted'))),
    -- What was shared with consent is gone with the consent.
    CHECK (state <> 'withdrawn' OR (content IS NULL AND answer_content IS NULL))
)
"""
_INDEXES = (
    "CREATE INDEX sites_by_division ON sites (division)",
    "CREATE INDEX contacts_by_phone ON contacts (phone_index)",
    "CREATE INDEX reminders_waiting ON reminders (next_attempt_at) WHERE state = 'waiting'",
    "CREATE INDEX reminders_of_person ON reminders (person_id, id)",
    "CREATE INDEX reminders_by_day ON reminders (for_on)",
    "CREATE INDEX appointments_of_person ON appointments (person_id, id)",
    "CREATE INDEX appointments_open ON appointments (state, day) WHERE state IN ('booked', 'held', 'ready')",
    "CREATE INDEX appointments_with_content ON appointments (held_on) WHERE content IS NOT NULL",
    "CREATE UNIQUE INDEX appointments_one_ahead ON appointments (person_id, service) WHERE state = 'booked'",
    "CREATE INDEX supply_lots_to_hand_out ON supply_lots (site_id, item, expires_on, id) WHERE on_hand > 0",
    "CREATE INDEX supply_movements_of_lot ON supply_movements (lot_id, id)",
    "CREATE INDEX referrals_of_person ON referrals (person_id, id)",
    "CREATE INDEX referrals_at_site ON referrals (site_id, id)",
    "CREATE INDEX referrals_open ON referrals (answer_due_on) WHERE state IN ('made', 'accepted')",
    "CREATE UNIQUE INDEX referrals_one_per_visit ON referrals (visit_id) WHERE state IN ('made', 'accepted')",
    "CREATE INDEX visit_entries_with_content ON visit_entries (done_on) WHERE content IS NOT NULL",
)
# The service may not change what was said about a visit. It may have it erased when its time is over, and nothing
# else: the function runs as the schema's owner. The fingerprint goes too, since it was made from the content.
_ERASE = """
CREATE FUNCTION erase_visit_content(entry uuid, done_before date) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = followup, pg_temp AS $$
    WITH erased AS (
        UPDATE visit_entries SET content = NULL, fingerprint = uuid_send(gen_random_uuid())
         WHERE id = entry AND done_on < done_before AND content IS NOT NULL RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM erased)
$$
"""


def upgrade() -> None:
    """Forward only."""
    tables = (_SITES, _CONTACTS, _REMINDERS, _DIGESTS, _CHECK_DAYS, _APPOINTMENTS, _LOTS, _MOVEMENTS, _METHODS)
    for statement in (*tables, _REFERRALS, *_INDEXES, _ERASE):
        op.execute(statement)
    op.execute("REVOKE ALL ON FUNCTION erase_visit_content FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION erase_visit_content TO huijia_followup")
    # What moved has moved: a mistake is put right by another movement.
    op.execute("REVOKE UPDATE, DELETE ON supply_movements FROM huijia_followup")
