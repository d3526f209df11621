"""HTTP for supplies. Nothing here is about a person, and no request has a place for one."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from sqlalchemy import select
from sqlmodel import col

from chassis import clock
from chassis.access import ALL_STAFF, VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.followup.sites.errors import SiteClosed, UnknownSite
from services.followup.sites.load import load_own_site, load_site
from services.followup.supplies.adjust_lot import adjust_lot
from services.followup.supplies.errors import LotDiffers, OutOfStock, UnknownLot
from services.followup.supplies.hand_out import hand_out
from services.followup.supplies.items import items
from services.followup.supplies.receive_lot import receive_lot
from services.followup.supplies.schemas import (
    Adjustment,
    HandedOut,
    HandOut,
    ItemSeen,
    LotReceived,
    LotSeen,
    MovementSeen,
)
from services.followup.supplies.tables import Lot, Movement

router = Router(tags=["supplies"])

ItemFilter = Annotated[str | None, Query(max_length=40)]


def _seen(lot: Lot) -> LotSeen:
    return LotSeen.model_validate(lot.model_dump() | {"usable": lot.expires_on >= clock.today()})


@router.get("/supply-items")
@access(staff=ALL_STAFF)
async def get_items() -> Page[ItemSeen]:
    """What is kept in stock. All of it fits on one page."""
    return Page(items=[ItemSeen.model_validate(item) for item in items().values()])


@router.get("/sites/{site_id}/stock", responses=documented(UnknownSite, BadPayload))
@access(staff=VILLAGE_UP)
async def get_stock(
    site_id: UUID,
    caller: CallerDep,
    session: Session,
    item: ItemFilter = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[LotSeen]:
    """Lots with units left, in the order of their ids."""
    await load_own_site(session, caller, site_id)
    lots = select(Lot).where(col(Lot.site_id) == site_id, col(Lot.on_hand) > 0)
    if item is not None:
        lots = lots.where(col(Lot.item) == item)
    if cursor:
        lots = lots.where(col(Lot.id) > decode_cursor(cursor, UUID)[0])
    rows = (await session.scalars(lots.order_by(col(Lot.id)).limit(limit + 1))).all()
    return page_of([_seen(lot) for lot in rows], limit, "id")


@router.post(
    "/sites/{site_id}/lots", status_code=201, responses=documented(UnknownSite, SiteClosed, BadPayload, LotDiffers)
)
@access(staff=VILLAGE_UP)
async def post_lot(site_id: UUID, given: LotReceived, caller: CallerDep, session: Session) -> LotSeen:
    """Units come in. Send an `Idempotency-Key`: the same delivery entered twice counts twice."""
    await load_own_site(session, caller, site_id)
    return _seen(await receive_lot(session, caller, await load_site(session, site_id), given))


@router.post("/sites/{site_id}/hand-outs", responses=documented(UnknownSite, BadPayload, OutOfStock))
@access(staff=VILLAGE_UP)
async def post_hand_out(site_id: UUID, asked: HandOut, caller: CallerDep, session: Session) -> HandedOut:
    """Somebody asked for supplies: says from which lots to take them. No name is asked for, and none is taken."""
    return await hand_out(session, caller, await load_own_site(session, caller, site_id), asked)


@router.post("/lots/{lot_id}/adjustments", responses=documented(UnknownLot, BadPayload, OutOfStock))
@access(staff=VILLAGE_UP)
async def post_adjustment(lot_id: UUID, given: Adjustment, caller: CallerDep, session: Session) -> LotSeen:
    """Write off what has expired, is damaged or lost, or book in what was found."""
    return _seen(await adjust_lot(session, caller, lot_id, given))


@router.get("/sites/{site_id}/supply-movements", responses=documented(UnknownSite, BadPayload))
@access(staff=VILLAGE_UP)
async def get_movements(
    site_id: UUID, caller: CallerDep, session: Session, cursor: Cursor = None, limit: Limit = 100
) -> Page[MovementSeen]:
    """All that came and went at a site, oldest first."""
    await load_own_site(session, caller, site_id)
    moved = select(Movement, Lot).join(Lot, col(Lot.id) == col(Movement.lot_id)).where(col(Lot.site_id) == site_id)
    if cursor:
        moved = moved.where(col(Movement.id) > decode_cursor(cursor, UUID)[0])
    rows = (await session.execute(moved.order_by(col(Movement.id)).limit(limit + 1))).all()
    seen = [
        MovementSeen.model_validate(m.model_dump() | {"item": lot.item, "lot_number": lot.lot_number})
        for m, lot in rows
    ]
    return page_of(seen, limit, "id")
