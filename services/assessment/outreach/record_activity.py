"""Record an activity, or take one out again; both are told to the figures in the same transaction."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.concurrency import expect_revision
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault, NotAllowed
from services.assessment.facts.changes import Change
from services.assessment.facts.keep_facts import keep_facts
from services.assessment.outreach.boxes import box_of, kind_of
from services.assessment.outreach.errors import ActivityClosed
from services.assessment.outreach.schemas import ActivityEntry
from services.assessment.outreach.tables import Activity


async def record_activity(session: AsyncSession, caller: Caller, entry: ActivityEntry) -> Activity:
    """Raises NotAllowed, BadPayload."""
    if not caller.sees(entry.division):
        raise NotAllowed()
    if faults := _faults(entry):
        raise BadPayload(faults=faults)
    activity = Activity(
        **entry.model_dump(), id=new_id(), recorded_by=caller.subject, recorded_at=clock.now(), revision=1
    )
    session.add(activity)
    await session.flush()
    await _tell(session, activity)
    await audit.record(session, caller, "record-activity", activity.id, box=activity.box)
    return activity


def _faults(entry: ActivityEntry) -> list[Fault]:
    faults = []
    if kind_of(entry.kind) is None:
        faults.append(Fault("/kind", "unknown_kind", "no such kind of activity"))
    if box_of(entry.box) is None:
        faults.append(Fault("/box", "unknown_box", "no such box"))
    if entry.held_on > clock.today():
        faults.append(Fault("/held_on", "in_the_future", "the day has not come yet"))
    return faults


async def withdraw_activity(
    session: AsyncSession, caller: Caller, activity: Activity, if_match: str | None, reason: str
) -> Activity:
    """Raises RevisionMissing, RevisionStale, ActivityClosed."""
    expect_revision(if_match, activity.revision)
    if activity.withdrawn_on is not None:
        raise ActivityClosed(reason="withdrawn")
    activity.withdrawn_on, activity.withdrawn_reason = clock.today(), reason
    activity.revision += 1
    await session.flush()
    await _tell(session, activity)
    await audit.record(session, caller, "withdraw-activity", activity.id, reason=reason)
    return activity


async def _tell(session: AsyncSession, activity: Activity) -> None:
    values = {
        "division": activity.division if activity.withdrawn_on is None else None,
        "opened_on": activity.held_on,
        "owner": activity.kind,
        "addressed": activity.addressed,
        "reached": activity.reached,
    }
    await keep_facts(session, [Change("outreach", activity.id, clock.now(), values)])
