"""A department says that it knows of a correction, and has corrected its own copy."""

from uuid import UUID

from sqlalchemy import RowMapping, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from gateway.corrections.errors import UnknownNotice
from gateway.corrections.tables import correction_notices


async def acknowledge(session: AsyncSession, caller: Caller, notice_id: UUID) -> RowMapping:
    """The notice; a second time changes nothing. Raises UnknownNotice, for another department's too."""
    n = correction_notices.c
    mine = (n.id == notice_id) & (n.department == caller.department)
    said = {"acknowledged_at": clock.now(), "acknowledged_by": caller.subject}
    done = await session.execute(update(correction_notices).where(mine, n.acknowledged_at.is_(None)).values(said))
    row = (await session.execute(select(correction_notices).where(mine))).mappings().one_or_none()
    if row is None:
        raise UnknownNotice()
    if done.rowcount:  # type: ignore[attr-defined]
        await audit.record(session, caller, "acknowledge-correction", row["person_id"], notice=notice_id)
    return row
