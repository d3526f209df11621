"""What is owed names its decision; a new payee by two people's signatures; what is kept long enough can be erased."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_PAYEE_CHANGES = """
CREATE TABLE payee_changes (
    id uuid PRIMARY KEY,
    entitlement_id uuid NOT NULL REFERENCES entitlements,
    from_payee_id uuid NOT NULL,
    to_payee_id uuid NOT NULL CHECK (to_payee_id <> from_payee_id),
    ground text NOT NULL CHECK (ground IN ('survivor', 'heir', 'guardian')),
    documents jsonb NOT NULL CHECK (jsonb_array_length(documents) > 0),
    state text NOT NULL CHECK (state IN ('proposed', 'done', 'refused')),
    proposed_by text NOT NULL,
    proposed_at timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    revision integer NOT NULL,
    CONSTRAINT payee_changes_two_people CHECK (coalesce(decided_by <> proposed_by, true)),
    CONSTRAINT payee_changes_decided CHECK (
        (state = 'proposed') = (decided_by IS NULL) AND (state = 'proposed') = (decided_at IS NULL))
)
"""
# The service may not change decisions nor read what was erased: these can erase what is over and do nothing else.
_ERASE_FACTS = """
CREATE FUNCTION erase_decision_facts(decision uuid, before timestamptz) RETURNS boolean LANGUAGE sql
SECURITY DEFINER SET search_path = incentives, pg_temp AS $$
    WITH erased AS (
        UPDATE decisions SET facts_sealed = '' WHERE id = decision AND facts_sealed <> '' AND made_at < before
            AND NOT EXISTS (SELECT FROM claims WHERE decision_id = decision
                            AND state NOT IN ('refused', 'withdrawn', 'ended'))
            AND NOT EXISTS (SELECT FROM entitlements WHERE decision_id = decision)
        RETURNING 1
    ) SELECT EXISTS (SELECT FROM erased)
$$
"""
# A closed account may lose its number, and nothing else of it may change.
_ACCOUNT_STAYS = """
CREATE OR REPLACE FUNCTION account_stays_what_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.account_shown, NEW.bank_code) IS DISTINCT FROM (OLD.id, OLD.account_shown, OLD.bank_code)
       OR ((NEW.bank_account_sealed, NEW.bank_account_index)
               IS DISTINCT FROM (OLD.bank_account_sealed, OLD.bank_account_index)
           AND NOT (OLD.closed_at IS NOT NULL AND NEW.bank_account_sealed = '' AND NEW.bank_account_index = '')) THEN
        RAISE EXCEPTION 'an account is replaced, never edited' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
_STATEMENTS = (
    # Every entitlement rests on a decision that is kept.
    "ALTER TABLE entitlements ADD CONSTRAINT entitlements_by_decision FOREIGN KEY (decision_id) REFERENCES decisions"
    " NOT VALID",
    "ALTER TABLE entitlements VALIDATE CONSTRAINT entitlements_by_decision",
    _PAYEE_CHANGES,
    "CREATE UNIQUE INDEX payee_changes_one_open ON payee_changes (entitlement_id) WHERE state = 'proposed'",
    "CREATE INDEX payee_changes_of ON payee_changes (entitlement_id, id)",
    "CREATE INDEX payee_changes_to ON payee_changes (to_payee_id)",
    "REVOKE DELETE ON payee_changes FROM huijia_incentives",
    _ERASE_FACTS,
    _ACCOUNT_STAYS,
    "REVOKE ALL ON FUNCTION erase_decision_facts FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION erase_decision_facts TO huijia_incentives",
)


def upgrade() -> None:
    """Forward only."""
    for statement in _STATEMENTS:
        op.execute(statement)
