"""Keep a notice for every department that had been shown a person whose data was corrected (C9)."""

from functools import cache
from pathlib import Path

from sqlalchemy import Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import driver
from chassis.deadlines import Provision, in_force, load_deadlines
from chassis.identifiers import new_id
from chassis.repointing import entries_of
from chassis.subscriptions import Delivery
from contracts.registry import CorrectionApplied
from gateway.corrections.tables import correction_notices
from gateway.webhooks.hear import tell

_FILE = Path(__file__).with_name("deadlines.yaml")

# Only answers that disclosed something count: a refused look-up showed nothing. What was shown after the correction
# was applied is correct already.
_RECIPIENTS = text("""
SELECT log.department, max(log.at) AS last_looked_at,
       (array_agg(log.request_id ORDER BY log.id DESC))[1] AS last_request_id, count(DISTINCT log.id) AS looks
FROM access_log_subjects s JOIN access_log log ON log.id = s.entry_id
WHERE s.subject_id = ANY (:persons) AND log.kind = 'department' AND log.status < 300 AND log.at <= :applied
AND log.service <> 'gateway'
GROUP BY log.department
""").bindparams(bindparam("persons", type_=ARRAY(Uuid)))


@cache
def _deadlines() -> dict[str, list[Provision]]:
    return load_deadlines(_FILE)


async def keep_notices(session: AsyncSession, event: CorrectionApplied, delivery: Delivery[CorrectionApplied]) -> None:
    """One notice a department; the same correction heard of again changes nothing."""
    # Whoever was shown an entry that was merged into this person was shown this person.
    values = {"persons": await entries_of(await driver(session), event.person_id), "applied": delivery.time}
    for recipient in (await session.execute(_RECIPIENTS, values)).all():
        row = {
            "id": new_id(),
            "correction_id": event.correction_id,
            "person_id": event.person_id,
            "department": recipient.department,
            "fields": event.fields,
            "applied_on": event.applied_on,
            "last_looked_at": recipient.last_looked_at,
            "last_request_id": recipient.last_request_id,
            "looks": recipient.looks,
            "told_at": clock.now(),
            "due_on": in_force(_deadlines()["acknowledgement"], event.applied_on).last_day(event.applied_on),
        }
        kept = insert(correction_notices).values(row).on_conflict_do_nothing().returning(correction_notices.c.id)
        if (await session.execute(kept)).first() is not None:
            await tell(session, "correction-notice.created", row["id"], recipient.department, delivery)
