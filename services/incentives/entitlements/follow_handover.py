"""Another county has taken somebody's services: what is paid by residence stops, what is paid by registration stays."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.subscriptions import Delivery
from contracts.migrants import ServicesReleased
from services.incentives.decisions.tables import Decision
from services.incentives.entitlements.end_for import end_for, running, scheme_of
from services.incentives.entitlements.exit_rules import owed_after
from services.incentives.entitlements.stop_entitlement import stop_entitlement
from services.incentives.entitlements.tables import Entitlement

_LEFT = "left-place"


async def stop_after_handover(session: AsyncSession, event: ServicesReleased, _: Delivery[ServicesReleased]) -> None:
    """Only entitlements that were handed over, of the persons named, under schemes that pay where people live."""
    handed = set(event.entitlements)
    for person_id in sorted(set(event.person_ids)) if handed else []:
        for entitlement in await running(session, person_id):
            scheme = scheme_of(entitlement)
            if entitlement.id in handed and scheme is not None and scheme.place == "residence":
                await _stop(session, entitlement, event)


async def _stop(session: AsyncSession, entitlement: Entitlement, event: ServicesReleased) -> None:
    """By the exit that the scheme names for leaving; where it names none, the months until the release stay owed."""
    on = event.released_on
    if await end_for(session, entitlement, _LEFT, on) or on > entitlement.period_end:
        return
    decision = await session.get(Decision, entitlement.decision_id)
    months = [] if decision is None else decision.months_fen
    owed = owed_after("month", months, entitlement.amount_fen, entitlement.period_start, on)
    await stop_entitlement(session, entitlement.id, on, _LEFT, owed)
