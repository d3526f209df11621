"""Offer people's services to the county where they live now."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from chassis.working_days import after_working_days
from services.migrants.exchange.send_message import send_message
from services.migrants.handovers import sealed
from services.migrants.handovers.check_offer import check_offer
from services.migrants.handovers.messages import HandoverOffered, HealthTold, PersonTold, ServiceTold
from services.migrants.handovers.policy import handover_policy
from services.migrants.handovers.schemas import HandoverEntryBody, PersonEntry, ServiceEntry
from services.migrants.handovers.tables import HandedPerson, HandedService, Handover
from services.migrants.handovers.take_step import tell_opened, write_line
from services.migrants.residents.tables import Resident


async def offer_handover(session: AsyncSession, sealer: Sealer, caller: Caller, body: HandoverEntryBody) -> Handover:
    """The handover, its offer queued for the other county.

    Raises CharterRefusal, BadPayload, PersonUnknownHere, NobodyServesThere, HandoverRuns.
    """
    peer, known = await check_offer(session, caller, body)
    today = clock.today()
    handover = Handover(
        id=new_id(),
        side="gives",
        peer=peer,
        state="offered",
        from_division=_home_of(known[body.people[0].person_id], caller),
        to_division=body.to_division,
        answer_by=after_working_days(today, handover_policy(today).answer_within_working_days),
        offered_on=today,
        by=caller.subject,
    )
    session.add(handover)
    await session.flush()
    people = {each.person_id: _told(each, known[each.person_id]) for each in body.people}
    services = [_service(each, people[each.person_id].ref) for each in body.services]
    health = [told for each in body.people if (told := _health(each, people[each.person_id].ref)) is not None]
    session.add_all(_rows(handover, sealer, body, people, services, health))
    offer = HandoverOffered(
        handover_id=handover.id,
        from_division=handover.from_division,
        to_division=handover.to_division,
        answer_by=handover.answer_by,
        people=list(people.values()),
        services=services,
        health=health,
    )
    sent = await send_message(session, to=peer, thread=handover.id, message=offer)
    write_line(session, handover, "offer", caller.subject, sent)
    await tell_opened(session, handover)
    await audit.record(session, caller, "offer-handover", body.people[0].person_id, handover=handover.id, to=peer)
    return handover


def _home_of(person: Resident, caller: Caller) -> str:
    """The place of this side: where they live or are registered within the desk's area."""
    lived = person.residence_division
    return lived if caller.sees(lived) else person.registered_division


def _told(entry: PersonEntry, person: Resident) -> PersonTold:
    return PersonTold(
        ref=new_id(),
        name=person.name,
        birth_date=person.birth_date,
        registered_division=person.registered_division,
        citizen_number=entry.citizen_number,
        dependant=entry.dependant,
    )


def _service(entry: ServiceEntry, person: UUID) -> ServiceTold:
    return ServiceTold(ref=new_id(), person=person, kind=entry.kind, words=entry.words, stays=entry.stays)


def _health(entry: PersonEntry, person: UUID) -> HealthTold | None:
    if entry.health is None:
        return None
    given_on = entry.health.given_on or clock.today()
    same = entry.health.model_dump(include={"words", "given_by", "text_version"})
    return HealthTold(person=person, given_on=given_on, **same)


def _rows(
    handover: Handover,
    sealer: Sealer,
    body: HandoverEntryBody,
    people: dict[UUID, PersonTold],
    services: list[ServiceTold],
    health: list[HealthTold],
) -> list[HandedPerson | HandedService]:
    """What this side keeps. Words about health go out and are not kept: follow-up care has the original (C5)."""
    agreed = {each.person: each for each in health}
    rows: list[HandedPerson | HandedService] = []
    for person_id, told in people.items():
        consent = agreed.get(told.ref)
        row = HandedPerson(
            id=new_id(),
            handover_id=handover.id,
            ref=told.ref,
            person_id=person_id,
            dependant=told.dependant,
            told=sealed.seal_person(sealer, told),
            health_given_by=None if consent is None else consent.given_by,
            health_given_on=None if consent is None else consent.given_on,
            health_text_version=None if consent is None else consent.text_version,
        )
        rows.append(row)
    for entry, service in zip(body.services, services, strict=True):
        rows.append(
            HandedService(
                id=new_id(),
                handover_id=handover.id,
                person_ref=service.person,
                ref=service.ref,
                kept_as=entry.kept_as,
                kind=service.kind,
                stays=service.stays,
                words=sealer.seal(service.words, sealed.SERVICE),
            )
        )
    return rows
