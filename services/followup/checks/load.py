"""Loads one appointment for the care team of where the person lives now, or of the site that holds the check."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from services.followup.checks.errors import UnknownAppointment
from services.followup.checks.tables import Appointment
from services.followup.people.tables import KnownPerson
from services.followup.sites.tables import Site


async def load_appointment(
    session: AsyncSession, caller: Caller, appointment_id: UUID, *, lock: bool = False
) -> Appointment:
    """The appointment, locked for a change if asked. Raises UnknownAppointment."""
    appointment = await session.get(Appointment, appointment_id, with_for_update=True if lock else None)
    if appointment is None:
        raise UnknownAppointment()
    person = await session.get(KnownPerson, appointment.person_id)
    site = await session.get_one(Site, appointment.site_id)
    # Scope follows the person's move by itself; the site that holds the check has to see whom it holds it for.
    if not caller.sees(person.division if person else None, site.division):
        raise UnknownAppointment()
    return appointment
