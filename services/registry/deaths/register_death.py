"""Register a death. What runs for the person elsewhere stops through the event."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from contracts.registry import DeathRegistered
from services.registry.changes import Change
from services.registry.deaths import rules
from services.registry.deaths.errors import DeathAlreadyRegistered, DeathCertificateTaken
from services.registry.deaths.leave_widowed import settle_widowhood
from services.registry.deaths.schemas import DeathEntry
from services.registry.deaths.tables import Death
from services.registry.faults import refuse
from services.registry.lifetime import died_too_early
from services.registry.lived_through import lived_through
from services.registry.lock_order import lock_with_partners
from services.registry.persons.facts import changed
from services.registry.persons.find_person import lock_person
from services.registry.persons.tables import Person
from services.registry.vital import State
from services.registry.vital_events import common, flush_event


async def register_death(session: AsyncSession, sealer: Sealer, caller: Caller, entry: DeathEntry) -> Death:
    """The registered death. Raises UnknownPerson, BadPayload, DeathAlreadyRegistered, DeathCertificateTaken."""
    await lock_with_partners(session, [entry.person_id])
    person = await lock_person(session, caller, entry.person_id)
    await _refuse_second(session, person)
    found = rules.findings(entry.died_on, person.birth_date, clock.today())
    refuse([*found, *died_too_early("died_on", entry.died_on, await lived_through(session, person.id))])
    death_id = new_id()
    change = Change.by_caller(caller, "register-death", "death", death_id)
    death = _death(sealer, entry, person, death_id, change)
    session.add(death)
    person.living, person.died_on = False, entry.died_on
    change.stamp(person)
    await flush_event(session, death, DeathCertificateTaken)
    dead = DeathRegistered(person_id=person.id, revision=person.revision, died_on=entry.died_on)
    await outbox.add(session, dead, changed(person))
    await settle_widowhood(session, [person.id], change)
    await audit.record(session, caller, "register-death", person.id, death=death.id, late=death.late)
    return death


async def _refuse_second(session: AsyncSession, person: Person) -> None:
    standing = select(Death).where(Death.person_id == person.id, Death.state != State.REVOKED)
    known = (await session.scalars(standing)).one_or_none()
    if known is not None:
        raise DeathAlreadyRegistered(death_id=known.id, died_on=known.died_on)
    if not person.living:
        raise DeathAlreadyRegistered(died_on=person.died_on)


def _death(sealer: Sealer, entry: DeathEntry, person: Person, death_id: UUID, change: Change) -> Death:
    return Death(
        id=death_id,
        person_id=person.id,
        died_on=entry.died_on,
        place=entry.place,
        division=person.residence_division,
        **common(sealer, Death, "death", entry.died_on, entry.certificate_number, change),
    )
