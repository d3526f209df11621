"""Reads of what was frozen."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.assessment.reports.content import Point
from services.assessment.reports.errors import UnknownBulletin
from services.assessment.reports.tables import Bulletin
from services.assessment.settlements.tables import Settlement

_SHOWN = 11
"""Periods before the reported one that a chart shows: with it, twelve."""


async def find_bulletin(session: AsyncSession, bulletin_id: UUID) -> Bulletin:
    """Raises UnknownBulletin."""
    found = await session.get(Bulletin, bulletin_id)
    if found is None:
        raise UnknownBulletin()
    return found


async def bulletins(session: AsyncSession) -> Sequence[Bulletin]:
    """All of them, the newest first; a county issues twelve a year."""
    wanted = select(Bulletin).order_by(col(Bulletin.month).desc(), col(Bulletin.version).desc())
    return (await session.execute(wanted)).scalars().all()


async def county_scores_before(session: AsyncSession, month: date) -> list[Point]:
    """Of the standing bulletins of earlier months, the oldest first."""
    wanted = select(col(Bulletin.period), col(Bulletin.document)).where(col(Bulletin.month) < month)
    wanted = wanted.ext(distinct_on(col(Bulletin.month))).order_by(
        col(Bulletin.month).desc(), col(Bulletin.version).desc()
    )
    return [_point(row) for row in reversed((await session.execute(wanted.limit(_SHOWN))).all())]


async def settled_scores_before(session: AsyncSession, first_month: date) -> list[Point]:
    """Of the standing settlements of earlier quarters, the oldest first. None of them changes any more."""
    wanted = select(col(Settlement.period), col(Settlement.document)).where(col(Settlement.first_month) < first_month)
    newest = (col(Settlement.first_month).desc(), col(Settlement.version).desc())
    wanted = wanted.ext(distinct_on(col(Settlement.first_month))).order_by(*newest)
    return [_point(row) for row in reversed((await session.execute(wanted.limit(_SHOWN))).all())]


def _point(row: Any) -> Point:
    period, document = row
    county = document["levels"]["county"]
    return Point(period, county[0]["score"]["value"] if county else None)
