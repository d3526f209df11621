"""A move declared to migrant services: the register's residence follows, as far as it fits what is known."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import clock, outbox
from chassis.subscriptions import Delivery
from contracts.migrants import MovementDeclared
from contracts.residence import DeclaredMoveRefused
from services.registry.changes import Change
from services.registry.divisions.queries import home_counties, unknown_divisions
from services.registry.merges.stands_for import stands_for
from services.registry.persons.tables import Person
from services.registry.residence import rules
from services.registry.residence.queries import residents
from services.registry.residence.rules import Removal
from services.registry.residence.schemas import MoveEntry
from services.registry.residence.tables import Move
from services.registry.residence.write_move import write_move

_SAID_OF = {"move_in_future": "in-future", "move_before_birth": "before-birth"}


async def follow_declaration(session: AsyncSession, event: MovementDeclared, _: Delivery[MovementDeclared]) -> None:
    """Move each person named, or say why not. Heard again, it changes nothing for those who were moved by it."""
    unknown = bool(await unknown_divisions(session, [event.to_division]))
    for person_id in sorted(set(event.person_ids)):
        reason = "unknown-division" if unknown else await _follow(session, event, person_id)
        if reason is not None:
            told = DeclaredMoveRefused(person_id=person_id, declaration_id=event.movement_id, reason=reason)
            await outbox.add(session, told)


async def _follow(session: AsyncSession, event: MovementDeclared, told_id: UUID) -> str | None:
    person = await _locked(session, told_id)
    if person is None:
        return "unknown-person"
    if await _was_made(session, event, person.id):
        return None
    counties = await home_counties(session)
    resident = (await residents(session, [person], counties))[person.id]
    removal = Removal(event.to_division, event.moved_on)
    found = rules.findings(resident, removal, clock.today())
    reason = _SAID_OF[found[0].code] if found else rules.refusal(resident, removal)
    if reason is not None:
        return reason
    change = Change(clock.now(), "migrants", "move", "move", event.movement_id)
    entry = MoveEntry(to_division=event.to_division, moved_on=event.moved_on)
    await write_move(session, person, resident, entry, change, counties, event.movement_id)
    return None


async def _locked(session: AsyncSession, person_id: UUID) -> Person | None:
    wanted = {person_id, await stands_for(session, person_id)}
    found = select(Person).where(col(Person.id).in_(wanted)).with_for_update()
    return (await session.scalars(found.execution_options(populate_existing=True))).one_or_none()


async def _was_made(session: AsyncSession, event: MovementDeclared, person_id: UUID) -> bool:
    made = select(Move.id).where(Move.group_id == event.movement_id, Move.person_id == person_id)
    return (await session.scalars(made.limit(1))).first() is not None
