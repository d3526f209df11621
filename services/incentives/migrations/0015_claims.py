"""From an application to an approval, with four different people; decisions that cannot be rewritten; postings."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.execute("""
        CREATE TABLE scheme_texts (
            digest text PRIMARY KEY,
            scheme text NOT NULL,
            version integer NOT NULL,
            text text NOT NULL,
            kept_at timestamptz NOT NULL DEFAULT now()
        )
    """)
    op.execute("""
        CREATE TABLE decisions (
            id uuid PRIMARY KEY,
            claim_id uuid NOT NULL,
            scheme text NOT NULL,
            scheme_version integer NOT NULL,
            text_digest text NOT NULL REFERENCES scheme_texts,
            year integer NOT NULL,
            entitled boolean NOT NULL,
            amount_fen bigint NOT NULL CHECK ((amount_fen > 0) = entitled),
            months_fen bigint[] NOT NULL,
            met jsonb NOT NULL,
            facts_sealed bytea NOT NULL,
            made_by text NOT NULL,
            made_at timestamptz NOT NULL,
            made_on date NOT NULL
        )
    """)
    op.execute("CREATE INDEX decisions_of_claim ON decisions (claim_id, made_at)")
    op.execute("REVOKE UPDATE, DELETE ON decisions, scheme_texts FROM huijia_incentives")
    op.execute("""
        CREATE TABLE postings (
            id uuid PRIMARY KEY,
            scheme text NOT NULL,
            scheme_version integer NOT NULL,
            year integer NOT NULL,
            division_code char(12) COLLATE "C" NOT NULL,
            opened_on date NOT NULL,
            last_day date NOT NULL CHECK (last_day > opened_on),
            opened_by text NOT NULL,
            revision integer NOT NULL
        )
    """)
    op.execute("CREATE INDEX postings_of_place ON postings (division_code, scheme, year)")
    op.execute("""
        CREATE TABLE claims (
            id uuid PRIMARY KEY,
            scheme text NOT NULL,
            year integer NOT NULL,
            person_id uuid NOT NULL,
            payee_id uuid NOT NULL,
            division_code char(12) COLLATE "C" NOT NULL,
            origin text NOT NULL CHECK (origin IN ('applied', 'found', 'renewed')),
            previous_id uuid,
            state text NOT NULL CHECK (state IN
                ('applied', 'reviewed', 'checked', 'confirmed', 'posted', 'approved', 'refused', 'withdrawn', 'ended')),
            frozen boolean NOT NULL DEFAULT false,
            decision_id uuid NOT NULL REFERENCES decisions,
            posting_id uuid REFERENCES postings,
            entitlement_id uuid REFERENCES entitlements,
            applied_by text NOT NULL,
            applied_at timestamptz NOT NULL,
            reviewed_by text, reviewed_at timestamptz,
            checked_by text, checked_at timestamptz,
            confirmed_by text, confirmed_at timestamptz,
            approved_by text, approved_at timestamptz,
            revision integer NOT NULL,
            CONSTRAINT claims_four_people CHECK (
                coalesce(checked_by <> reviewed_by, true)
                AND coalesce(confirmed_by NOT IN (reviewed_by, checked_by), true)
                AND coalesce(confirmed_by <> applied_by, true)
                AND coalesce(approved_by NOT IN (applied_by, reviewed_by, checked_by, confirmed_by), true)),
            CONSTRAINT claims_one_after_the_other CHECK (
                (checked_by IS NULL OR reviewed_by IS NOT NULL)
                AND (confirmed_by IS NULL OR checked_by IS NOT NULL)
                AND (approved_by IS NULL OR confirmed_by IS NOT NULL)),
            CONSTRAINT claims_signed_as_they_stand CHECK (
                (state <> 'reviewed' OR reviewed_by IS NOT NULL)
                AND (state <> 'checked' OR checked_by IS NOT NULL)
                AND (state NOT IN ('confirmed', 'posted') OR confirmed_by IS NOT NULL)
                AND (state NOT IN ('posted', 'approved') OR posting_id IS NOT NULL)
                AND (state = 'approved') = (approved_by IS NOT NULL)
                AND (state = 'approved') = (entitlement_id IS NOT NULL)),
            CONSTRAINT claims_frozen CHECK (NOT frozen OR state = 'posted')
        )
    """)
    op.execute("""
        CREATE UNIQUE INDEX claims_one_open ON claims (scheme, person_id, year)
        WHERE state NOT IN ('refused', 'withdrawn', 'ended')
    """)
    op.execute("CREATE INDEX claims_of_place ON claims (division_code, state, id)")
    op.execute("CREATE INDEX claims_of_person ON claims (person_id)")
    op.execute("CREATE INDEX claims_of_payee ON claims (payee_id)")
    op.execute("CREATE INDEX claims_of_posting ON claims (posting_id, id)")
    op.execute("CREATE INDEX claims_of_entitlement ON claims (entitlement_id)")
    op.execute("REVOKE DELETE ON claims, postings FROM huijia_incentives")
    # A signature is given once. Only a claim that starts anew loses them all.
    op.execute("""
        CREATE FUNCTION keep_signatures() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
        BEGIN
            IF OLD.state = 'approved' AND NEW.state <> 'approved' THEN
                RAISE EXCEPTION 'what was approved stays approved' USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.state = 'applied' AND NEW.reviewed_by IS NULL AND NEW.checked_by IS NULL
               AND NEW.confirmed_by IS NULL THEN
                RETURN NEW;
            END IF;
            IF coalesce(NEW.reviewed_by <> OLD.reviewed_by, NEW.reviewed_by IS NULL AND OLD.reviewed_by IS NOT NULL)
               OR coalesce(NEW.checked_by <> OLD.checked_by, NEW.checked_by IS NULL AND OLD.checked_by IS NOT NULL)
               OR coalesce(NEW.confirmed_by <> OLD.confirmed_by,
                           NEW.confirmed_by IS NULL AND OLD.confirmed_by IS NOT NULL)
               OR coalesce(NEW.approved_by <> OLD.approved_by, NEW.approved_by IS NULL AND OLD.approved_by IS NOT NULL)
            THEN
                RAISE EXCEPTION 'a signature is given once' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
    """)
    op.execute("CREATE TRIGGER keep_signatures BEFORE UPDATE ON claims FOR EACH ROW EXECUTE FUNCTION keep_signatures()")
    op.execute("""
        CREATE TABLE objections (
            id uuid PRIMARY KEY,
            claim_id uuid NOT NULL REFERENCES claims,
            against text NOT NULL CHECK (against IN ('line', 'refusal', 'entitlement')),
            ground_sealed bytea NOT NULL,
            raised_on date NOT NULL,
            answer_due_on date NOT NULL,
            received_by text NOT NULL,
            state text NOT NULL CHECK (state IN ('open', 'upheld', 'dismissed')),
            answer_sealed bytea,
            resolved_by text,
            resolved_on date,
            revision integer NOT NULL,
            CONSTRAINT objections_resolved CHECK (
                (state = 'open') = (resolved_by IS NULL) AND (state = 'open') = (resolved_on IS NULL)
                AND (state = 'open') = (answer_sealed IS NULL))
        )
    """)
    op.execute("CREATE UNIQUE INDEX objections_one_open ON objections (claim_id) WHERE state = 'open'")
    op.execute("CREATE INDEX objections_of_claim ON objections (claim_id)")
    op.execute("REVOKE DELETE ON objections FROM huijia_incentives")
    # Nobody answers an objection to what they themselves confirmed or approved.
    op.execute("""
        CREATE FUNCTION somebody_else_answers() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NEW.state <> 'open' AND OLD.state = 'open' AND EXISTS (
                SELECT FROM claims WHERE id = NEW.claim_id AND NEW.resolved_by IN (confirmed_by, approved_by)
            ) THEN
                RAISE EXCEPTION 'somebody else answers an objection' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER somebody_else_answers BEFORE UPDATE ON objections
        FOR EACH ROW EXECUTE FUNCTION somebody_else_answers()
    """)
    # Who owes the money is who approved the claim: an entitlement made by a claim's decision has that approver.
    op.execute("""
        CREATE FUNCTION approved_by_whom_it_says() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM claims c JOIN entitlements e ON e.id = c.entitlement_id
                        WHERE c.id = NEW.id AND (e.approved_by, e.decision_id, e.scheme, e.amount_fen)
                              IS DISTINCT FROM (c.approved_by, c.decision_id, c.scheme,
                                  (SELECT amount_fen FROM decisions d WHERE d.id = c.decision_id))) THEN
                RAISE EXCEPTION 'the entitlement is not what was approved' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$
    """)
    op.execute("""
        CREATE CONSTRAINT TRIGGER approved_by_whom_it_says AFTER UPDATE OF entitlement_id ON claims
        DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION approved_by_whom_it_says()
    """)
