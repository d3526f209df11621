"""Load requests for correction, as far as the caller may know of the persons."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.corrections.errors import UnknownCorrection
from services.registry.corrections.tables import Correction, CorrectionClaim
from services.registry.persons.find_person import visible_to
from services.registry.persons.tables import Person


async def find_correction(session: AsyncSession, caller: Caller, correction_id: UUID) -> Correction:
    """The request, to read. Raises UnknownCorrection."""
    return await _one(session, caller, correction_id, lock=False)


async def lock_correction(session: AsyncSession, caller: Caller, correction_id: UUID) -> Correction:
    """The request, to take its next step: nobody else does until this transaction ends. Raises UnknownCorrection."""
    return await _one(session, caller, correction_id, lock=True)


async def _one(session: AsyncSession, caller: Caller, correction_id: UUID, *, lock: bool) -> Correction:
    wanted = _visible(caller).where(Correction.id == correction_id)
    if lock:
        wanted = wanted.with_for_update(of=Correction).execution_options(populate_existing=True)
    found = (await session.scalars(wanted)).one_or_none()
    if found is None:
        raise UnknownCorrection()
    return found


def _visible(caller: Caller):  # type: ignore[no-untyped-def]  # the statement's type says nothing a reader needs
    return select(Correction).join(Person, col(Person.id) == col(Correction.person_id)).where(visible_to(caller))


async def claims_of(session: AsyncSession, *correction_ids: UUID) -> dict[UUID, list[CorrectionClaim]]:
    """The claims of each request, in the order in which they were made."""
    wanted = select(CorrectionClaim).where(col(CorrectionClaim.correction_id).in_(correction_ids))
    found: dict[UUID, list[CorrectionClaim]] = {each: [] for each in correction_ids}
    for claim in await session.scalars(wanted.order_by(col(CorrectionClaim.position))):
        found[claim.correction_id].append(claim)
    return found


async def corrections_of_person(
    session: AsyncSession, caller: Caller, person_id: UUID, after: UUID | None, limit: int
) -> list[Correction]:
    """Up to ``limit`` + 1 requests of one person, oldest first."""
    wanted = _visible(caller).where(Correction.person_id == person_id)
    if after is not None:
        wanted = wanted.where(col(Correction.id) > after)
    return list(await session.scalars(wanted.order_by(col(Correction.id)).limit(limit + 1)))


async def corrections_owed(
    session: AsyncSession, caller: Caller, before: date | None, after: tuple[date, UUID] | None, limit: int
) -> list[Correction]:
    """Up to ``limit`` + 1 requests on which a step is owed (by a day ``before``, where given), by that day."""
    wanted = _visible(caller).where(col(Correction.owed_by).is_not(None))
    if before is not None:
        wanted = wanted.where(col(Correction.owed_by) < before)
    if after is not None:
        day, last = after
        beyond = (col(Correction.owed_by) > day) | ((col(Correction.owed_by) == day) & (col(Correction.id) > last))
        wanted = wanted.where(beyond)
    return list(await session.scalars(wanted.order_by(col(Correction.owed_by), col(Correction.id)).limit(limit + 1)))
