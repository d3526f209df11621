"""Reads of one's own account."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from gateway.auth.tables import accounts
from gateway.own_account.schemas import OwnAccountOut
from gateway.second_factor.requirement import RequiredOf
from gateway.second_factor.tables import recovery_codes, second_factors


async def own_account(session: AsyncSession, required: RequiredOf, caller: Caller) -> OwnAccountOut:
    """How ``caller`` signs in."""
    confirmed = (second_factors.c.account == accounts.c.name) & second_factors.c.confirmed_at.is_not(None)
    factor = select(second_factors.c.account).where(confirmed).exists().label("second_factor")
    left = select(func.count()).select_from(recovery_codes).where(recovery_codes.c.account == accounts.c.name)
    wanted = select(accounts, factor, left.scalar_subquery().label("left")).where(accounts.c.name == caller.subject)
    row = (await session.execute(wanted)).one()
    return OwnAccountOut(
        name=row.name,
        role=row.role,
        division=row.division,
        changed_at=row.changed_at,
        second_factor=row.second_factor,
        second_factor_required=row.role in required.roles,
        # Codes of a secret that was never confirmed open nothing.
        recovery_codes_left=row.left if row.second_factor else 0,
    )
