"""Reads of minutes and signatures."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.reconciliation.minutes.tables import OFFICE, Minutes, MinutesSignature
from services.registry.reconciliation.sessions.tables import MeetingSession


async def newest_minutes(session: AsyncSession, session_id: UUID) -> Minutes | None:
    """The version that counts."""
    drawn = select(Minutes).where(Minutes.session_id == session_id).order_by(col(Minutes.version).desc())
    return (await session.scalars(drawn.limit(1))).first()


async def signatures_of(session: AsyncSession, minutes: Minutes) -> Sequence[MinutesSignature]:
    """In the order in which they came."""
    given = select(MinutesSignature).where(
        MinutesSignature.session_id == minutes.session_id, MinutesSignature.version == minutes.version
    )
    return (await session.scalars(given.order_by(col(MinutesSignature.signed_at)))).all()


async def not_signed(session: AsyncSession, meeting: MeetingSession) -> list[str]:
    """Who has to sign and has not: the office and everybody present; all of them where there are no minutes."""
    wanted = [OFFICE, *meeting.present]
    minutes = await newest_minutes(session, meeting.id)
    if minutes is None:
        return wanted
    signed = {signature.participant for signature in await signatures_of(session, minutes)}
    return [participant for participant in wanted if participant not in signed]
