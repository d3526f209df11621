"""Ends what was proposed and never decided: a change of access that nobody looked at takes no effect years later."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.deadlines import Provision, in_force, load_deadlines
from chassis.sweeps import Sweep
from gateway.access_changes.tables import access_changes

_C = access_changes.c
_BY = Caller(subject="lapse-sweep", kind="staff")
_BATCH = 100


@cache
def _provisions() -> list[Provision]:
    return load_deadlines(Path(__file__).with_name("periods.yaml"))["decide-access-change"]


def lapses_at(proposed_at: datetime) -> datetime:
    """Until when what is proposed now can be approved, by the period in force on that day."""
    period = in_force(_provisions(), clock.day_of(proposed_at))
    return proposed_at + timedelta(days=period.days or 0)


def is_over(change: Row) -> bool:
    """Whether a change has waited for too long."""
    return change.state == "open" and change.lapses_at <= clock.now()


async def _due(session: AsyncSession) -> Sequence[UUID]:
    wanted = select(_C.id).where(_C.state == "open", _C.lapses_at <= clock.now()).order_by(_C.lapses_at)
    return (await session.scalars(wanted.limit(_BATCH))).all()


async def lapse(session: AsyncSession, change_id: UUID) -> None:
    """End a change whose time is over; anything else stays as it is."""
    change = (await session.execute(select(access_changes).where(_C.id == change_id).with_for_update())).one()
    if not is_over(change):
        return
    values = {"state": "lapsed", "decided_at": clock.now(), "decided_by": _BY.subject}
    await session.execute(access_changes.update().where(_C.id == change_id).values(values))
    facts = {"change": str(change.id), "kind": change.kind, "account": change.account}
    await audit.record(session, _BY, "lapse-access-change", **facts, proposed_by=change.proposed_by)


async def lapse_in_the_way(session: AsyncSession, account: str, kind: str) -> None:
    """End what would keep a new proposal from being made although its own time is over."""
    wanted = select(_C.id).where(_C.account == account, _C.kind == kind, _C.state == "open")
    for change_id in (await session.scalars(wanted.where(_C.lapses_at <= clock.now()))).all():
        await lapse(session, change_id)


LAPSE_CHANGES = Sweep("lapse-access-changes", timedelta(minutes=10), _due, lapse)
