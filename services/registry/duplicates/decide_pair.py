"""Write down what was decided of two entries: one person, or not the same. The latter is for good."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock
from chassis.auth import Caller
from services.registry.duplicates.errors import PairDecided
from services.registry.duplicates.find_pair import find_pair
from services.registry.duplicates.tables import Pair

_SETTLE = text("""
INSERT INTO possible_duplicates AS p (person_id, other_id, reason, found_at, state, decided_by, decided_at, decision,
                                      merge_id)
VALUES (:person_id, :other_id, 'hand', :at, :state, :by, :at, :decision, :merge_id)
ON CONFLICT (least(person_id, other_id), greatest(person_id, other_id)) DO UPDATE SET state = excluded.state,
    decided_by = excluded.decided_by, decided_at = excluded.decided_at, decision = excluded.decision,
    merge_id = excluded.merge_id
""")


async def settle_pair(
    session: AsyncSession, caller: Caller, pair: tuple[UUID, UUID], state: str, why: str, merge_id: UUID | None
) -> None:
    """Keep the decision, whether or not anybody had asked about the two."""
    values = {"person_id": pair[0], "other_id": pair[1], "state": state, "decision": why, "merge_id": merge_id}
    await session.execute(_SETTLE, values | {"at": clock.now(), "by": caller.subject})


async def refuse_pair(session: AsyncSession, caller: Caller, pair_id: UUID, reason: str) -> Pair:
    """Not the same person. Raises UnknownPair, PairDecided."""
    await find_pair(session, caller, pair_id)
    mine = select(Pair).where(col(Pair.id) == pair_id).with_for_update().execution_options(populate_existing=True)
    pair = (await session.scalars(mine)).one()
    if pair.state in ("merged", "not_same"):
        raise PairDecided(state=pair.state)
    pair.state, pair.decided_by, pair.decided_at, pair.decision = "not_same", caller.subject, clock.now(), reason
    await audit.record(session, caller, "refuse-duplicate", pair.person_id, other=pair.other_id, reason=reason)
    return pair
