"""A birth was registered: offer care to the child (its guardian decides) and to the mother, if she is named."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.repointing import remember, settle, standing_for
from chassis.subscriptions import Delivery
from contracts.registry import BirthRegistered
from services.followup.people.follow_merges import MOTHERS, PLANS
from services.followup.plans.births import note_birth
from services.followup.plans.end_on_birth import end_on_birth
from services.followup.plans.offer import Reason, offer
from services.followup.protocols.catalogue import catalogue


async def offer_after_birth(session: AsyncSession, event: BirthRegistered, delivery: Delivery[BirthRegistered]) -> None:
    """Offer each plan that a birth triggers, whoever the parents are (C1); a second delivery offers nothing new.

    The mother's plans that were to last until the birth end with it.
    """
    # Heard before, it has been lived through before; the offers below are made once whatever happens.
    noted = await note_birth(session, event)
    # The birth may be heard after its mother, or the child, was merged into another entry.
    stands = await standing_for(session, [each for each in (event.person_id, event.mother_id) if each is not None])
    if event.mother_id is not None:
        await settle(session, [MOTHERS], [event.mother_id])
        if noted:
            await end_on_birth(session, event.birth_id, stands[event.mother_id], event.born_on)
    await offer_plans(session, event, UUID(delivery.id))


async def offer_plans(session: AsyncSession, event: BirthRegistered, event_id: UUID) -> None:
    """Offer what is not offered yet for this birth."""
    stands = await standing_for(session, [each for each in (event.person_id, event.mother_id) if each is not None])
    reason, at = Reason("birth", event.birth_id, event_id), clock.now()
    for protocol in catalogue().triggered_by("birth", clock.today()):
        person_id = event.person_id if protocol.subject == "child" else event.mother_id
        if person_id is None:
            continue
        now = stands[person_id]
        plan_id = await offer(session, protocol, now, event.born_on, reason, event.residence_division, at)
        if plan_id is not None and now != person_id:
            await remember(session, PLANS, plan_id, person_id)
