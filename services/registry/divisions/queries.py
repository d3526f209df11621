"""Reads of divisions. Places are public knowledge: no division is outside anybody's scope."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.divisions.tables import Division


async def divisions_in_use(
    session: AsyncSession, *, level: str | None, parent: str | None, q: str | None, after: str, limit: int
) -> Sequence[Division]:
    """Up to ``limit`` + 1 divisions after code ``after``; ``q`` is part of a name or the beginning of a code."""
    found = select(Division).where(col(Division.valid_to).is_(None), col(Division.code) > after)
    if level is not None:
        found = found.where(Division.level == level)
    if parent is not None:
        found = found.where(Division.parent == parent)
    if q is not None:
        found = found.where(or_(func.strpos(Division.name, q) > 0, func.starts_with(Division.code, q)))
    return (await session.scalars(found.order_by(col(Division.code)).limit(limit + 1))).all()


_UNKNOWN = text(
    "SELECT asked.code FROM unnest(CAST(:codes AS text[])) AS asked (code)"
    " WHERE NOT EXISTS (SELECT 1 FROM divisions d WHERE d.code = asked.code AND d.valid_to IS NULL)"
    " AND EXISTS (SELECT 1 FROM divisions d WHERE d.code = left(asked.code, 6) || '000000' AND d.level = 'county')"
)


async def unknown_divisions(session: AsyncSession, codes: Iterable[str | None]) -> set[str]:
    """Those of ``codes`` that lie in a county of this register and are not in it. Others are taken as they are."""
    asked = sorted({code for code in codes if code is not None})
    return set(await session.scalars(_UNKNOWN, {"codes": asked}))


async def home_counties(session: AsyncSession) -> frozenset[str]:
    """The six leading digits of each county that this register keeps: what is ``here`` and what is elsewhere."""
    codes = await session.scalars(select(Division.code).where(Division.level == "county"))
    return frozenset(code[:6] for code in codes)
