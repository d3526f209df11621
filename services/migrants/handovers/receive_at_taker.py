"""What the receiving county hears from the other: an offer, that it was closed, that it is released, or due soon."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.identifiers import is_division_code, new_id
from chassis.sealing import Sealer
from services.migrants.exchange.installation import county_of, installation_of
from services.migrants.exchange.receiving import (
    BadContent,
    Incoming,
    MessageRefused,
    Refusals,
    receives,
    receives_together,
)
from services.migrants.exchange.send_message import Letter, send_messages
from services.migrants.handovers import rules, sealed
from services.migrants.handovers.load import locked, locked_by_id
from services.migrants.handovers.messages import (
    HandoverOffered,
    HandoverReceived,
    HandoverReleased,
    HandoverReminded,
    HandoverTimedOut,
    HandoverWithdrawn,
)
from services.migrants.handovers.tables import HandedPerson, HandedService, Handover
from services.migrants.handovers.take_step import Step, take_steps, tell_opened, write_line

_KINDS = ("care-plan", "referral", "benefit")
_LONGEST = 4000


@receives_together(HandoverOffered)
async def receive_offers(session: AsyncSession, incoming: Sequence[Incoming[HandoverOffered]]) -> Refusals:
    """Put them on the desks of the places that they name. What is not for this county is turned down."""
    known = await locked_by_id(session, [each.message.handover_id for each in incoming])
    refused: Refusals = {}
    fresh: list[Incoming[HandoverOffered]] = []
    for each in incoming:
        try:
            if _is_new(session, each, known.get(each.message.handover_id)):
                fresh.append(each)
        except MessageRefused as why:
            refused[each.id] = why
    await _put_on_desks(session, fresh)
    return refused


def _is_new(session: AsyncSession, incoming: Incoming[HandoverOffered], known: Handover | None) -> bool:
    if known is None:
        _check(session, incoming)
        return True
    if known.side != "takes" or known.peer != incoming.sender:
        raise MessageRefused("handover-taken", "该编号已用于另一项转接", "The id is another handover's")
    return False


async def _put_on_desks(session: AsyncSession, fresh: Sequence[Incoming[HandoverOffered]]) -> None:
    handovers = [_handover(each) for each in fresh]
    session.add_all(handovers)
    await session.flush()
    sealer = installation_of(session).sealer
    for each, handover in zip(fresh, handovers, strict=True):
        session.add_all(_rows(sealer, each.message))
        write_line(session, handover, "received", each.sender, each.id)
    await tell_opened(session, *handovers)
    answers = [Letter(each.peer, each.id, HandoverReceived(handover_id=each.id)) for each in handovers]
    await send_messages(session, answers)


def _handover(incoming: Incoming[HandoverOffered]) -> Handover:
    offer = incoming.message
    return Handover(
        id=offer.handover_id,
        side="takes",
        peer=incoming.sender,
        state="received",
        from_division=offer.from_division,
        to_division=offer.to_division,
        answer_by=offer.answer_by,
        offered_on=clock.day_of(incoming.sent_at),
    )


@receives_together(HandoverWithdrawn)
async def note_withdrawn(session: AsyncSession, incoming: Sequence[Incoming[HandoverWithdrawn]]) -> Refusals:
    """The offer was taken back; an acceptance of ours on its way comes too late."""
    return await _hear(session, incoming, "withdraw")


@receives_together(HandoverTimedOut)
async def note_timed_out(session: AsyncSession, incoming: Sequence[Incoming[HandoverTimedOut]]) -> Refusals:
    """No answer of ours came in time."""
    return await _hear(session, incoming, "time-out")


@receives_together(HandoverReleased)
async def note_released(session: AsyncSession, incoming: Sequence[Incoming[HandoverReleased]]) -> Refusals:
    """The other county has let go: this one is responsible."""
    return await _hear(session, incoming, "release")


@receives(HandoverReminded)
async def note_reminder(session: AsyncSession, incoming: Incoming[HandoverReminded]) -> None:
    """The answer is due soon: it stands first on the list of what waits."""
    handover = _of_sender(incoming, await locked(session, incoming.message.handover_id))
    if handover is not None and handover.state == "received":
        handover.reminded_days = max((handover.answer_by - clock.today()).days, 0)
        write_line(session, handover, "remind", incoming.sender, incoming.id)


async def _hear(session: AsyncSession, incoming: Sequence[Incoming[Any]], step: rules.Step) -> Refusals:
    known = await locked_by_id(session, [each.message.handover_id for each in incoming])
    refused: Refusals = {}
    steps = []
    for each in incoming:
        try:
            handover = _of_sender(each, known.get(each.message.handover_id))
        except MessageRefused as why:
            refused[each.id] = why
            continue
        steps += [] if handover is None else [Step(handover, step, each.sender, each.id)]
    await take_steps(session, steps)
    return refused


def _of_sender(incoming: Incoming[Any], handover: Handover | None) -> Handover | None:
    """None where the offer never came here: it was turned down when it did, and there is nothing to follow."""
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
        raise BadContent
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
