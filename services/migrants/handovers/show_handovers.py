"""Reads of handovers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.identifiers import mask_citizen_number
from chassis.pagination import Page, decode_cursor, page_of
from chassis.sealing import Sealer
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.receipts import receipts_of
from services.migrants.handovers import rules, sealed
from services.migrants.handovers.load import log_of, people_of, services_of
from services.migrants.handovers.schemas import (
    EntrySeen,
    HandoverSeen,
    HandoverShort,
    PersonSeen,
    ReceiptSeen,
    ServiceSeen,
    WaitingSeen,
)
from services.migrants.handovers.tables import HandedPerson, HandedService, Handover, HandoverEntry


async def handover_seen(session: AsyncSession, sealer: Sealer, handover: Handover) -> HandoverSeen:
    """All that this side knows of it, without the words about health."""
    log = await log_of(session, handover.id)
    return HandoverSeen(
        **HandoverShort.model_validate(handover).model_dump(),
        responsible=responsible_for(session, handover, log),
        note=sealed.opened(sealer, handover.note, sealed.NOTE),
        people=[_person(sealer, person) for person in await people_of(session, handover.id)],
        services=[_service(sealer, service) for service in await services_of(session, handover.id)],
        log=[EntrySeen.model_validate(line) for line in log],
        receipts=[ReceiptSeen.model_validate(each) for each in await receipts_of(session, handover.id)],
    )


def responsible_for(session: AsyncSession, handover: Handover, log: Sequence[HandoverEntry]) -> str:
    """The county that is responsible, by the log of this side (the offering one's decides)."""
    here = installation_of(session).here
    giver, taker = (here, handover.peer) if handover.side == "gives" else (handover.peer, here)
    return rules.responsible([line.state for line in log], giver, taker)


def _person(sealer: Sealer, person: HandedPerson) -> PersonSeen:
    told = None if person.told is None else sealed.open_person(sealer, person.told)
    number = told.citizen_number if told else None
    return PersonSeen(
        ref=person.ref,
        person_id=person.person_id,
        dependant=person.dependant,
        name=told.name if told else None,
        birth_date=told.birth_date if told else None,
        registered_division=told.registered_division if told else None,
        citizen_number=None if number is None else mask_citizen_number(number),
        health_agreed_on=person.health_given_on,
    )


def _service(sealer: Sealer, service: HandedService) -> ServiceSeen:
    same = {name: getattr(service, name) for name in ("ref", "person_ref", "kind", "stays", "taken_up_on")}
    return ServiceSeen(words=sealed.opened(sealer, service.words, sealed.SERVICE), **same)


def _of(prefix: str) -> ColumnElement[bool]:
    gives, takes = col(Handover.side) == "gives", col(Handover.side) == "takes"
    from_here, to_here = col(Handover.from_division).startswith(prefix), col(Handover.to_division).startswith(prefix)
    return or_(and_(gives, from_here), and_(takes, to_here))


async def list_handovers(
    session: AsyncSession, prefix: str, side: rules.Side | None, open_only: bool, limit: int, cursor: str | None
) -> Page[HandoverShort]:
    """A page, newest first, of the handovers of the divisions that begin with ``prefix``."""
    found: Any = select(Handover).where(_of(prefix))
    if side is not None:
        found = found.where(col(Handover.side) == side)
    if open_only:
        found = found.where(col(Handover.closed_on).is_(None))
    if cursor is not None:
        found = found.where(col(Handover.id) < decode_cursor(cursor, UUID)[0])
    rows = (await session.scalars(found.order_by(col(Handover.id).desc()).limit(limit + 1))).all()
    return page_of([HandoverShort.model_validate(row) for row in rows], limit, "id")


async def list_waiting(session: AsyncSession, prefix: str, limit: int, cursor: str | None) -> Page[WaitingSeen]:
    """What waits on whom, in the order of offers: an answer, a release, a service to take up."""
    untaken = select(func.count()).where(
        col(HandedService.handover_id) == col(Handover.id),
        col(HandedService.taken_up_on).is_(None),
        ~col(HandedService.stays),
    )
    to_take_up = untaken.scalar_subquery()
    served = and_(col(Handover.side) == "takes", col(Handover.state) == "released", to_take_up > 0)
    found: Any = select(Handover, to_take_up).where(_of(prefix), or_(col(Handover.closed_on).is_(None), served))
    if cursor is not None:
        found = found.where(col(Handover.id) > decode_cursor(cursor, UUID)[0])
    rows = (await session.execute(found.order_by(col(Handover.id)).limit(limit + 1))).all()
    here = installation_of(session).here
    return page_of([_waiting(row[0], row[1], here) for row in rows], limit, "handover_id")


def _waiting(handover: Handover, to_take_up: int, here: str) -> WaitingSeen:
    side: rules.Side = handover.side  # type: ignore[assignment]  # the table's check holds it
    state: rules.State = handover.state  # type: ignore[assignment]
    waits = rules.waits(side, state, to_take_up > 0)
    assert waits is not None  # noqa: S101 - only those that wait were read
    due_on = handover.answer_by if waits[0] in ("delivery", "answer") else None
    return WaitingSeen(
        handover_id=handover.id,
        waits_for=waits[0],
        waits_on=here if waits[1] == side else handover.peer,
        ours=waits[1] == side,
        since=handover.closed_on or handover.offered_on,
        due_on=due_on,
        overdue=due_on is not None and due_on < clock.today(),
        reminded_days=handover.reminded_days,
    )
