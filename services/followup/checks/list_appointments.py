"""Reads appointments as the care team sees them, the scope being where each person lives now."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.pagination import decode_cursor
from services.followup.checks.rules import AppointmentState
from services.followup.checks.schemas import AppointmentSeen
from services.followup.checks.tables import Appointment
from services.followup.people.tables import KnownPerson


async def list_appointments(
    session: AsyncSession,
    divisions: tuple[str, str],
    states: Sequence[AppointmentState] | None,
    person_id: UUID | None,
    cursor: str | None,
    limit: int,
) -> list[AppointmentSeen]:
    """Up to ``limit + 1`` appointments of people in ``divisions`` (low ≤ code < high). Raises BadPayload."""
    low, high = divisions
    found = select(Appointment).join(KnownPerson, col(KnownPerson.person_id) == col(Appointment.person_id))
    found = found.where(col(KnownPerson.division) >= low, col(KnownPerson.division) < high)
    if states:
        found = found.where(col(Appointment.state).in_(states))
    if person_id is not None:
        found = found.where(col(Appointment.person_id) == person_id)
    if cursor:
        found = found.where(col(Appointment.id) > decode_cursor(cursor, UUID)[0])
    rows = await session.scalars(found.order_by(col(Appointment.id)).limit(limit + 1))
    return [AppointmentSeen.model_validate(row) for row in rows]
