"""Matters between counties on the meeting's table."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel
from sqlalchemy import select, tuple_
from sqlmodel import col

from chassis.access import COUNTY, access
from chassis.http import Router, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.registry.reconciliation.between_counties.tables import BetweenCounties

router = Router(prefix="/reconciliation", tags=["reconciliation 对账"])


class BetweenCountiesSeen(BaseModel, from_attributes=True):
    """What the meeting sees: which county, what does not agree, since when; never who it is about."""

    confirmation_id: UUID
    peer: str
    kind: str
    division: str
    asked_on: date
    told_on: date
    settled_on: date | None
    settled_how: str | None


@router.get("/between-counties", responses=documented(BadPayload))
@access(staff=COUNTY)
async def get_between_counties(
    session: Session,
    settled: Annotated[bool, Query(description="Also what has been settled.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[BetweenCountiesSeen]:
    """What desks of two counties did not settle in their time, oldest first."""
    key = (col(BetweenCounties.asked_on), col(BetweenCounties.confirmation_id))
    found: Any = select(BetweenCounties)
    if not settled:
        found = found.where(col(BetweenCounties.settled_on).is_(None))
    if cursor is not None:
        found = found.where(tuple_(*key) > decode_cursor(cursor, date, UUID))
    rows = (await session.scalars(found.order_by(*key).limit(limit + 1))).all()
    return page_of([BetweenCountiesSeen.model_validate(row) for row in rows], limit, "asked_on", "confirmation_id")
