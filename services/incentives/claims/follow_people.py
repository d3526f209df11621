"""What happens to people ends what is owed to them: a death, a move away, a birth that was entered wrongly."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock
from chassis.subscriptions import Delivery
from contracts.registry import BirthCorrected, BirthRevoked, DeathCorrected, DeathRegistered, DeathRevoked
from services.incentives.beneficiaries.keep_beneficiaries import (
    correct_child,
    forget_death,
    keep_facts,
    note_death,
    revoke_child,
)
from services.incentives.beneficiaries.tables import Beneficiary
from services.incentives.claims.rules import OPEN
from services.incentives.claims.tables import Claim
from services.incentives.entitlements.end_for import end_for, running, scheme_of
from services.incentives.entitlements.hold_entitlement import hold_entitlement, resume_entitlement
from services.incentives.entitlements.owe_in_all import DEATH, ended_by_death, owe_until
from services.incentives.entitlements.tables import Entitlement

_COUNTY = 6
PAYEE_DIED, BIRTH_IN_DOUBT = "payee-died", "birth-in-doubt"


async def end_after_death(
    session: AsyncSession, event: DeathRegistered | DeathCorrected, delivery: Delivery[DeathRegistered | DeathCorrected]
) -> None:
    """What is owed for the dead stops; what is paid to them for a child waits for a new payee."""
    await note_death(session, event, delivery)
    await _end(session, event.person_id, event.died_on)


async def end_on_another_day(session: AsyncSession, event: DeathCorrected, delivery: Delivery[DeathCorrected]) -> None:
    """The death was on another day: what it had stopped is reckoned anew, more or less, and told as it is now."""
    await note_death(session, event, delivery)
    for parts in await ended_by_death(session, event.person_id):
        await owe_until(session, parts, event.died_on)
    await _end(session, event.person_id, event.died_on)


async def _end(session: AsyncSession, person_id: UUID, died_on: date) -> None:
    for entitlement in await running(session, person_id):
        await end_for(session, entitlement, DEATH, died_on)
    await _end_claims(session, person_id)
    for entitlement in await _paid_to(session, person_id):
        await hold_entitlement(session, entitlement.id, PAYEE_DIED)


async def go_on_after_all(session: AsyncSession, event: DeathRevoked, delivery: Delivery[DeathRevoked]) -> None:
    """The person lives: the rest of what had stopped is owed, by the same decision."""
    await forget_death(session, event, delivery)
    await go_on(session, event.person_id)


async def go_on(session: AsyncSession, person_id: UUID) -> None:
    """What a death had stopped, or let wait, is owed as if there had been none; once done, nothing more changes."""
    for parts in await ended_by_death(session, person_id):
        await owe_until(session, parts, None)
    for entitlement in await _paid_to(session, person_id):
        await resume_entitlement(session, entitlement.id, PAYEE_DIED)


async def follow_changes(session: AsyncSession, deliveries: Sequence[Delivery[Any]]) -> None:
    """Keep the newest facts; who has left the county's registration or residence leaves the schemes that ask for it.

    Who was told dead with another entry, from which they are parted now, is owed what that death had stopped.
    """
    for person_id in await keep_facts(session, deliveries):
        await go_on(session, person_id)
    ids = sorted({delivery.event.person_id for delivery in deliveries})
    here = select(col(Entitlement.person_id)).where(
        col(Entitlement.person_id).in_(ids), col(Entitlement.state) != "stopped"
    )
    for person_id in sorted(set(await session.scalars(here))):
        person = await session.get_one(Beneficiary, person_id, populate_existing=True)
        for entitlement in await running(session, person_id):
            await _end_if_gone(session, entitlement, person)


async def _end_if_gone(session: AsyncSession, entitlement: Entitlement, person: Beneficiary) -> None:
    scheme = scheme_of(entitlement)
    place = "registered" if scheme is None else scheme.place
    now = person.registered_division if place == "registered" else person.residence_division
    if now[:_COUNTY] != entitlement.division_code[:_COUNTY]:
        await end_for(session, entitlement, "left-place", clock.today())


async def doubt_after_correction(
    session: AsyncSession, event: BirthCorrected, delivery: Delivery[BirthCorrected]
) -> None:
    """The day or the parents were wrong: what is owed for the child waits until somebody has looked."""
    await correct_child(session, event, delivery)
    await _hold_all(session, event.person_id)


async def doubt_after_revocation(session: AsyncSession, event: BirthRevoked, delivery: Delivery[BirthRevoked]) -> None:
    """There was no such birth: what is owed for the child waits until somebody has looked."""
    await revoke_child(session, event, delivery)
    await _hold_all(session, event.person_id)


async def _hold_all(session: AsyncSession, person_id: UUID) -> None:
    for entitlement in await running(session, person_id):
        await hold_entitlement(session, entitlement.id, BIRTH_IN_DOUBT)


async def end_after_proof(session: AsyncSession, person_id: UUID, kind: str, on: date) -> None:
    """Something is not held any more from ``on``: the schemes that name it as an exit stop."""
    for entitlement in await running(session, person_id):
        await end_for(session, entitlement, "fact-ended", on, kind)


async def _end_claims(session: AsyncSession, person_id: UUID) -> None:
    mine = (col(Claim.person_id) == person_id) & col(Claim.state).in_(OPEN)
    await session.execute(
        update(Claim).where(mine).values(state="ended", frozen=False, revision=col(Claim.revision) + 1)
    )


async def _paid_to(session: AsyncSession, payee_id: UUID) -> Sequence[Entitlement]:
    theirs = select(Entitlement).where(
        col(Entitlement.payee_id) == payee_id,
        col(Entitlement.person_id) != payee_id,
        col(Entitlement.state) != "stopped",
    )
    return (await session.scalars(theirs.order_by(col(Entitlement.id)).with_for_update())).all()
