"""The result of a check is there: sealed at once, and to be told to the person."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.sealing import Sealer
from services.followup.checks.load import load_appointment
from services.followup.checks.pass_on import pass_on
from services.followup.checks.schemas import CheckResult, ResultRead
from services.followup.checks.tables import Appointment

CONTENT = "check.content"


async def enter_result(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    appointment_id: UUID,
    result: CheckResult,
    if_match: str | None,
) -> Appointment:
    """The appointment with its result, which now waits to be told.

    Raises UnknownAppointment, AppointmentNotInState, RevisionStale, and RevisionMissing for a correction.
    """
    appointment = await load_appointment(session, caller, appointment_id, lock=True)
    if appointment.content is not None or if_match is not None:
        expect_revision(if_match, appointment.revision)
    await pass_on(session, appointment, "enter-result")
    appointment.content = sealer.seal(result.model_dump_json(), CONTENT)
    appointment.result_on, appointment.delivered_on, appointment.delivered_how = clock.today(), None, None
    await audit.record(session, caller, "enter-check-result", appointment.person_id, appointment=appointment.id)
    return appointment


async def read_result(
    session: AsyncSession, sealer: Sealer, caller: Caller, appointment_id: UUID
) -> tuple[Appointment, ResultRead]:
    """The result opened; the reading itself is written down. Raises UnknownAppointment."""
    appointment = await load_appointment(session, caller, appointment_id)
    sealed = appointment.content
    content = None if sealed is None else CheckResult.model_validate_json(sealer.open(sealed, CONTENT))
    await audit.record(session, caller, "read-check-result", appointment.person_id, appointment=appointment.id)
    return appointment, ResultRead(appointment_id=appointment.id, content=content)
