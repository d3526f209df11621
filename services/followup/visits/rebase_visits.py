"""The day that plans count from was corrected: their windows move with it, and nobody is owed a visit in the past."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from services.followup.plans.tables import Plan
from services.followup.protocol_changes.apply import lay_out_anew
from services.followup.visits import events
from services.followup.visits.tables import Visit


async def rebase_visits(session: AsyncSession, plans: Sequence[Plan]) -> None:
    """Lay the windows of these active plans (locked, their anchors already the new ones) out anew.

    What was recorded stays as it was recorded. An open visit whose new window has passed ends, unless it was overdue
    under the old day too; a step that could not be met before and can now is planned.
    """
    if not plans:
        return
    await session.flush()
    plan_ids = [plan.id for plan in plans]
    missed = set(await session.scalars(_of(plan_ids, "overdue")))
    for (protocol, version), group in groupby(sorted(plans, key=_version), key=_version):
        await lay_out_anew(session, protocol, version, [plan.id for plan in group])
    session.expire_all()
    await _end_passed(session, plan_ids, missed)


def _version(plan: Plan) -> tuple[str, int]:
    return plan.protocol, plan.version


def _of(plan_ids: Sequence[UUID], state: str) -> Select[UUID]:
    return select(col(Visit.id)).where(col(Visit.plan_id).in_(plan_ids), col(Visit.state) == state)


async def _end_passed(session: AsyncSession, plan_ids: Sequence[UUID], missed: set[UUID]) -> None:
    passed = _of(plan_ids, "due").where(col(Visit.latest_on) < clock.today(), col(Visit.id).not_in(missed))
    told = []
    for visit_id in (await session.scalars(passed.order_by(col(Visit.id)))).all():
        visit = await session.get_one(Visit, visit_id, with_for_update=True)
        visit.state, visit.closed_on, visit.revision = "ended", clock.today(), visit.revision + 1
        told.append(events.closed(visit, "ended"))
    if told:
        await outbox.add(session, *told)


async def rebase_resumed(session: AsyncSession, person_ids: Sequence[UUID]) -> None:
    """Care that goes on again may have slept through a correction of the day that it counts from."""
    corrected = select(Plan).where(col(Plan.person_id).in_(person_ids), col(Plan.state) == "active")
    asleep = corrected.where(col(Plan.anchor_corrected_on).is_not(None)).order_by(col(Plan.id))
    plans = (await session.scalars(asleep.with_for_update())).all()
    await rebase_visits(session, plans)
