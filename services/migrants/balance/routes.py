"""Balances over HTTP."""

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Response
from sqlalchemy import select, tuple_
from sqlmodel import col

from chassis.access import COUNTY, VILLAGE_UP, access
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from services.migrants.balance.schemas import BalanceFaultSeen, BalanceSeen
from services.migrants.balance.tables import BalanceDay, BalanceFault

router = Router(tags=["balance"])


@router.get("/balances", responses=documented(BadPayload))
@access(staff=(*COUNTY, "auditor"))
async def get_balances(session: Session, limit: Limit = 50, cursor: Cursor = None) -> Page[BalanceSeen]:
    """Who lives where by county, night by night, newest first. `difference` is what changes and counts differ by."""
    key = (col(BalanceDay.day), col(BalanceDay.county))
    found: Any = select(BalanceDay)
    if cursor is not None:
        found = found.where(tuple_(*key) < decode_cursor(cursor, date, str))
    rows = (await session.scalars(found.order_by(key[0].desc(), key[1].desc()).limit(limit + 1))).all()
    seen = [BalanceSeen(**row.model_dump(), difference=row.counted - row.closing) for row in rows]
    return page_of(seen, limit, "day", "county")


@router.get("/balance-faults", responses=documented(BadPayload))
@access(staff=VILLAGE_UP)
async def get_balance_faults(
    caller: CallerDep, session: Session, response: Response, limit: Limit = 50, cursor: Cursor = None
) -> Page[BalanceFaultSeen]:
    """People of the caller's division who may be counted twice or nowhere, as found last night."""
    found: Any = select(BalanceFault).where(col(BalanceFault.division).startswith(caller.scope_prefix))
    if cursor is not None:
        found = found.where(col(BalanceFault.id) > decode_cursor(cursor, UUID)[0])
    rows = (await session.scalars(found.order_by(col(BalanceFault.id)).limit(limit + 1))).all()
    tell_subjects(response, *dict.fromkeys(row.person_id for row in rows[:limit]))
    return page_of([BalanceFaultSeen.model_validate(row) for row in rows], limit, "id")
