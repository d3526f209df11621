"""What becomes of approved changes of accounts: a new one, other duties, a password that was forgotten."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from gateway.access_changes.errors import AccountTaken
from gateway.accounts.errors import UnknownAccount
from gateway.auth.sessions import end_sessions_of
from gateway.auth.tables import accounts

_NO_SECRET = "none"  # noqa: S105 - no hash looks like this, so nothing matches it


async def open_account(session: AsyncSession, _: Caller, change: Row) -> None:
    """The account, as proposed; staff change their first password before anything else. Raises AccountTaken."""
    now = clock.now()
    row = {"name": change.account, "active": True, "created_at": now, "changed_at": now, "change_id": change.id}
    row |= {name: change.told[name] for name in ("kind", "role", "department", "division")}
    row |= {"secret": change.secret or _NO_SECRET, "password_is": "first"}
    made = insert(accounts).values(row).on_conflict_do_nothing().returning(accounts.c.name)
    if (await session.execute(made)).first() is None:
        raise AccountTaken()


async def change_duties(session: AsyncSession, _: Caller, change: Row) -> None:
    """Another role or division, from the next sign-in on. Raises UnknownAccount."""
    await _change(session, change, {name: change.told[name] for name in ("role", "division")})


async def reset_password(session: AsyncSession, _: Caller, change: Row) -> None:
    """A first password again. Raises UnknownAccount."""
    await _change(session, change, {"secret": change.secret, "password_is": "first"})


async def _change(session: AsyncSession, change: Row, values: dict[str, Any]) -> None:
    values |= {"changed_at": clock.now(), "change_id": change.id}
    theirs = (accounts.c.name == change.account) & (accounts.c.kind == "staff")
    done = await session.execute(accounts.update().where(theirs).values(values).returning(accounts.c.name))
    if done.first() is None:
        raise UnknownAccount()
    await end_sessions_of(session, change.account)
