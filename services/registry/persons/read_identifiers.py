"""Show a person's identifiers in full: a right of few, used for a stated reason, logged each time (C10)."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.persons.find_person import find_person
from services.registry.persons.identity import open_identifiers
from services.registry.persons.schemas import Identifiers


async def read_identifiers(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, reason: str
) -> Identifiers:
    """The identifiers, in the clear. Raises UnknownPerson."""
    person = await find_person(session, caller, person_id)
    await audit.record(session, caller, "read-identifiers", person.id, reason=reason)
    opened = open_identifiers(sealer, person.citizen_number_sealed, person.other_id_sealed, person.phone_sealed)
    return Identifiers(id=person.id, other_id_type=person.other_id_type, **opened._asdict())
