"""What the receiving county hears from the other: an offer, that it was closed, that it is released, or due soon."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.identifiers import is_division_code, new_id
from chassis.sealing import Sealer
from services.migrants.exchange.installation import county_of, installation_of
from services.migrants.exchange.receiving import Incoming, MessageRefused, receives
from services.migrants.exchange.send_message import send_message
from services.migrants.handovers import rules, sealed
from services.migrants.handovers.load import locked
from services.migrants.handovers.messages import (
    HandoverOffered,
    HandoverReceived,
    HandoverReleased,
    HandoverReminded,
    HandoverTimedOut,
    HandoverWithdrawn,
)
from services.migrants.handovers.tables import HandedPerson, HandedService, Handover
from services.migrants.handovers.take_step import take_step, tell_opened, write_line

_KINDS = ("care-plan", "referral", "benefit")
_LONGEST = 4000


@receives(HandoverOffered)
async def receive_offer(session: AsyncSession, incoming: Incoming[HandoverOffered]) -> None:
    """Put it on the desk of the place that it names. Raises MessageRefused for what is not for this county."""
    offer = incoming.message
    known = await locked(session, offer.handover_id)
    if known is not None:
        if known.side != "takes" or known.peer != incoming.sender:
            raise MessageRefused("handover-taken", "该编号已用于另一项转接", "The id is another handover's")
        return
    _check(session, incoming)
    handover = Handover(
        id=offer.handover_id,
        side="takes",
        peer=incoming.sender,
        state="received",
        from_division=offer.from_division,
        to_division=offer.to_division,
        answer_by=offer.answer_by,
        offered_on=clock.day_of(incoming.sent_at),
    )
    session.add(handover)
    await session.flush()
    session.add_all(_rows(installation_of(session).sealer, offer))
    write_line(session, handover, "received", incoming.sender, incoming.id)
    await tell_opened(session, handover)
    answer = HandoverReceived(handover_id=handover.id)
    await send_message(session, to=incoming.sender, thread=handover.id, message=answer)


@receives(HandoverWithdrawn)
async def note_withdrawn(session: AsyncSession, incoming: Incoming[HandoverWithdrawn]) -> None:
    """The offer was taken back; an acceptance of ours on its way comes too late."""
    await _hear(session, incoming, incoming.message.handover_id, "withdraw")


@receives(HandoverTimedOut)
async def note_timed_out(session: AsyncSession, incoming: Incoming[HandoverTimedOut]) -> None:
    """No answer of ours came in time."""
    await _hear(session, incoming, incoming.message.handover_id, "time-out")


@receives(HandoverReleased)
async def note_released(session: AsyncSession, incoming: Incoming[HandoverReleased]) -> None:
    """The other county has let go: this one is responsible."""
    await _hear(session, incoming, incoming.message.handover_id, "release")


@receives(HandoverReminded)
async def note_reminder(session: AsyncSession, incoming: Incoming[HandoverReminded]) -> None:
    """The answer is due soon: it stands first on the list of what waits."""
    handover = await _theirs(session, incoming, incoming.message.handover_id)
    if handover is not None and handover.state == "received":
        handover.reminded_days = max((handover.answer_by - clock.today()).days, 0)
        write_line(session, handover, "remind", incoming.sender, incoming.id)


async def _hear(session: AsyncSession, incoming: Incoming[Any], handover_id: UUID, step: rules.Step) -> None:
    handover = await _theirs(session, incoming, handover_id)
    if handover is not None:
        await take_step(session, handover, step, incoming.sender, incoming.id)


async def _theirs(session: AsyncSession, incoming: Incoming[Any], handover_id: UUID) -> Handover | None:
    """None where the offer never came here: it was turned down when it did, and there is nothing to follow."""
    handover = await locked(session, handover_id)
    if handover is not None and (handover.side != "takes" or handover.peer != incoming.sender):
        raise MessageRefused("unknown-handover", "没有这项转接", "No such handover")
    return handover


def _check(session: AsyncSession, incoming: Incoming[HandoverOffered]) -> None:
    offer = incoming.message
    if incoming.thread != offer.handover_id:
        raise MessageRefused("wrong-thread", "消息线索与转接不符", "The message's thread is not the handover's")
    places = (offer.from_division, offer.to_division, *(person.registered_division for person in offer.people))
    if not all(is_division_code(code) for code in places):
        raise MessageRefused("bad-division", "区划代码有误", "A division code is wrong")
    if county_of(session, offer.to_division) != installation_of(session).here:
        raise MessageRefused("not-ours", "该区划不属于本县", "The place is not served by this county")
    if clock.today() > offer.answer_by:
        raise MessageRefused("over-time", "答复期限在送达前已过", "The last day for an answer passed before it came")
    _check_names(offer)


def _check_names(offer: HandoverOffered) -> None:
    people = {person.ref for person in offer.people}
    agreed = {told.person for told in offer.health}
    services = {service.ref for service in offer.services}
    fits = 0 < len(people) == len(offer.people) <= 40 and len(services) == len(offer.services) <= 200
    fits &= agreed <= people and len(agreed) == len(offer.health)
    fits &= all(service.person in people and service.kind in _KINDS for service in offer.services)
    words = [person.name for person in offer.people]
    words += [each.words for each in offer.services] + [each.words for each in offer.health]
    fits &= all(0 < len(each) <= _LONGEST and "\0" not in each for each in words)
    if not fits:
        raise MessageRefused("bad-content", "消息内容不符合约定", "The message does not fit its contract")
    if any(service.kind != "benefit" and service.person not in agreed for service in offer.services):
        raise MessageRefused("no-consent", "健康服务缺少本人单独同意", "Care is told of without the separate consent")


def _rows(sealer: Sealer, offer: HandoverOffered) -> list[HandedPerson | HandedService]:
    health = {told.person: told for told in offer.health}
    rows: list[HandedPerson | HandedService] = []
    for told in offer.people:
        agreed = health.get(told.ref)
        person = HandedPerson(
            id=new_id(),
            handover_id=offer.handover_id,
            ref=told.ref,
            dependant=told.dependant,
            told=sealed.seal_person(sealer, told),
        )
        if agreed is not None:
            person.health = sealer.seal(agreed.words, sealed.HEALTH)
            person.health_given_by, person.health_given_on = agreed.given_by, agreed.given_on
            person.health_text_version = agreed.text_version
        rows.append(person)
    for service in offer.services:
        rows.append(
            HandedService(
                id=new_id(),
                handover_id=offer.handover_id,
                person_ref=service.person,
                ref=service.ref,
                kind=service.kind,
                stays=service.stays,
                words=sealer.seal(service.words, sealed.SERVICE),
            )
        )
    return rows
