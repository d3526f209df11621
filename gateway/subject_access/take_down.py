"""Takes a request down, with the day by which it is answered."""

from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.deadlines import Provision, in_force, load_deadlines
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from gateway.subject_access.schemas import RightsRequestEntry
from gateway.subject_access.tables import DOCUMENT, WORDS, rights_requests

_FILE = Path(__file__).with_name("deadlines.yaml")


@cache
def _deadlines() -> dict[str, list[Provision]]:
    return load_deadlines(_FILE)


async def take_down(
    session: AsyncSession, sealer: Sealer, caller: Caller, person: tuple[UUID, str], entry: RightsRequestEntry
) -> RowMapping:
    """The new request of ``person`` (id and residence division). Raises BadPayload for a day to come."""
    person_id, division = person
    asked_on = entry.asked_on or clock.today()
    if asked_on > clock.today():
        raise BadPayload(faults=[Fault("#/asked_on", "in_future", "请求日期在将来 (the day is yet to come)")])
    provision = in_force(_deadlines()[entry.kind], asked_on)
    row = {
        "id": new_id(),
        "person_id": person_id,
        "division": division,
        "kind": entry.kind,
        "asked_by": entry.asked_by,
        "document_sealed": sealer.seal(entry.document, DOCUMENT) if entry.document else None,
        "words_sealed": sealer.seal(entry.words, WORDS),
        "asked_on": asked_on,
        "answer_by": provision.last_day(asked_on),
        "answer_by_source": provision.source,
        "taken_down_by": caller.subject,
        "revision": 1,
    }
    inserted = await session.execute(rights_requests.insert().values(row).returning(*rights_requests.c))
    await audit.record(session, caller, "take-down-rights-request", person_id, request=row["id"], kind=entry.kind)
    return inserted.mappings().one()
