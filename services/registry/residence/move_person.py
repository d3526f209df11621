"""Register a move of one person, or of all living members of their household, as one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.registry.changes import Change
from services.registry.divisions.queries import home_counties, unknown_divisions
from services.registry.documents.keep_document import keep_shown
from services.registry.faults import refuse
from services.registry.households.errors import PersonNotLiving
from services.registry.households.find_household import lock_household
from services.registry.lock_order import lock_people
from services.registry.persons.find_person import find_person, lock_person
from services.registry.persons.rules import unknown_division
from services.registry.persons.tables import Person
from services.registry.residence import rules
from services.registry.residence.errors import AlreadyLivesThere, MovedLater
from services.registry.residence.queries import residents
from services.registry.residence.rules import Removal, Resident
from services.registry.residence.schemas import MoveEntry
from services.registry.residence.tables import Move
from services.registry.residence.write_move import write_move


@dataclass(frozen=True)
class _Act:
    """What all moves registered together share."""

    caller: Caller
    entry: MoveEntry
    change: Change
    counties: frozenset[str]
    today: date

    @property
    def removal(self) -> Removal:
        return Removal(self.entry.to_division, self.entry.moved_on)


async def move_person(
    session: AsyncSession, sealer: Sealer, caller: Caller, person_id: UUID, entry: MoveEntry
) -> list[Move]:
    """The moves made. With the whole household, members who live there already stay as they are.

    Raises UnknownPerson, BadPayload, PersonNotLiving, AlreadyLivesThere, MovedLater, and NotAllowed for a household
    that is registered outside the caller's area.
    """
    person, others = await _locked(session, caller, person_id, entry.whole_household)
    if await unknown_divisions(session, [entry.to_division]):
        refuse([unknown_division("to_division")])
    document_id = await keep_shown(session, sealer, caller, entry)
    change = Change.by_caller(caller, entry.reason, "move", new_id(), document_id)
    act = _Act(caller, entry, change, await home_counties(session), clock.today())
    known = await residents(session, [person, *others], act.counties)
    _check(known[person.id], act)
    movers = [person, *(other for other in others if other.residence_division != entry.to_division)]
    for other in movers[1:]:
        _check(known[other.id], act)
    moves = [await write_move(session, each, known[each.id], entry, change, act.counties) for each in movers]
    await audit.record(session, caller, "move-person", person.id, group=change.source_id, persons=len(moves))
    return moves


async def _locked(
    session: AsyncSession, caller: Caller, person_id: UUID, whole_household: bool
) -> tuple[Person, Sequence[Person]]:
    household_id = (await find_person(session, caller, person_id)).household_id
    if not whole_household or household_id is None:
        return await lock_person(session, caller, person_id), []
    # The household first, as everywhere, so that two changes to one family wait for each other.
    household = await lock_household(session, caller, household_id)
    refuse([rules.institution_stays()] if household.kind == "institution" else [])
    living = (Person.household_id == household_id, col(Person.living))
    await lock_people(session, {person_id, *await session.scalars(select(Person.id).where(*living))})
    person = await lock_person(session, caller, person_id)
    others = select(Person).where(*living, col(Person.id) != person_id).order_by(col(Person.id))
    return person, (await session.scalars(others.execution_options(populate_existing=True))).all()


def _check(resident: Resident, act: _Act) -> None:
    refuse(rules.findings(resident, act.removal, act.today))
    match rules.refusal(resident, act.removal):
        case "not-living":
            raise PersonNotLiving()
        case "already-there":
            raise AlreadyLivesThere()
        case "moved-later":
            raise MovedLater(last_moved_on=resident.last_moved_on)
