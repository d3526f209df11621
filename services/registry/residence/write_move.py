"""Write one person's move down: the row, the person's new place, and the news of it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock, outbox
from chassis.identifiers import new_id
from contracts.registry import PersonMoved
from services.registry.changes import Change
from services.registry.duties import is_late
from services.registry.persons.facts import changed
from services.registry.persons.tables import Person
from services.registry.residence import rules
from services.registry.residence.rules import Resident
from services.registry.residence.schemas import MoveEntry
from services.registry.residence.tables import Move


async def write_move(
    session: AsyncSession,
    person: Person,
    resident: Resident,
    entry: MoveEntry,
    change: Change,
    counties: Collection[str],
    declaration_id: UUID | None = None,
) -> Move:
    """The move of ``person`` (locked, and judged by the rules). ``counties`` are those that this register keeps."""
    assert change.source_id is not None  # noqa: S101 - set where the act begins
    move = Move(
        id=new_id(),
        group_id=change.source_id,
        person_id=person.id,
        household_id=person.household_id,
        from_division=person.residence_division,
        from_address=person.residence_address,
        to_division=entry.to_division,
        to_address=entry.address,
        moved_on=entry.moved_on,
        kind=rules.kind_of(resident, entry.to_division, counties),
        late=is_late("move", entry.moved_on, clock.today()),
        registered_at=change.at,
        registered_by=change.by,
    )
    session.add(move)
    person.residence_division, person.residence_address = entry.to_division, entry.address
    change.stamp(person)
    await outbox.add(session, _moved(person, move, declaration_id), changed(person))
    return move


def _moved(person: Person, move: Move, declaration_id: UUID | None) -> PersonMoved:
    return PersonMoved(
        person_id=person.id,
        revision=person.revision,
        from_division=move.from_division,
        to_division=move.to_division,
        moved_on=move.moved_on,
        household_id=person.household_id,
        move_id=move.id,
        declaration_id=declaration_id,
    )
