"""Take a handover: everybody named is found in this register, and all services come together."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from services.migrants.exchange.installation import county_of, installation_of
from services.migrants.exchange.send_message import send_message
from services.migrants.handovers.errors import HandoverClosed, HandoverOverTime, HandoverRuns
from services.migrants.handovers.load import load_handover, people_of
from services.migrants.handovers.messages import HandoverAccepted
from services.migrants.handovers.rules import TooLate, is_over_time
from services.migrants.handovers.schemas import Acceptance
from services.migrants.handovers.tables import HandedPerson, Handover
from services.migrants.handovers.take_step import take_step
from services.migrants.residents.load import load_people

_HOLD = text("SELECT 1 FROM residents WHERE person_id = ANY (:people) ORDER BY person_id FOR UPDATE")
_OPEN = text("SELECT 1 FROM handover_people WHERE person_id = ANY (:people) AND open AND handover_id <> :this")


async def accept_handover(session: AsyncSession, caller: Caller, handover_id: UUID, found: Acceptance) -> Handover:
    """The handover after it. From here on this county serves, and cannot take it back.

    Raises UnknownHandover, HandoverClosed, HandoverOverTime, BadPayload, HandoverRuns.
    """
    handover = await load_handover(session, caller, handover_id, lock=True)
    if handover.side == "takes" and handover.state == "accepted":
        return handover
    if handover.side != "takes" or handover.state != "received":
        raise HandoverClosed(state=handover.state)
    if is_over_time("received", handover.answer_by, clock.today()):
        raise HandoverOverTime(answer_by=handover.answer_by.isoformat())
    await _find(session, await people_of(session, handover.id), found, handover.id)
    try:
        await take_step(session, handover, "accept", caller.subject)
    except TooLate as late:
        raise HandoverClosed(state=late.state) from None
    handover.by = caller.subject
    message = HandoverAccepted(handover_id=handover.id, accepted_on=clock.today())
    await send_message(session, to=handover.peer, thread=handover.id, message=message)
    for each in found.people:
        await audit.record(session, caller, "accept-handover", each.person_id, handover=handover.id)
    return handover


async def _find(session: AsyncSession, people: Sequence[HandedPerson], found: Acceptance, this: UUID) -> None:
    ids = {each.ref: each.person_id for each in found.people}
    await session.execute(_HOLD, {"people": list(ids.values())})
    known, here = await load_people(session, ids.values()), installation_of(session).here
    faults = []
    if len(ids) != len(found.people) or ids.keys() != {person.ref for person in people}:
        told = "转接名单中的每个人都要对应一次 (each person of the offer once)"
        faults.append(Fault("#/people", "not_everybody", told))
    if len(set(ids.values())) != len(ids):
        faults.append(Fault("#/people", "one_for_two", "两人对应了同一登记 (two of the offer are one entry)"))
    for number, each in enumerate(found.people):
        resident = known.get(each.person_id)
        if resident is None or county_of(session, resident.residence_division) != here:
            told = "此人未登记居住在本县 (not registered as living in this county)"
            faults.append(Fault(f"#/people/{number}/person_id", "does_not_live_here", told))
    if faults:
        raise BadPayload(faults=faults)
    if (await session.execute(_OPEN, {"people": list(ids.values()), "this": this})).first() is not None:
        raise HandoverRuns()
    for person in people:
        person.person_id = ids[person.ref]
