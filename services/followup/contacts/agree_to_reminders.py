"""Somebody leaves a number and agrees to be reminded by it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.problems import CharterRefusal
from chassis.sealing import Sealer
from services.followup.agreements.check_agreement import check_agreement
from services.followup.contacts.load import load_contacts
from services.followup.contacts.schemas import ContactGiven
from services.followup.contacts.tables import Contact
from services.followup.people.load import load_living_person

PHONE = "contact.phone"


async def agree_to_reminders(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, given: ContactGiven, if_match: str | None
) -> Contact:
    """The contact as it is now. Raises PersonNotKnown, CareNotPossible, CharterRefusal, BadPayload, RevisionStale."""
    person = await load_living_person(session, caller, person_id)
    agreed = await check_agreement(session, person, given, "contact", caller)
    said_before = await load_contacts(session, person_id, lock=True)
    newest = said_before[0] if said_before else None
    if newest is not None and if_match is not None:
        expect_revision(if_match, newest.revision)
    _refuse_unasked(newest, given)
    # Written under the person's own entry: what was said under one merged into it goes back with that one.
    contact = next((each for each in said_before if each.entry_id == person_id), None)
    if contact is None:
        contact = Contact(entry_id=person_id, person_id=person_id, **agreed)
        session.add(contact)
    said = agreed | {
        "phone": sealer.seal(given.phone, PHONE),
        "phone_index": sealer.index(given.phone, PHONE),
        "language": given.language,
        "state": "agreed",
        "said_at": clock.now(),
        "revision": newest.revision + 1 if newest else 1,
    }
    for name, value in said.items():
        setattr(contact, name, value)
    await session.flush()
    await audit.record(session, caller, "agree-to-reminders", person_id)
    return contact


def _refuse_unasked(contact: Contact | None, given: ContactGiven) -> None:
    if contact is not None and contact.state == "opted-out" and not given.requested_by_person:
        raise CharterRefusal(
            "C2",
            "此人已退订；只有本人再次提出才能恢复提醒。",
            "The person wants no reminders; only their own new request brings them back.",
        )
