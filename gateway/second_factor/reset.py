"""An administrator takes an account's second factor away: a lost phone, and no recovery code left."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit
from chassis.auth import Caller
from gateway.accounts.suspend import others_account
from gateway.auth.sessions import end_sessions_of
from gateway.second_factor.enrol import forget


async def reset(session: AsyncSession, caller: Caller, name: str) -> None:
    """The account enrols anew; its sessions end. Raises UnknownAccount or OwnAccount."""
    await others_account(session, caller, name)
    await forget(session, name)
    await end_sessions_of(session, name)
    await audit.record(session, caller, "reset-second-factor", account=name)
