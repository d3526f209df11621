"""The check took place, or nobody came. From the day of the check on, a result is owed."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.followup.checks import events
from services.followup.checks.catalogue import check_services
from services.followup.checks.load import load_appointment
from services.followup.checks.pass_on import pass_on
from services.followup.checks.tables import Appointment


async def hold_check(session: AsyncSession, caller: Caller, appointment_id: UUID, held_on: date | None) -> Appointment:
    """The appointment after it; a repeat changes nothing.

    Raises UnknownAppointment, AppointmentNotInState, BadPayload.
    """
    appointment = await load_appointment(session, caller, appointment_id, lock=True)
    day = held_on or clock.today()
    if day > clock.today():
        raise BadPayload(faults=[Fault("#/held_on", "in_the_future", "this day has not come yet")])
    if appointment.state == "held" and appointment.held_on == day:
        return appointment
    await pass_on(session, appointment, "hold")
    appointment.held_on = day
    appointment.result_due_on = day + timedelta(days=check_services()[appointment.service].result_within_days)
    await outbox.add(session, events.held(appointment))
    await audit.record(session, caller, "hold-check", appointment.person_id, appointment=appointment.id)
    return appointment


async def note_nobody_came(session: AsyncSession, caller: Caller, appointment_id: UUID) -> Appointment:
    """The appointment after it: nothing follows for anybody. Raises UnknownAppointment, AppointmentNotInState."""
    appointment = await load_appointment(session, caller, appointment_id, lock=True)
    if appointment.state != "not-come":
        await pass_on(session, appointment, "not-come")
    return appointment
