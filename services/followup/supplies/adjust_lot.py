"""A count or a look at the shelf shows other than the books: written off, or found again, in the open."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.followup.sites.errors import UnknownSite
from services.followup.sites.load import load_own_site
from services.followup.supplies.errors import OutOfStock, UnknownLot
from services.followup.supplies.movements import moved
from services.followup.supplies.schemas import Adjustment
from services.followup.supplies.tables import Lot


async def adjust_lot(session: AsyncSession, caller: Caller, lot_id: UUID, given: Adjustment) -> Lot:
    """The lot after it. Raises UnknownLot, OutOfStock, BadPayload."""
    lot = await session.get(Lot, lot_id, with_for_update=True)
    if lot is None:
        raise UnknownLot()
    try:
        await load_own_site(session, caller, lot.site_id)
    except UnknownSite:
        raise UnknownLot() from None
    day = clock.today()
    if given.kind == "expired" and lot.expires_on >= day:
        raise BadPayload(
            faults=[
                Fault("#/kind", "not_expired", f"有效期至 {lot.expires_on}，还没有过期 (good until {lot.expires_on})")
            ]
        )
    quantity = given.quantity if given.kind == "found" else -given.quantity
    if lot.on_hand + quantity < 0:
        raise OutOfStock(available=lot.on_hand)
    lot.on_hand += quantity
    session.add(moved(lot.id, given.kind, quantity, day, caller))
    await audit.record(session, caller, "adjust-stock", lot=lot.id, kind=given.kind, quantity=quantity)
    return lot
