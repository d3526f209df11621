"""Offers a plan. An offer is nothing more than an offer: no visit, no date, no reminder, no event comes of it."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.clock import SHANGHAI
from chassis.identifiers import new_id
from services.followup.people.tables import KnownPerson
from services.followup.plans.tables import Plan
from services.followup.protocols.model import Protocol


class Reason(msgspec.Struct, frozen=True):
    """Why a plan is offered: for one reason a plan is offered once, whatever became of it."""

    origin: str
    origin_id: UUID
    event_id: UUID | None = None


async def offer(
    session: AsyncSession,
    protocol: Protocol,
    person_id: UUID,
    anchor_on: date,
    reason: Reason,
    division: str,
    at: datetime,
) -> UUID | None:
    """The new plan's id; None where there is nothing to offer: all windows past, offered before, person gone.

    ``division`` counts only while the person's own is not known.
    """
    # Locked against a death arriving at the same time: it then finds this plan and ends it.
    person = await session.get(KnownPerson, person_id, with_for_update={"read": True}, populate_existing=True)
    if person is not None and not person.can_be_cared_for:
        return None
    if not protocol.windows_open_after(anchor_on, at.astimezone(SHANGHAI).date()):
        return None
    place = person.division if person is not None and person.division is not None else division
    row = {
        "id": new_id(),
        "person_id": person_id,
        "protocol": protocol.id,
        "version": protocol.version,
        "anchor_on": anchor_on,
        "origin": reason.origin,
        "origin_id": reason.origin_id,
        "origin_event": reason.event_id,
        "state": "offered",
        "division": place,
        "county": place[:6],
        "place_revision": person.place_revision if person else 0,
        "life_revision": person.life_revision if person else 0,
        "offered_at": at,
        "revision": 1,
    }
    offered = insert(Plan).values(row).on_conflict_do_nothing().returning(col(Plan.id))
    return (await session.execute(offered)).scalar_one_or_none()
