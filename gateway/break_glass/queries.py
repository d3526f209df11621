"""Reads of break-glass."""

from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sealing import Sealer
from gateway.break_glass.begin import NOTE, REASON
from gateway.break_glass.schemas import BreakGlassOut, State
from gateway.break_glass.tables import break_glass

_SHOWN = frozenset(BreakGlassOut.model_fields) - {"reason", "note", "overdue"}


async def uses(session: AsyncSession, state: State, before: UUID | None, limit: int) -> list[RowMapping]:
    """Up to ``limit`` + 1 uses, the newest first."""
    c = break_glass.c
    states: dict[str, ColumnElement[bool]] = {"open": c.verdict.is_(None), "reviewed": c.verdict.is_not(None)}
    states["overdue"] = c.verdict.is_(None) & (c.review_by < clock.today())
    wanted = select(break_glass).where(states[state], c.id < before if before else true())
    return list((await session.execute(wanted.order_by(c.id.desc()).limit(limit + 1))).mappings())


def show(row: RowMapping, sealer: Sealer) -> BreakGlassOut:
    """As an answer shows it."""
    use = row["id"]
    return BreakGlassOut.model_validate(
        {name: row[name] for name in _SHOWN}
        | {
            "reason": sealer.open(row["reason"], f"{REASON}.{use}"),
            "note": sealer.open(row["note"], f"{NOTE}.{use}") if row["note"] is not None else None,
            "overdue": row["verdict"] is None and row["review_by"] < clock.today(),
        }
    )
