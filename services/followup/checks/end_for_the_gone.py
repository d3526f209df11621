"""Somebody with a place died, or their entry was taken back: the place is free again, and nobody is reminded."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.sweeps import Sweep
from services.followup.checks.pass_on import pass_on
from services.followup.checks.tables import Appointment
from services.followup.people.tables import KnownPerson

_BATCH = 200


async def find_appointments(session: AsyncSession) -> Sequence[UUID]:
    """Ids of bookings of people for whom care cannot go on."""
    booked = select(col(Appointment.id)).where(col(Appointment.state) == "booked")
    gone = booked.join(KnownPerson, col(KnownPerson.person_id) == col(Appointment.person_id))
    gone = gone.where(~col(KnownPerson.living) | col(KnownPerson.withdrawn))
    return (await session.scalars(gone.order_by(col(Appointment.id)).limit(_BATCH))).all()


async def end_appointment(session: AsyncSession, appointment_id: UUID) -> None:
    """End one, if it is still so."""
    appointment = await session.get(Appointment, appointment_id, with_for_update=True)
    if appointment is None or appointment.state != "booked":
        return
    person = await session.get(KnownPerson, appointment.person_id)
    if person is not None and not person.can_be_cared_for:
        await pass_on(session, appointment, "end")


END_APPOINTMENTS = Sweep("end-appointments", timedelta(minutes=10), find_appointments, end_appointment)
