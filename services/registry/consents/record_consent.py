"""Record that a person, or the guardian of a child, agreed to one purpose (PIPL art. 14, 29, 31)."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.registry import ConsentRecorded
from services.registry.consents import rules
from services.registry.consents.check_text import of_text
from services.registry.consents.errors import ConsentStands
from services.registry.consents.schemas import ConsentEntry
from services.registry.consents.tables import Consent
from services.registry.consents.texts import guardian_below, texts
from services.registry.documents.keep_document import keep_document
from services.registry.faults import refuse
from services.registry.persons.find_person import find_person
from services.registry.persons.tables import Person
from services.registry.unique import flush_or_refuse


async def record_consent(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, entry: ConsentEntry
) -> tuple[Consent, Person]:
    """The consent and whose it is. Raises UnknownPerson, BadPayload, ConsentStands."""
    person = await find_person(session, caller, person_id)
    given_on = entry.given_on or clock.today()
    giving = await _giving(session, person, entry, given_on)
    of_words = of_text(texts().consents, entry.purpose, entry.text_version, given_on)
    refuse([*of_words, *rules.findings(giving, clock.today(), guardian_below(given_on))])
    document_id = await keep_document(session, sealer, caller, entry.document) if entry.document else None
    await session.flush()  # the consent leads to the paper, which has to be there first
    consent = _consent(caller, person_id, entry, given_on, document_id)
    session.add(consent)
    await flush_or_refuse(session, {"consents_standing": ConsentStands})
    facts = {"purpose": consent.purpose, "text_version": consent.text_version}
    await outbox.add(session, ConsentRecorded(person_id=person_id, consent_id=consent.id, given_on=given_on, **facts))  # type: ignore[arg-type]
    await audit.record(session, caller, "record-consent", person_id, consent=consent.id, **facts)
    return consent, person


async def _giving(session: AsyncSession, person: Person, entry: ConsentEntry, given_on: date) -> rules.Giving:
    # A guardian may live anywhere: what matters is that the register knows them, not in whose area.
    guardian = await session.get(Person, entry.guardian_id) if entry.guardian_id else None
    return rules.Giving(
        person_id=person.id,
        birth_date=person.birth_date,
        living=person.living,
        given_by=entry.given_by,
        given_on=given_on,
        guardian_id=entry.guardian_id,
        guardian_birth_date=guardian.birth_date if guardian else None,
        guardian_living=guardian.living if guardian else True,
    )


def _consent(caller: Caller, person_id: UUID, entry: ConsentEntry, given_on: date, document_id: UUID | None) -> Consent:
    return Consent(
        id=new_id(),
        person_id=person_id,
        purpose=entry.purpose,
        text_version=entry.text_version,
        given_by=entry.given_by,
        guardian_id=entry.guardian_id,
        how=entry.how,
        document_id=document_id,
        given_on=given_on,
        recorded_by=caller.subject,
        recorded_at=clock.now(),
    )
