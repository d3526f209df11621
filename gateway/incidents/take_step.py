"""Takes a step about an incident: kept sealed, never changed, its digest in the audit chain."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from gateway.incidents.errors import IncidentClosed, IncidentStepNotPossible, OwnIncident
from gateway.incidents.queries import STEP, find_incident, steps_of, taken_of
from gateway.incidents.rules import StepKind, Taken, duties, is_own, obstacle, state_of
from gateway.incidents.tables import incident_steps, incidents
from gateway.incidents.terms import terms_on

_OBSTACLES = {
    "not-assessed": ("须先评估。", "Assess the incident first."),
    "nothing-to-tell": ("评估认为没有泄露、篡改、丢失。", "It was assessed that nothing leaked, was altered or lost."),
    "harm-not-avoided": (
        "只有措施能够有效避免危害的，才可以不通知个人。",
        "People may be left untold only where the measures effectively avoid harm.",
    ),
    "authority-demanded": ("主管部门已要求通知个人。", "The authority wants people to be told."),
    "duties-open": ("还有未办的事项。", "There are duties left."),
}


async def take_step(
    session: AsyncSession, sealer: Sealer, caller: Caller, incident_id: UUID, entry: tuple[StepKind, BaseModel]
) -> None:
    """Raises UnknownIncident, IncidentClosed, OwnIncident, IncidentStepNotPossible or BadPayload."""
    step, body = entry
    lock = text("SELECT pg_advisory_xact_lock(hashtextextended('incident/' || :id, 0))")
    await session.execute(lock, {"id": str(incident_id)})
    incident = await find_incident(session, incident_id)
    before = taken_of(await steps_of(session, sealer, incident_id))
    _check(incident, before, step, caller.subject)
    content = body.model_dump(mode="json", exclude={"step"})
    _check_time(incident.noticed_at, getattr(body, "told_at", None))
    sealed = sealer.seal(orjson.dumps(content).decode(), f"{STEP}.{incident_id}.{len(before) + 1}")
    digest = hashlib.sha256(sealed).digest()
    row = {"incident_id": incident_id, "position": len(before) + 1, "kind": step, "words": sealed, "digest": digest}
    at = clock.now()
    await session.execute(incident_steps.insert().values(row | {"taken_at": at, "taken_by": caller.subject}))
    now_taken = Taken(step, at, caller.subject, content.get("outcome"), content.get("harm_avoided", False))
    await _move_on(session, incident, [*before, now_taken])
    facts: dict[str, Any] = {"incident": incident_id, "position": row["position"], "step": step}
    await audit.record(session, caller, "take-incident-step", **facts, digest=digest.hex())


def _check(incident: Any, before: list[Taken], step: StepKind, who: str) -> None:
    if state_of(before) == "closed":
        raise IncidentClosed()
    if is_own(incident.noted_by, before, step, who):
        raise OwnIncident()
    found = obstacle(before, step)
    if found is not None:
        open_duties = duties(incident.noticed_at, before, terms_on(clock.day_of(incident.noticed_at)))
        left = [duty.name for duty in open_duties if duty.name != "close"]
        raise IncidentStepNotPossible(*_OBSTACLES[found], obstacle=found, duties=left)


def _check_time(noticed_at: datetime, told_at: datetime | None) -> None:
    if told_at is not None and not noticed_at <= told_at <= clock.now():
        told = "须在发现之后，不晚于现在 (after it was noticed, and not later than now)"
        raise BadPayload(faults=[Fault("#/told_at", "out_of_range", told)])


async def _move_on(session: AsyncSession, incident: Any, taken: list[Taken]) -> None:
    left = duties(incident.noticed_at, taken, terms_on(clock.day_of(incident.noticed_at)))
    values = {"state": state_of(taken), "next_due_at": left[0].due_at if left else None}
    await session.execute(incidents.update().where(incidents.c.id == incident.id).values(values))
