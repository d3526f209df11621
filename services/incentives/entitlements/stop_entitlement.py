"""An entitlement ends: a death, a child's third birthday, a move, another exit, or a decision that was wrong."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import outbox
from contracts.incentives import EntitlementStopped
from services.incentives import wiring
from services.incentives.entitlements.load import load_entitlement
from services.incentives.entitlements.tables import Entitlement


async def stop_entitlement(
    session: AsyncSession, entitlement_id: UUID, on: date, reason: str, owed_fen: int | None = None
) -> Entitlement:
    """Stopped from ``on``, for ``reason`` (a code such as ``death``). Stopped already: nothing changes.

    ``owed_fen`` of the whole stays owed for the time before; without it, all of it where the span was over by then
    and nothing otherwise. Raises UnknownEntitlement.
    """
    entitlement = await load_entitlement(session, entitlement_id, lock=True)
    if entitlement.state == "stopped":
        return entitlement
    whole = entitlement.amount_fen if on > entitlement.period_end else 0
    entitlement.owed_fen = whole if owed_fen is None else min(max(owed_fen, 0), entitlement.amount_fen)
    entitlement.state, entitlement.hold_reason = "stopped", None
    entitlement.stopped_on, entitlement.stop_reason = on, reason
    entitlement.revision += 1
    await outbox.add(session, _told(entitlement, on))
    for hook in wiring.ON_STOP:
        await hook(session, entitlement)
    return entitlement


async def restate_stop(session: AsyncSession, entitlement: Entitlement, on: date, owed_fen: int) -> None:
    """What a stop (locked) leaves owed is another amount after all, because the day of its reason was corrected."""
    entitlement.owed_fen, entitlement.stopped_on = owed_fen, on
    entitlement.revision += 1
    await outbox.add(session, _told(entitlement, on))
    for hook in wiring.ON_STOP:
        await hook(session, entitlement)


def _told(entitlement: Entitlement, on: date) -> EntitlementStopped:
    return EntitlementStopped(
        entitlement_id=entitlement.id,
        scheme=entitlement.scheme,
        division=entitlement.division_code,
        stopped_on=on,
        amount_fen=entitlement.amount_fen,
        owed_fen=entitlement.owed_fen,
    )
