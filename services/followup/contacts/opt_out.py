"""Somebody wants no more reminders: one step, no reason, final until they ask again. The number is erased (C2, C12)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.followup.contacts.agree_to_reminders import PHONE
from services.followup.contacts.errors import UnknownContact
from services.followup.contacts.load import load_contacts
from services.followup.contacts.tables import Contact
from services.followup.people.load import load_person


async def opt_out(session: AsyncSession, caller: Caller, person_id: UUID) -> Contact:
    """The contact after it; a repeat changes nothing. Raises PersonNotKnown, UnknownContact."""
    await load_person(session, caller, person_id)
    contacts = await load_contacts(session, person_id, lock=True)
    if not contacts:
        raise UnknownContact()
    await _stop(session, caller, contacts)
    return contacts[0]


async def opt_out_by_phone(session: AsyncSession, sealer: Sealer, caller: Caller, phone: str) -> None:
    """Stop all reminders to a number, whoever's it is: whoever holds the telephone may say no.

    The caller learns nothing by it, neither whose number it is nor whether it was known at all.
    """
    with_number = select(Contact).where(col(Contact.phone_index) == sealer.index(phone, PHONE))
    contacts = (await session.scalars(with_number.order_by(col(Contact.entry_id)).with_for_update())).all()
    await _stop(session, caller, contacts)


async def stop_reminders(session: AsyncSession, caller: Caller, person_id: UUID) -> None:
    """Stop all reminders to one person, told by the way out that they came by. Nothing left to stop is fine."""
    await _stop(session, caller, await load_contacts(session, person_id, lock=True))


async def _stop(session: AsyncSession, caller: Caller, contacts: Sequence[Contact]) -> None:
    for contact in contacts:
        if contact.state == "opted-out":
            continue
        contact.phone = contact.phone_index = None
        contact.state, contact.revision, contact.said_at = "opted-out", contact.revision + 1, clock.now()
        await session.flush()
        await audit.record(session, caller, "opt-out-of-reminders", contact.person_id)
