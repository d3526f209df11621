"""What came with a handover: a service begins here, words about health and a number are read, and erased in time."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.migrants.handovers import sealed
from services.migrants.handovers.errors import HandoverClosed, UnknownHandover
from services.migrants.handovers.load import load_handover, people_of, services_of
from services.migrants.handovers.schemas import HealthSeen, NumberSeen
from services.migrants.handovers.tables import HandedPerson, Handover

_SERVED = ("accepted", "released")


async def take_up(session: AsyncSession, caller: Caller, handover_id: UUID, ref: UUID) -> Handover:
    """The handover after it; a repeat changes nothing. Raises UnknownHandover, HandoverClosed, BadPayload."""
    handover = await load_handover(session, caller, handover_id, lock=True)
    if handover.side != "takes" or handover.state not in _SERVED:
        raise HandoverClosed(state=handover.state)
    services = await services_of(session, handover.id)
    service = next((each for each in services if each.ref == ref), None)
    if service is None:
        raise UnknownHandover()
    if service.stays:
        fault = Fault("path/ref", "stays_there", "仍由户籍地发放 (goes on being paid where it was)")
        raise BadPayload(faults=[fault])
    if service.taken_up_on is None:
        service.taken_up_on, handover.revision = clock.today(), handover.revision + 1
        person = await _person(session, handover.id, service.person_ref)
        of_person = [each for each in services if each.person_ref == service.person_ref and not each.stays]
        if all(each.taken_up_on is not None for each in of_person):
            person.health = None
        await audit.record(
            session, caller, "take-up-service", person.person_id, handover=handover.id, kind=service.kind
        )
    return handover


async def read_health(
    session: AsyncSession, sealer: Sealer, caller: Caller, handover_id: UUID, ref: UUID
) -> HealthSeen:
    """What the other care team wrote of one person; the reading is written down. Raises UnknownHandover."""
    handover = await load_handover(session, caller, handover_id)
    person = await _person(session, handover.id, ref)
    await audit.record(session, caller, "read-handed-health", person.person_id, handover=handover.id)
    return HealthSeen(ref=ref, words=sealed.opened(sealer, person.health, sealed.HEALTH))


async def read_number(
    session: AsyncSession, sealer: Sealer, caller: Caller, handover_id: UUID, ref: UUID
) -> NumberSeen:
    """The whole citizen number, to find the person in the register here (C10). Raises UnknownHandover."""
    handover = await load_handover(session, caller, handover_id)
    person = await _person(session, handover.id, ref)
    await audit.record(session, caller, "read-handed-number", person.person_id, handover=handover.id)
    told = None if person.told is None else sealed.open_person(sealer, person.told)
    return NumberSeen(ref=ref, citizen_number=None if told is None else told.citizen_number)


async def _person(session: AsyncSession, handover_id: UUID, ref: UUID) -> HandedPerson:
    person = next((each for each in await people_of(session, handover_id) if each.ref == ref), None)
    if person is None:
        raise UnknownHandover()
    return person
