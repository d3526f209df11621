"""Puts a member of staff's own password in place of the one they proved."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from gateway.auth.secrets import hashed
from gateway.auth.sessions import end_sessions_of
from gateway.auth.tables import accounts


async def change(session: AsyncSession, caller: Caller, new: str) -> None:
    """The new password holds at once; every session under the old one ends."""
    values = {"secret": await hashed(new), "password_is": "own", "changed_at": clock.now()}
    await session.execute(accounts.update().where(accounts.c.name == caller.subject).values(values))
    await end_sessions_of(session, caller.subject)
    await audit.record(session, caller, "change-own-password", account=caller.subject)
