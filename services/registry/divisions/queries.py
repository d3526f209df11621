"""Reads of divisions. Places are public knowledge: no division is outside anybody's scope."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping, func, or_, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.registry.divisions.lineage import Descent, descendants, successor, successors
from services.registry.divisions.tables import Division, DivisionChange, Lineage


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


# Locked until the caller's transaction ends, so that no division is merged away under somebody just registered in it.
_UNKNOWN = text(
    "WITH held AS MATERIALIZED (SELECT code FROM divisions WHERE code = ANY (CAST(:codes AS text[]))"
    " AND valid_to IS NULL ORDER BY code FOR SHARE)"
    "SELECT asked.code FROM unnest(CAST(:codes AS text[])) AS asked (code)"
    " WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.code = asked.code)"
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


_AS_OF = text("""
    SELECT code, name, level, parent FROM (
        SELECT code, name, level, parent, valid_from, valid_to FROM divisions
        UNION ALL SELECT code, name, level, parent, valid_from, valid_to FROM division_versions
    ) known
    WHERE valid_from <= :day AND (valid_to IS NULL OR valid_to > :day) AND code > :after
      AND (CAST(:level AS text) IS NULL OR level = :level) AND (CAST(:parent AS text) IS NULL OR parent = :parent)
      AND (CAST(:q AS text) IS NULL OR strpos(name, :q) > 0 OR starts_with(code, :q))
    ORDER BY code LIMIT :most
""")


async def divisions_as_of(
    session: AsyncSession, day: date, *, level: str | None, parent: str | None, q: str | None, after: str, limit: int
) -> Sequence[RowMapping]:
    """Like ``divisions_in_use``, but as they were on ``day``: code, name, level, parent."""
    values = {"day": day, "level": level, "parent": parent, "q": q, "after": after, "most": limit + 1}
    return (await session.execute(_AS_OF, values)).mappings().all()


async def successor_of(session: AsyncSession, code: str, on: date) -> str | None:
    """The code in use on ``on`` that stands for ``code``: itself, its last heir, or None where it never was one."""
    return successor(code, *(await _lineage(session, on)))


async def successors_of(session: AsyncSession, codes: Iterable[str], on: date) -> dict[str, str]:
    """Old code → the code that stands for it on ``on``, for those of ``codes`` that are out of use and have one."""
    return successors(codes, *(await _lineage(session, on)))


async def descendants_of(session: AsyncSession, codes: Iterable[str], on: date) -> dict[str, list[str]]:
    """Old code → all codes in use on ``on`` where its people may be, in order; only for codes that have any."""
    in_use, lineage = await _lineage(session, on, heirs_only=False)
    found = {code: sorted(descendants(code, in_use, lineage)) for code in codes}
    return {code: heirs for code, heirs in found.items() if heirs}


async def _lineage(session: AsyncSession, on: date, *, heirs_only: bool = True) -> tuple[set[str], list[Descent]]:
    rows = await divisions_as_of(session, on, level=None, parent=None, q=None, after="", limit=1_000_000)
    lines = select(Lineage).where(col(Lineage.effective_on) <= on)
    if heirs_only:
        lines = lines.where(col(Lineage.heir))
    lineage = [Descent(line.from_code, line.to_code, line.effective_on) for line in await session.scalars(lines)]
    return {row["code"] for row in rows}, lineage


async def lineage_of(session: AsyncSession, code: str) -> Sequence[tuple[Lineage, str]]:
    """Every line that names ``code``, with the kind of its change, oldest first."""
    named = or_(col(Lineage.from_code) == code, col(Lineage.to_code) == code)
    lines = select(Lineage, DivisionChange.kind).join(DivisionChange, col(DivisionChange.id) == Lineage.change_id)
    rows = await session.execute(lines.where(named).order_by(col(Lineage.effective_on), col(DivisionChange.made_at)))
    return [(line, kind) for line, kind in rows]


async def changes_made(session: AsyncSession, after: UUID, limit: int) -> Sequence[DivisionChange]:
    """Up to ``limit`` + 1 changes, in the order in which they were made."""
    made = select(DivisionChange).where(col(DivisionChange.id) > after)
    return (await session.scalars(made.order_by(col(DivisionChange.id)).limit(limit + 1))).all()
