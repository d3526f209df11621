"""Take a consent back: one step, no reason, at once (PIPL art. 15; C2, C9)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock, outbox
from chassis.auth import Caller
from contracts.registry import ConsentWithdrawn
from services.registry.consents.errors import UnknownConsent
from services.registry.consents.tables import Consent
from services.registry.persons.find_person import visible_to
from services.registry.persons.tables import Person


async def withdraw_consent(session: AsyncSession, caller: Caller, consent_id: UUID) -> tuple[Consent, Person]:
    """The consent and whose it is; a second withdrawal changes nothing. Raises UnknownConsent."""
    wanted = select(Consent, Person).join(Person, col(Person.id) == col(Consent.person_id))
    mine = wanted.where(Consent.id == consent_id, visible_to(caller)).with_for_update(of=Consent)
    found = (await session.execute(mine.execution_options(populate_existing=True))).one_or_none()
    if found is None:
        raise UnknownConsent()
    consent, person = found
    if consent.withdrawn_at is None:
        consent.withdrawn_at, consent.withdrawal_recorded_by = clock.now(), caller.subject
        event = ConsentWithdrawn(person_id=person.id, consent_id=consent.id, purpose=consent.purpose)
        await outbox.add(session, event)
        await audit.record(session, caller, "withdraw-consent", person.id, consent=consent.id)
    return consent, person
