"""Find pairs: the review queue of the caller's area, and one of it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, or_, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from chassis.auth import Caller
from services.registry.duplicates.errors import UnknownPair
from services.registry.duplicates.tables import Pair
from services.registry.persons.tables import Person
from services.registry.scope import division_range

_ONE, _OTHER = aliased(Person), aliased(Person)


def _visible(caller: Caller) -> SelectOfScalar[Pair]:
    # Both entries in the area: who sees one only could not decide. Their county can.
    low, high = division_range(caller.scope_prefix)
    found = select(Pair)
    for person, key in ((_ONE, Pair.person_id), (_OTHER, Pair.other_id)):
        places = (col(person.residence_division), col(person.registered_division))
        inside = or_(*((place >= low) & (place < high) for place in places))
        found = found.join(person, (col(person.id) == key) & inside)
    return found


async def find_pair(session: AsyncSession, caller: Caller, pair_id: UUID) -> Pair:
    """A pair of persons who both are in the register, in the caller's area. Raises UnknownPair."""
    found = (await session.scalars(_visible(caller).where(col(Pair.id) == pair_id))).one_or_none()
    if found is None:
        raise UnknownPair()
    return found


async def pairs_in(
    session: AsyncSession, caller: Caller, state: str, after: tuple[float, UUID] | None, limit: int
) -> Sequence[Pair]:
    """Up to ``limit`` + 1 pairs in a state, the heaviest first."""
    weight = func.coalesce(col(Pair.weight), 0)
    found = _visible(caller).where(col(Pair.state) == state)
    if after is not None:
        found = found.where(tuple_(-weight, col(Pair.id)) > tuple_(-after[0], after[1]))
    return (await session.scalars(found.order_by(weight.desc(), col(Pair.id)).limit(limit + 1))).all()
