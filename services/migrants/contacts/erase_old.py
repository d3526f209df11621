"""Contacts whose period is over, or whose person died or was never here, are erased, with a proof (C12)."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.retention import cutoff, prove_removal
from chassis.sweeps import Sweep
from services.migrants.contacts.tables import KeptContact
from services.migrants.residents.tables import Resident

_FILE = Path(__file__).with_name("retention.yaml")
_RECORD, _BATCH = "kept-contacts", 200


async def find_contacts(session: AsyncSession) -> Sequence[UUID]:
    """Ids of contacts that are not to be kept any more."""
    person = col(Resident.person_id) == col(KeptContact.person_id)
    found = select(col(KeptContact.id)).outerjoin(Resident, person)
    over = col(KeptContact.given_on) < clock.day_of(cutoff(_RECORD, _FILE))
    found = found.where(or_(over, ~col(Resident.living), col(Resident.withdrawn)))
    return (await session.scalars(found.order_by(col(KeptContact.id)).limit(_BATCH))).all()


async def erase_contact(session: AsyncSession, contact_id: UUID) -> None:
    """Erase one, if it is still so."""
    contact = await session.get(KeptContact, contact_id, with_for_update=True)
    if contact is None:
        return
    person = await session.get(Resident, contact.person_id)
    before = cutoff(_RECORD, _FILE)
    gone = person is not None and (not person.living or person.withdrawn)
    if gone or contact.given_on < clock.day_of(before):
        await session.delete(contact)
        await prove_removal(session, _RECORD, [contact_id], before)


ERASE_OLD_CONTACTS = Sweep("erase-old-contacts", timedelta(hours=1), find_contacts, erase_contact)
