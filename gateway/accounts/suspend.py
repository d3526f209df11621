"""Suspends an account, and gives it back. Whoever it belongs to is signed out everywhere at once."""

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from gateway.accounts.errors import OwnAccount, UnknownAccount
from gateway.auth.sessions import end_sessions_of
from gateway.auth.tables import accounts


async def suspend(session: AsyncSession, caller: Caller, name: str, reason: str) -> None:
    """Nobody signs in with it, and its sessions end. Raises UnknownAccount or OwnAccount."""
    account = await others_account(session, caller, name)
    if account.active:
        await _set_active(session, name, active=False)
        await audit.record(session, caller, "suspend-account", account=name, reason=reason)
    await end_sessions_of(session, name)


async def give_back(session: AsyncSession, caller: Caller, name: str) -> None:
    """It may be used again; whoever holds it signs in anew. Raises UnknownAccount or OwnAccount."""
    account = await others_account(session, caller, name)
    if not account.active:
        await _set_active(session, name, active=True)
        await audit.record(session, caller, "give-account-back", account=name)


async def others_account(session: AsyncSession, caller: Caller, name: str) -> Row:
    """The account, held until the transaction ends. Raises UnknownAccount or OwnAccount."""
    found = (await session.execute(select(accounts).where(accounts.c.name == name).with_for_update())).one_or_none()
    if found is None:
        raise UnknownAccount()
    if name == caller.subject:
        raise OwnAccount()
    return found


async def _set_active(session: AsyncSession, name: str, *, active: bool) -> None:
    changed = {"active": active, "changed_at": clock.now()}
    await session.execute(accounts.update().where(accounts.c.name == name).values(changed))
