"""Record that a person was told why their data is needed and what it does to them (PIPL art. 17, 30)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from services.registry.consents.check_text import of_text
from services.registry.consents.schemas import NoticeEntry
from services.registry.consents.tables import Notice
from services.registry.consents.texts import texts
from services.registry.faults import refuse
from services.registry.findings import Finding
from services.registry.persons.find_person import find_person


async def record_notice(session: AsyncSession, caller: Caller, person_id: UUID, entry: NoticeEntry) -> Notice:
    """The notice. Raises UnknownPerson, BadPayload."""
    await find_person(session, caller, person_id)
    today = clock.today()
    given_on = entry.given_on or today
    late = [Finding("given_on", "in_future", "日期在未来", "the day lies in the future")] if given_on > today else []
    refuse([*late, *of_text(texts().notices, entry.purpose, entry.text_version, given_on)])
    notice = Notice(
        id=new_id(),
        person_id=person_id,
        purpose=entry.purpose,
        text_version=entry.text_version,
        how=entry.how,
        told=entry.told,
        given_on=given_on,
        recorded_by=caller.subject,
        recorded_at=clock.now(),
    )
    session.add(notice)
    await session.flush()
    await audit.record(session, caller, "record-notice", person_id, notice=notice.id, purpose=notice.purpose)
    return notice
