"""Loads one person that benefits can be owed to."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from services.incentives.beneficiaries.errors import UnknownBeneficiary
from services.incentives.beneficiaries.tables import Beneficiary


async def load_beneficiary(session: AsyncSession, caller: Caller, person_id: UUID) -> Beneficiary:
    """The person, dead or alive, of the caller's divisions. Raises UnknownBeneficiary."""
    person = await session.get(Beneficiary, person_id)
    if person is None or person.withdrawn or not caller.sees(person.registered_division, person.residence_division):
        raise UnknownBeneficiary()
    return person


async def load_living(session: AsyncSession, caller: Caller, person_id: UUID) -> Beneficiary:
    """The person, if alive. Raises UnknownBeneficiary."""
    person = await load_beneficiary(session, caller, person_id)
    if not person.living:
        raise UnknownBeneficiary()
    return person
