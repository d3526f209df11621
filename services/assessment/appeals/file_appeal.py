"""An office appeals against a settled figure of its own."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import NotAllowed
from services.assessment.appeals.deadlines import deadlines
from services.assessment.appeals.errors import AppealPending, AppealTooLate, NotAppealable
from services.assessment.appeals.schemas import AppealEntry
from services.assessment.appeals.tables import Appeal
from services.assessment.indicators.catalogue import catalogue
from services.assessment.settlements.queries import find_settlement
from services.assessment.settlements.tables import Settlement


async def file_appeal(session: AsyncSession, caller: Caller, entry: AppealEntry) -> Appeal:
    """Raises UnknownSettlement, NotAllowed, NotAppealable, AppealTooLate, AppealPending."""
    settlement = await find_settlement(session, entry.settlement_id)
    if not caller.sees(entry.division):
        raise NotAllowed()
    _check_figure(settlement, entry)
    allowed = deadlines(clock.today())
    until = clock.day_of(settlement.settled_at) + timedelta(days=allowed.to_appeal)
    if clock.today() > until:
        raise AppealTooLate(until=until.isoformat())
    await _check_first(session, entry)
    appeal = Appeal(
        id=new_id(),
        **entry.model_dump(),
        filed_by=caller.subject,
        filed_at=clock.now(),
        answer_due_on=clock.today() + timedelta(days=allowed.to_answer),
    )
    session.add(appeal)
    await audit.record(session, caller, "file-appeal", appeal.id, division=entry.division, indicator=entry.indicator)
    return appeal


def _check_figure(settlement: Settlement, entry: AppealEntry) -> None:
    places = [place for level in settlement.document["levels"].values() for place in level]
    indicator = catalogue().find(entry.indicator, settlement.first_month)
    scored: list[dict[str, Any]] = [place for place in places if place["division"] == entry.division]
    lines = {line["indicator"] for place in scored for line in place["score"]["lines"]}
    if indicator is None or indicator.of is None or entry.indicator not in lines:
        raise NotAppealable()


async def _check_first(session: AsyncSession, entry: AppealEntry) -> None:
    same = select(col(Appeal.id)).where(
        col(Appeal.settlement_id) == entry.settlement_id,
        col(Appeal.division) == entry.division,
        col(Appeal.indicator) == entry.indicator,
    )
    found = (await session.execute(same)).scalar_one_or_none()
    if found is not None:
        raise AppealPending(appeal_id=str(found))
