"""Correct a death's registration, or take it back: then the person lives in the register again."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.sealing import Sealer
from contracts.registry import DeathCorrected, DeathRevoked
from services.registry.changes import Change
from services.registry.deaths import rules
from services.registry.deaths.errors import DeathCertificateTaken, UnknownDeath
from services.registry.deaths.leave_widowed import settle_widowhood
from services.registry.deaths.schemas import DeathCorrection
from services.registry.deaths.tables import Death
from services.registry.faults import refuse
from services.registry.lifetime import died_too_early
from services.registry.lived_through import lived_through
from services.registry.persons.facts import changed
from services.registry.persons.tables import Person
from services.registry.vital_events import flush_event, lock_event, put_right, take_step
from services.registry.vital_schemas import Revocation


async def correct_death(
    session: AsyncSession, sealer: Sealer, caller: Caller, death_id: UUID, if_match: str | None, entry: DeathCorrection
) -> Death:
    """Raises UnknownDeath, RevisionMissing, RevisionStale, StepNotPossible, BadPayload, DeathCertificateTaken."""
    death = await lock_event(session, caller, Death, death_id, UnknownDeath)
    person = await session.get_one(Person, death.person_id, with_for_update=True)
    day = entry.died_on or death.died_on
    found = rules.findings(day, person.birth_date, clock.today())
    refuse([*found, *died_too_early("died_on", day, await lived_through(session, person.id))])
    change = Change.by_caller(caller, entry.reason, "death", death.id)
    take_step(death, "correct", if_match, change)
    put_right(death, sealer, entry)
    death.died_on = day
    await flush_event(session, death, DeathCertificateTaken)
    if person.died_on != day:
        person.died_on = day
        change.stamp(person)
        await outbox.add(session, changed(person))
        await settle_widowhood(session, [person.id], change)
    await outbox.add(session, DeathCorrected(person_id=person.id, revision=person.revision, died_on=day))
    await audit.record(session, caller, "correct-death", person.id, death=death.id, reason=entry.reason)
    return death


async def revoke_death(
    session: AsyncSession, caller: Caller, death_id: UUID, if_match: str | None, entry: Revocation
) -> Death:
    """Raises UnknownDeath, RevisionMissing, RevisionStale, StepNotPossible."""
    death = await lock_event(session, caller, Death, death_id, UnknownDeath)
    person = await session.get_one(Person, death.person_id, with_for_update=True)
    change = Change.by_caller(caller, entry.reason, "death", death.id)
    take_step(death, "revoke", if_match, change)
    person.living, person.died_on = True, None
    change.stamp(person)
    await outbox.add(session, DeathRevoked(person_id=person.id, revision=person.revision), changed(person))
    await settle_widowhood(session, [person.id], change)
    await audit.record(session, caller, "revoke-death", person.id, death=death.id, reason=entry.reason)
    return death
