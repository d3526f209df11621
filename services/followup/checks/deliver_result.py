"""The result reached the person: only then is the check complete."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.followup.checks import events
from services.followup.checks.load import load_appointment
from services.followup.checks.pass_on import pass_on
from services.followup.checks.schemas import Delivered
from services.followup.checks.tables import Appointment


async def deliver_result(session: AsyncSession, caller: Caller, appointment_id: UUID, given: Delivered) -> Appointment:
    """The appointment after it; a repeat changes nothing.

    Raises UnknownAppointment, AppointmentNotInState, BadPayload.
    """
    appointment = await load_appointment(session, caller, appointment_id, lock=True)
    day = given.delivered_on or clock.today()
    if appointment.state == "delivered":
        return appointment
    if day > clock.today() or (appointment.result_on is not None and day < appointment.result_on):
        raise BadPayload(faults=[Fault("#/delivered_on", "impossible_day", "between the result and today")])
    await pass_on(session, appointment, "deliver")
    appointment.delivered_on, appointment.delivered_how = day, given.how
    await outbox.add(session, events.delivered(appointment))
    await audit.record(session, caller, "deliver-check-result", appointment.person_id, appointment=appointment.id)
    return appointment
