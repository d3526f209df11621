"""Ends one session, at once."""

from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from gateway.accounts.errors import UnknownSession
from gateway.auth.sessions import end_session
from gateway.auth.tables import sessions


async def end_one_session(session: AsyncSession, caller: Caller, session_id: UUID, account: str | None = None) -> None:
    """Of ``account``, or of anybody. Raises UnknownSession where it has ended already, or is another's."""
    c = sessions.c
    running = (c.id == session_id) & c.revoked_at.is_(None) & (c.expires_at > clock.now())
    running &= true() if account is None else c.account == account
    held = (await session.execute(select(c.account).where(running).with_for_update())).scalar()
    if held is None:
        raise UnknownSession()
    await end_session(session, session_id)
    await audit.record(session, caller, "end-session", account=held, session_id=str(session_id))
