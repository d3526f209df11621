"""A birth was registered: offer care to the child (its guardian decides) and to the mother, if she is named."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.subscriptions import Delivery
from contracts.registry import BirthRegistered
from services.followup.plans.births import note_birth
from services.followup.plans.end_on_birth import end_on_birth
from services.followup.plans.offer import Reason, offer
from services.followup.protocols.catalogue import catalogue


async def offer_after_birth(session: AsyncSession, event: BirthRegistered, delivery: Delivery[BirthRegistered]) -> None:
    """Offer each plan that a birth triggers, whoever the parents are (C1); a second delivery offers nothing new.

    The mother's plans that were to last until the birth end with it.
    """
    # Heard before, it has been lived through before; the offers below are made once whatever happens.
    if await note_birth(session, event) and event.mother_id is not None:
        await end_on_birth(session, event.birth_id, event.mother_id, event.born_on)
    at = clock.now()
    reason = Reason("birth", event.birth_id, UUID(delivery.id))
    for protocol in catalogue().triggered_by("birth", clock.today()):
        person_id = event.person_id if protocol.subject == "child" else event.mother_id
        if person_id is not None:
            await offer(session, protocol, person_id, event.born_on, reason, event.residence_division, at)
