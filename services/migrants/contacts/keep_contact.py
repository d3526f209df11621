"""Keep, read and erase the contact of somebody who moved."""

from datetime import date
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.migrants.contacts.errors import NoContactKept
from services.migrants.contacts.schemas import ContactEntry, ContactSeen
from services.migrants.contacts.tables import KeptContact
from services.migrants.movements.errors import PersonUnknownHere
from services.migrants.movements.rules import is_child
from services.migrants.residents.load import load_people

CONTEXT = "contact.words"
# PIPL art. 31: below 14 a parent or other guardian consents.
_GUARDIAN_BELOW = 14


async def keep_contact(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, entry: ContactEntry
) -> KeptContact:
    """The contact; it takes the place of the one before. Raises PersonUnknownHere, BadPayload."""
    born = await _known(session, caller, person_id)
    given_on = entry.given_on or clock.today()
    if given_on > clock.today():
        raise BadPayload(faults=[Fault("#/given_on", "in_the_future", "日期在未来 (this day has not come yet)")])
    if is_child(born, given_on, _GUARDIAN_BELOW) != (entry.given_by == "guardian"):
        told = "未满14周岁由监护人同意，其他人由本人同意 (a guardian consents for a child under 14, others themselves)"
        raise BadPayload(faults=[Fault("#/given_by", "wrong_person_agreed", told)])
    await _erase(session, person_id)
    contact = KeptContact(
        id=new_id(),
        person_id=person_id,
        words=sealer.seal(entry.words, CONTEXT),
        given_by=entry.given_by,
        how=entry.how,
        text_version=entry.text_version,
        given_on=given_on,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
    )
    session.add(contact)
    await audit.record(session, caller, "keep-contact", person_id)
    return contact


async def read_contact(session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID) -> ContactSeen:
    """The contact opened; the reading is written down. Raises PersonUnknownHere, NoContactKept."""
    await _known(session, caller, person_id)
    kept = select(KeptContact).where(col(KeptContact.person_id) == person_id).order_by(col(KeptContact.id).desc())
    contact = (await session.scalars(kept.limit(1))).one_or_none()
    if contact is None:
        raise NoContactKept()
    await audit.record(session, caller, "read-contact", person_id)
    return ContactSeen(
        person_id=person_id,
        words=sealer.open(contact.words, CONTEXT),
        given_by=contact.given_by,
        given_on=contact.given_on,
    )


async def erase_contact(session: AsyncSession, caller: Caller, person_id: UUID) -> None:
    """The consent is taken back: nothing is left. A repeat changes nothing. Raises PersonUnknownHere."""
    await _known(session, caller, person_id)
    if await _erase(session, person_id):
        await audit.record(session, caller, "erase-contact", person_id)


async def _erase(session: AsyncSession, person_id: UUID) -> bool:
    gone = delete(KeptContact).where(col(KeptContact.person_id) == person_id).returning(col(KeptContact.id))
    return bool((await session.scalars(gone)).all())


async def _known(session: AsyncSession, caller: Caller, person_id: UUID) -> date:
    person = (await load_people(session, [person_id])).get(person_id)
    if person is None or not caller.sees(person.residence_division, person.registered_division):
        raise PersonUnknownHere()
    return person.birth_date
