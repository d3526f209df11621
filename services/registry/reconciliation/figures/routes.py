"""Figures over HTTP."""

from typing import Annotated

from fastapi import Query

from chassis.access import access
from chassis.http import Router, Session
from chassis.pagination import Page
from chassis.problems import BadPayload, documented
from services.registry.reconciliation.figures.count_figures import count_figures
from services.registry.reconciliation.figures.schemas import MonthFigures
from services.registry.reconciliation.sessions.routes import STAFF

router = Router(prefix="/reconciliation/figures", tags=["reconciliation 信息对账会议"])


@router.get("", responses=documented(BadPayload))
@access(staff=STAFF)
async def list_meeting_figures(
    session: Session,
    first: Annotated[str, Query(alias="from", pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")] = "2000-01",
    last: Annotated[str, Query(alias="to", pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$")] = "2099-12",
) -> Page[MonthFigures]:
    """Match rates beside their targets, and discrepancies opened, closed and overdue by owner and month."""
    return Page[MonthFigures](items=await count_figures(session, first, last), next=None)
