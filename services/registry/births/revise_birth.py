"""Correct a birth's registration, or take it back: then the entry that it made of the child is withdrawn."""

from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from chassis import audit, clock, outbox
from chassis.auth import Caller
from chassis.sealing import Sealer
from contracts.registry import BirthCorrected, BirthRevoked, PersonWithdrawn
from services.registry.births import rules
from services.registry.births.errors import BirthCertificateTaken, PersonBuiltOn, UnknownBirth
from services.registry.births.find_parents import find_parents
from services.registry.births.schemas import BirthCorrection
from services.registry.births.tables import Birth
from services.registry.changes import Change
from services.registry.faults import refuse
from services.registry.findings import Finding
from services.registry.households.tables import Household
from services.registry.lifetime import born_too_late
from services.registry.lived_through import lived_through
from services.registry.persons import rules as person_rules
from services.registry.persons.facts import changed
from services.registry.persons.identity import open_identifiers
from services.registry.persons.tables import Person
from services.registry.vital_events import flush_event, lock_event, put_right, take_step
from services.registry.vital_schemas import Revocation


async def correct_birth(
    session: AsyncSession, sealer: Sealer, caller: Caller, birth_id: UUID, if_match: str | None, entry: BirthCorrection
) -> Birth:
    """Raises UnknownBirth, RevisionMissing, RevisionStale, StepNotPossible, BadPayload, BirthCertificateTaken."""
    birth = await lock_event(session, caller, Birth, birth_id, UnknownBirth)
    child = await session.get(Person, birth.person_id, with_for_update=True)
    day = entry.born_on or birth.born_on
    parents = {name: getattr(entry, name) for name in {"mother_id", "father_id"} & entry.model_fields_set}
    named = {"mother_id": birth.mother_id, "father_id": birth.father_id} | parents
    known, unknown = await find_parents(session, caller, **named)
    told = [finding for finding in unknown if finding.path in parents]
    of_child = await _of_child(session, sealer, child, day) if child is not None else []
    refuse([*told, *rules.findings(day, known.mother, known.father), *of_child])
    change = Change.by_caller(caller, entry.reason, "birth", birth.id)
    take_step(birth, "correct", if_match, change)
    put_right(birth, sealer, entry, *parents)
    birth.born_on = day
    await flush_event(session, birth, BirthCertificateTaken)
    if child is not None and child.birth_date != day:
        child.birth_date = day
        change.stamp(child)
        await outbox.add(session, changed(child))
    await outbox.add(session, _corrected(birth))
    await audit.record(session, caller, "correct-birth", birth.person_id, birth=birth.id, reason=entry.reason)
    return birth


async def _of_child(session: AsyncSession, sealer: Sealer, child: Person, day: date) -> list[Finding]:
    number = open_identifiers(sealer, child.citizen_number_sealed, None, None).citizen_number
    identity = person_rules.Identity(child.sex, day, number, died_on=child.died_on)
    found = person_rules.findings(identity, clock.today())
    of_day = [finding._replace(path="born_on") for finding in found if finding.path == "birth_date"]
    return [*of_day, *born_too_late("born_on", day, await lived_through(session, child.id))]


def _corrected(birth: Birth) -> BirthCorrected:
    return BirthCorrected(
        person_id=birth.person_id,
        birth_id=birth.id,
        born_on=birth.born_on,
        mother_id=birth.mother_id,
        father_id=birth.father_id,
    )


async def revoke_birth(
    session: AsyncSession, caller: Caller, birth_id: UUID, if_match: str | None, entry: Revocation
) -> Birth:
    """The birth, revoked; the child's history stays in the versions kept.

    Raises UnknownBirth, RevisionMissing, RevisionStale, StepNotPossible, PersonBuiltOn.
    """
    birth = await lock_event(session, caller, Birth, birth_id, UnknownBirth)
    take_step(birth, "revoke", if_match, Change.by_caller(caller, entry.reason, "birth", birth.id))
    child = await session.get(Person, birth.person_id, with_for_update=True)
    if child is not None:
        await _withdraw(session, child)
        await outbox.add(session, PersonWithdrawn(person_id=child.id, revision=child.revision + 1))
    await outbox.add(session, BirthRevoked(person_id=birth.person_id, birth_id=birth.id))
    await audit.record(session, caller, "revoke-birth", birth.person_id, birth=birth.id, reason=entry.reason)
    return birth


async def _withdraw(session: AsyncSession, child: Person) -> None:
    if (await session.scalars(select(Household.id).where(Household.head_id == child.id))).first() is not None:
        raise PersonBuiltOn()
    try:
        await session.delete(child)
        await session.flush()
    except IntegrityError:
        # A move, a birth, a death or another record names the child; the message would quote it.
        raise PersonBuiltOn() from None
