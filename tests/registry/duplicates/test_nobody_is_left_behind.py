"""Whatever column of a service names a person follows a merge, or is listed here with why it does not."""

import asyncpg

from services.followup.people.follow_merges import REFERENCES as FOLLOWUP
from services.incentives.beneficiaries.follow_merges import REFERENCES as INCENTIVES
from services.migrants.residents.follow_merges import REFERENCES as MIGRANTS
from tests.conftest import Database

FOLLOWS = {
    f"{service}.{reference.table}.{reference.column}"
    for service, references in (("followup", FOLLOWUP), ("incentives", INCENTIVES), ("migrants", MIGRANTS))
    for reference in references
}
_SERVICES = ("followup", "incentives", "migrants", "assessment", "gateway")
STAYS = {
    **{f"{service}.merged_persons.{column}": "which merges stand" for service in _SERVICES
       for column in ("person_id", "survivor_id")},
    **{f"{service}.audit_log.subject_id": "never altered" for service in _SERVICES},
    "gateway.access_log_subjects.subject_id": "never altered; read under every entry that is the person's",
    "gateway.rights_requests.person_id": "read under every entry that is the person's",
    "gateway.correction_notices.person_id": "what a recipient was told of",
    "incentives.ledger_transactions.subject_id": "never altered; its payments follow",
    "incentives.beneficiaries.person_id": "the person's own row",
    "followup.people.person_id": "the person's own row",
    "migrants.residents.person_id": "the person's own row",
    "assessment.survey_residents.person_id": "the person's own row",
    "assessment.survey_samples.person_id": "who was drawn; a sample is frozen with its seed",
    "followup.visits.person_id": "goes with its plan",
    **{f"followup.{table}.guardian_id": "who gave a consent, as it was said"
       for table in ("consents", "appointments", "contacts", "method_choices", "referrals")},
    "migrants.balance_faults.person_id": "found anew every night",
    "migrants.presence_changes.person_id": "kept until the night's balance",
}  # fmt: skip
_NAMING = """
SELECT c.table_schema || '.' || c.table_name || '.' || c.column_name AS name
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.data_type = 'uuid' AND t.table_type = 'BASE TABLE'
  AND c.table_schema IN ('followup', 'incentives', 'migrants', 'assessment', 'gateway')
  AND c.column_name ~ '(person|mother|father|child|payee|guardian|carer|beneficiary|resident|subject|survivor)(_id)?$'
"""


async def test_every_column_that_names_a_person_is_accounted_for(county: Database) -> None:
    admin = await asyncpg.connect(county.server.cluster.dsn(county.name))
    try:
        named = {row["name"] for row in await admin.fetch(_NAMING)}
    finally:
        await admin.close()
    assert named == FOLLOWS | STAYS.keys()
