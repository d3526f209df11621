"""Somebody does not want the check any more: one step, no reason (C2). The place is free again."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from services.followup.checks.load import load_appointment
from services.followup.checks.pass_on import pass_on
from services.followup.checks.tables import Appointment


async def cancel_appointment(session: AsyncSession, caller: Caller, appointment_id: UUID) -> Appointment:
    """The appointment after it; a repeat changes nothing. Raises UnknownAppointment, AppointmentNotInState."""
    appointment = await load_appointment(session, caller, appointment_id, lock=True)
    if appointment.state != "cancelled":
        await pass_on(session, appointment, "cancel")
        await audit.record(session, caller, "cancel-appointment", appointment.person_id, appointment=appointment.id)
    return appointment
