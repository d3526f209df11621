"""What was stopped by mistake is owed again from where it stopped, by the same decision and approval."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from services.incentives.decisions.tables import Decision
from services.incentives.entitlements.grant_entitlement import grant_entitlement
from services.incentives.entitlements.rules import Instalment
from services.incentives.entitlements.tables import Entitlement


async def owe_the_rest(session: AsyncSession, stopped: Entitlement) -> Entitlement | None:
    """A new entitlement for the part that the stop took away, due at once; None where it took nothing.

    The months are those after the ones that stayed owed. Called again, it finds the first one and adds nothing.
    """
    rest = stopped.amount_fen - stopped.owed_fen
    if rest == 0:
        return None
    start = await _first_month_left(session, stopped)
    if await _is_owed(session, stopped, start):
        return None
    return await grant_entitlement(
        session,
        stopped.approved_by,
        decision_id=stopped.decision_id,
        scheme=stopped.scheme,
        scheme_version=stopped.scheme_version,
        person_id=stopped.person_id,
        payee_id=stopped.payee_id,
        division_code=stopped.division_code,
        fund=stopped.fund,
        period_start=start,
        period_end=stopped.period_end,
        amount_fen=rest,
        instalments=[Instalment(clock.today(), rest)],
    )


async def _first_month_left(session: AsyncSession, stopped: Entitlement) -> date:
    decision = await session.get(Decision, stopped.decision_id)
    kept = 0
    for month, fen in enumerate(decision.months_fen if decision is not None else [], start=1):
        kept += fen
        if month >= stopped.period_start.month and kept > stopped.owed_fen:
            return date(stopped.period_start.year, month, 1)
    return stopped.period_start


async def _is_owed(session: AsyncSession, stopped: Entitlement, start: date) -> bool:
    same = select(col(Entitlement.id)).where(
        col(Entitlement.decision_id) == stopped.decision_id,
        col(Entitlement.period_start) >= start,
        col(Entitlement.id) > stopped.id,
    )
    return (await session.execute(same.limit(1))).first() is not None
