"""One step of an appointment on its way, with what belongs to the step in the same transaction."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.followup.checks import rules
from services.followup.checks.errors import AppointmentNotInState
from services.followup.checks.tables import Appointment, CheckDay


async def pass_on(session: AsyncSession, appointment: Appointment, action: rules.Action) -> None:
    """``appointment`` is locked. Gives its place back where it is not needed. Raises AppointmentNotInState."""
    state = rules.after(appointment.state, action)
    if state is None:
        raise AppointmentNotInState(state=appointment.state)
    appointment.state, appointment.revision = state, appointment.revision + 1
    if state in rules.FREES_THE_PLACE:
        day = (col(CheckDay.site_id) == appointment.site_id) & (col(CheckDay.service) == appointment.service)
        day &= col(CheckDay.day) == appointment.day
        await session.execute(update(CheckDay).where(day).values(taken=CheckDay.taken - 1))
