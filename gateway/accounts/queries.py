"""Reads of accounts and sessions."""

from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from gateway.accounts.schemas import AccountOut, SessionOut
from gateway.auth.tables import accounts, sessions
from gateway.second_factor.tables import second_factors


async def accounts_after(session: AsyncSession, after: str | None, limit: int) -> list[AccountOut]:
    """Up to ``limit`` + 1 accounts by name, each with the number of its running sessions."""
    running = (sessions.c.account == accounts.c.name) & _is_running()
    count = select(func.count()).select_from(sessions).where(running).scalar_subquery().label("sessions")
    enrolled = (second_factors.c.account == accounts.c.name) & second_factors.c.confirmed_at.is_not(None)
    factor = exists(select(second_factors.c.account).where(enrolled)).label("second_factor")
    wanted = select(accounts, count, factor).where(accounts.c.name > after if after else true())
    rows = await session.execute(wanted.order_by(accounts.c.name).limit(limit + 1))
    return [AccountOut.model_validate(dict(row)) for row in rows.mappings()]


async def running_sessions(session: AsyncSession, account: str, after: UUID | None, limit: int) -> list[SessionOut]:
    """Up to ``limit`` + 1 sessions of an account that have not ended, the oldest first."""
    wanted = select(sessions).where(sessions.c.account == account, _is_running())
    wanted = wanted.where(sessions.c.id > after if after else true())
    rows = await session.execute(wanted.order_by(sessions.c.id).limit(limit + 1))
    return [SessionOut.model_validate(dict(row)) for row in rows.mappings()]


def _is_running() -> ColumnElement[bool]:
    return sessions.c.revoked_at.is_(None) & (sessions.c.expires_at > clock.now())
