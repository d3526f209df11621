"""Payment waits while something about an entitlement is cleared up, and goes on after."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import outbox
from contracts.incentives import EntitlementPaused, EntitlementResumed
from services.incentives import wiring
from services.incentives.entitlements.load import load_entitlement
from services.incentives.entitlements.tables import Entitlement


async def hold_entitlement(session: AsyncSession, entitlement_id: UUID, reason: str) -> Entitlement:
    """On hold, for ``reason`` (a code such as ``objection``). Held or stopped already: nothing changes.

    Raises UnknownEntitlement.
    """
    entitlement = await load_entitlement(session, entitlement_id, lock=True)
    if entitlement.state != "approved":
        return entitlement
    entitlement.state, entitlement.hold_reason = "on_hold", reason
    entitlement.revision += 1
    place = {"scheme": entitlement.scheme, "division": entitlement.division_code}
    await outbox.add(session, EntitlementPaused(entitlement_id=entitlement.id, **place))
    for hook in wiring.ON_HOLD:
        await hook(session, entitlement)
    return entitlement


async def resume_entitlement(session: AsyncSession, entitlement_id: UUID, reason: str) -> Entitlement:
    """Goes on, if ``reason`` is why it was held: clearing up one thing does not release what waits for another.

    Raises UnknownEntitlement.
    """
    entitlement = await load_entitlement(session, entitlement_id, lock=True)
    if entitlement.state != "on_hold" or entitlement.hold_reason != reason:
        return entitlement
    entitlement.state, entitlement.hold_reason = "approved", None
    entitlement.revision += 1
    place = {"scheme": entitlement.scheme, "division": entitlement.division_code}
    await outbox.add(session, EntitlementResumed(entitlement_id=entitlement.id, **place))
    for hook in wiring.ON_RESUME:
        await hook(session, entitlement)
    return entitlement
