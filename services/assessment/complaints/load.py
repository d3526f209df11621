"""Loads complaints, for those who may know of them."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from chassis.sealing import Sealer
from services.assessment.complaints.errors import UnknownComplaint
from services.assessment.complaints.sealed import RECEIPT
from services.assessment.complaints.tables import Complaint

_COUNTY = ("county-admin", "county-officer", "auditor")


def may_know(caller: Caller, complaint: Complaint) -> bool:
    """The county and the auditor know of all; an office of what it answers or what is about it, unless confidential."""
    if not caller.sees(complaint.division, complaint.assigned_division):
        return False
    return caller.role in _COUNTY or not complaint.confidential


def known_to(caller: Caller) -> ColumnElement[bool]:
    """The same as a condition of a query."""
    place = or_(
        col(Complaint.division).startswith(caller.scope_prefix),
        col(Complaint.assigned_division).startswith(caller.scope_prefix),
    )
    return place if caller.role in _COUNTY else and_(place, col(Complaint.confidential).is_(False))


async def load_complaint(session: AsyncSession, caller: Caller, complaint_id: UUID, *, lock: bool = False) -> Complaint:
    """Raises UnknownComplaint."""
    found = await session.get(Complaint, complaint_id, with_for_update=True if lock else None)
    if found is None or not may_know(caller, found):
        raise UnknownComplaint()
    return found


async def load_by_code(session: AsyncSession, sealer: Sealer, code: str, *, lock: bool = False) -> Complaint:
    """The complaint of a receipt. Raises UnknownComplaint."""
    statement = select(Complaint).where(col(Complaint.receipt_index) == sealer.index(code, RECEIPT))
    found = (await session.execute(statement.with_for_update() if lock else statement)).scalar_one_or_none()
    if found is None:
        raise UnknownComplaint()
    return found


async def list_complaints(
    session: AsyncSession, caller: Caller, state: str | None, start: UUID, limit: int
) -> list[Complaint]:
    """Up to ``limit`` complaints after ``start``, the oldest first."""
    statement = select(Complaint).where(known_to(caller), col(Complaint.id) > start)
    if state is not None:
        statement = statement.where(col(Complaint.state) == state)
    return list((await session.execute(statement.order_by(col(Complaint.id)).limit(limit))).scalars())
