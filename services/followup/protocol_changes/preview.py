"""What a decision would do to the running plans, without doing it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.db import driver
from chassis.pagination import decode_cursor
from services.followup.protocol_changes.difference import LIMITS, difference_sql
from services.followup.protocol_changes.judge import judge
from services.followup.protocol_changes.schemas import ChangeAsked, Numbers, Preview, TownNumbers, VisitChange

_NUMBERS = f"""
{difference_sql()},
plans_by_town AS (
    SELECT rpad(left(c.division, 9), 12, '0') AS town, count(*) AS plans,
           sum((SELECT count(*) FROM visits v WHERE v.plan_id = c.id)) AS visits
      FROM chosen c GROUP BY 1
),
visits_by_town AS (
    SELECT rpad(left(d.division, 9), 12, '0') AS town, count(*) FILTER (WHERE kind = 'added') AS added,
           count(*) FILTER (WHERE kind = 'moved') AS moved, count(*) FILTER (WHERE kind = 'ended') AS ended
      FROM differs d GROUP BY 1
)
SELECT town, plans::int, coalesce(added, 0)::int AS added, coalesce(moved, 0)::int AS moved,
       coalesce(ended, 0)::int AS ended, (visits - coalesce(moved, 0) - coalesce(ended, 0))::int AS unchanged
  FROM plans_by_town LEFT JOIN visits_by_town USING (town) ORDER BY town
"""
_VISITS = f"""
{difference_sql()}
SELECT plan_id, visit_id, kind, step, occurrence, due_on, new_due_on, new_latest_on FROM differs
 WHERE (plan_id, step, occurrence, kind) > (${LIMITS}::uuid, ${LIMITS + 1}, ${LIMITS + 2}::int, ${LIMITS + 3})
 ORDER BY plan_id, step, occurrence, kind LIMIT ${LIMITS + 4}
"""
_BEGINNING = (UUID(int=0), "", 0, "")


async def preview(session: AsyncSession, caller: Caller, asked: ChangeAsked) -> Preview:
    """The numbers, by township. Raises BadPayload, CharterRefusal, NotAllowed."""
    judged = judge(caller, asked)
    connection = await driver(session)
    towns = [TownNumbers(**dict(row)) for row in await connection.fetch(_NUMBERS, *judged.parameters())]
    names = Numbers.model_fields
    return Preview(total=Numbers(**{name: sum(getattr(town, name) for town in towns) for name in names}), towns=towns)


async def preview_visits(
    session: AsyncSession, caller: Caller, asked: ChangeAsked, cursor: str | None, limit: int
) -> list[VisitChange]:
    """Up to ``limit + 1`` visits that would change, by plan. Raises BadPayload, CharterRefusal, NotAllowed."""
    judged = judge(caller, asked)
    after = decode_cursor(cursor, UUID, str, int, str) if cursor else _BEGINNING
    connection = await driver(session)
    rows = await connection.fetch(_VISITS, *judged.parameters(), *after, limit + 1)
    return [VisitChange(**dict(row)) for row in rows]
