"""Reads of incidents."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Row, RowMapping, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sealing import Sealer
from gateway.incidents.errors import UnknownIncident
from gateway.incidents.note_incident import WORDS
from gateway.incidents.rules import Taken, duties
from gateway.incidents.schemas import IncidentDetail, IncidentDuty, IncidentOut, IncidentStepOut
from gateway.incidents.tables import incident_steps, incidents
from gateway.incidents.terms import terms_on

Wanted = Literal["all", "open", "overdue", "closed"]
STEP = "incident.step"


async def incidents_in(session: AsyncSession, wanted: Wanted, before: UUID | None, limit: int) -> list[RowMapping]:
    """Up to ``limit`` + 1 incidents, the newest first."""
    c = incidents.c
    states: dict[str, ColumnElement[bool]] = {"all": true(), "open": c.state != "closed", "closed": c.state == "closed"}
    states["overdue"] = (c.state != "closed") & (c.next_due_at < clock.now())
    found = select(incidents).where(states[wanted], c.id < before if before else true())
    return list((await session.execute(found.order_by(c.id.desc()).limit(limit + 1))).mappings())


async def find_incident(session: AsyncSession, incident_id: UUID) -> Row[Any]:
    """Raises UnknownIncident."""
    found = (await session.execute(select(incidents).where(incidents.c.id == incident_id))).one_or_none()
    if found is None:
        raise UnknownIncident()
    return found


async def steps_of(session: AsyncSession, sealer: Sealer, incident_id: UUID) -> list[IncidentStepOut]:
    """What was done, in order."""
    c = incident_steps.c
    rows = await session.execute(select(incident_steps).where(c.incident_id == incident_id).order_by(c.position))
    return [
        IncidentStepOut(
            position=row.position,
            step=row.kind,
            taken_at=row.taken_at,
            taken_by=row.taken_by,
            content=orjson.loads(sealer.open(row.words, f"{STEP}.{incident_id}.{row.position}")),
            digest=row.digest.hex(),
        )
        for row in rows
    ]


def taken_of(steps: Sequence[IncidentStepOut]) -> list[Taken]:
    """Steps as the rules ask about them."""
    return [
        Taken(
            each.step,
            each.taken_at,
            each.taken_by,
            each.content.get("outcome"),
            each.content.get("harm_avoided", False),
        )
        for each in steps
    ]


def show(row: RowMapping, sealer: Sealer) -> IncidentOut:
    """As a list shows it."""
    return IncidentOut.model_validate(_told(row, sealer))


async def detail(session: AsyncSession, sealer: Sealer, incident_id: UUID) -> IncidentDetail:
    """An incident with what is owed and what was done. Raises UnknownIncident."""
    row = (await find_incident(session, incident_id))._mapping
    steps, now = await steps_of(session, sealer, incident_id), clock.now()
    terms = terms_on(clock.day_of(row["noticed_at"]))
    left = duties(row["noticed_at"], taken_of(steps), terms)
    owed = [IncidentDuty(name=duty.name, due_at=duty.due_at, overdue=duty.due_at < now) for duty in left]
    told = _told(row, sealer) | {"duties": owed, "terms_source": terms.source, "steps": steps}
    return IncidentDetail.model_validate(told)


def _told(row: RowMapping, sealer: Sealer) -> dict[str, Any]:
    words = None if row["words"] is None else sealer.open(row["words"], f"{WORDS}.{row['id']}")
    late = row["next_due_at"] is not None and row["next_due_at"] < clock.now()
    return {**row, "words": words, "overdue": late}
