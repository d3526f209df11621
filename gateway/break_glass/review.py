"""Somebody else says whether a use of break-glass was justified; an unjustified one ends at once."""

from uuid import UUID

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.sealing import Sealer
from gateway.auth.sessions import end_session
from gateway.break_glass.begin import NOTE
from gateway.break_glass.errors import BreakGlassReviewed, OwnBreakGlass, UnknownBreakGlass
from gateway.break_glass.schemas import BreakGlassReviewEntry
from gateway.break_glass.tables import break_glass


async def review(
    session: AsyncSession, sealer: Sealer, caller: Caller, use: UUID, entry: BreakGlassReviewEntry
) -> RowMapping:
    """The use with its verdict. Raises UnknownBreakGlass, BreakGlassReviewed or OwnBreakGlass."""
    wanted = select(break_glass).where(break_glass.c.id == use).with_for_update()
    found = (await session.execute(wanted)).one_or_none()
    if found is None:
        raise UnknownBreakGlass()
    if found.account == caller.subject:
        # The database refuses it as well.
        raise OwnBreakGlass()
    if found.verdict is not None:
        raise BreakGlassReviewed()
    given = {"reviewed_by": caller.subject, "reviewed_at": clock.now(), "verdict": entry.verdict}
    given |= {"note": sealer.seal(entry.note, f"{NOTE}.{use}")}
    changed = break_glass.update().where(break_glass.c.id == use).values(given).returning(*break_glass.c)
    row = (await session.execute(changed)).mappings().one()
    if entry.verdict == "unjustified":
        await end_session(session, found.session_id)
    await audit.record(session, caller, "review-break-glass", use, verdict=entry.verdict)
    return row
