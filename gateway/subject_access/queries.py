"""Reads of requests."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.db import driver
from chassis.repointing import entries_of
from chassis.sealing import Sealer
from gateway.subject_access.schemas import RightsRequestOut, State
from gateway.subject_access.tables import DOCUMENT, REASON, WORDS, rights_requests

_R = rights_requests.c


async def requests_of(session: AsyncSession, person_id: UUID, after: UUID | None, limit: int) -> list[RowMapping]:
    """Up to ``limit`` + 1 requests of a person, the oldest first; those made under entries that were merged too."""
    known_as = await entries_of(await driver(session), person_id)
    wanted = select(rights_requests).where(_R.person_id.in_(known_as), _R.id > after if after else true())
    return list((await session.execute(wanted.order_by(_R.id).limit(limit + 1))).mappings())


async def requests_in(
    session: AsyncSession, caller: Caller, state: State, after: tuple[date, UUID] | None, page: tuple[int, date]
) -> list[RowMapping]:
    """Up to the page's limit + 1 requests in the caller's area, by the day they are due. ``page``: limit, today."""
    limit, today = page
    wanted = select(rights_requests).where(_in(state, today), _R.division.startswith(caller.scope_prefix))
    if after is not None:
        wanted = wanted.where((_R.answer_by > after[0]) | ((_R.answer_by == after[0]) & (_R.id > after[1])))
    return list((await session.execute(wanted.order_by(_R.answer_by, _R.id).limit(limit + 1))).mappings())


def _in(state: State, today: date) -> ColumnElement[bool]:
    if state == "answered":
        return _R.outcome.is_not(None)
    return _R.outcome.is_(None) & (_R.answer_by < today if state == "overdue" else true())


def show_request(row: RowMapping, sealer: Sealer, today: date) -> RightsRequestOut:
    """As an answer shows it on ``today``."""
    opened = {
        name: sealer.open(row[f"{name}_sealed"], context) if row[f"{name}_sealed"] else None
        for name, context in (("words", WORDS), ("reason", REASON), ("document", DOCUMENT))
    }
    overdue = row["outcome"] is None and row["answer_by"] < today
    return RightsRequestOut.model_validate(dict(row) | opened | {"overdue": overdue})
