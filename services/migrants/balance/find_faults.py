"""Who may be counted twice or nowhere: each kind one statement that yields persons and the division that looks."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.data_files import in_force, read_data
from services.migrants.exchange.installation import installation_of
from services.migrants.movements.policy import movement_policy

# Declared, and after days the register has the person where they were: counted at the old place.
_NOT_FOLLOWED = """
SELECT DISTINCT ON (m.person_id) m.person_id, d.division
  FROM movement_members m JOIN movement_declarations d ON d.id = m.declaration_id
 WHERE m.state IN ('declared', 'not-followed') AND d.declared_at < :declared_before ORDER BY m.person_id, d.id DESC
"""
# The last move that was told of leads to another county than the one in which the person is counted.
_PLACE_DIFFERS = """
SELECT r.person_id, r.residence_division AS division
  FROM (SELECT DISTINCT ON (person_id) person_id, to_division FROM movements WHERE moved_on >= :moved_since
         ORDER BY person_id, moved_on DESC, id DESC) last
  JOIN residents r ON r.person_id = last.person_id
 WHERE r.living AND NOT r.withdrawn AND left(r.residence_division, 6) <> left(last.to_division, 6)
"""
# Another county has taken their services and answers for them, and the register here counts them still.
_COUNTED_TWICE = """
SELECT DISTINCT r.person_id, r.residence_division AS division
  FROM handovers h JOIN handover_people p ON p.handover_id = h.id JOIN residents r ON r.person_id = p.person_id
 WHERE h.side = 'gives' AND h.state = 'released' AND r.living AND NOT r.withdrawn
   AND left(r.residence_division, 6) = :here
   AND NOT EXISTS (SELECT FROM handover_people q JOIN handovers g ON g.id = q.handover_id
                    WHERE q.person_id = p.person_id AND g.side = 'takes' AND g.state = 'released' AND g.id > h.id)
   AND NOT EXISTS (SELECT FROM movements m WHERE m.person_id = p.person_id AND m.moved_on >= h.closed_on
                      AND left(m.to_division, 6) = :here)
"""
# This county took their services and answers for them, and its register has them elsewhere.
_COUNTED_NOWHERE = """
SELECT DISTINCT r.person_id, h.to_division AS division
  FROM handovers h JOIN handover_people p ON p.handover_id = h.id JOIN residents r ON r.person_id = p.person_id
 WHERE h.side = 'takes' AND h.state = 'released' AND r.living AND NOT r.withdrawn
   AND left(r.residence_division, 6) <> :here
   AND NOT EXISTS (SELECT FROM handover_people q JOIN handovers g ON g.id = q.handover_id
                    WHERE q.person_id = p.person_id AND g.side = 'gives' AND g.state = 'released' AND g.id > h.id)
   AND NOT EXISTS (SELECT FROM movements m WHERE m.person_id = p.person_id AND m.moved_on >= h.closed_on
                      AND left(m.from_division, 6) = :here)
"""
KINDS = {
    "not-followed": _NOT_FOLLOWED,
    "place-differs": _PLACE_DIFFERS,
    "counted-twice": _COUNTED_TWICE,
    "counted-nowhere": _COUNTED_NOWHERE,
}


class BalancePolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of ``policy.yaml``."""

    effective_from: date
    compare_moves_of_days: int


@cache
def _versions() -> list[BalancePolicy]:
    return read_data(Path(__file__).with_name("policy.yaml"), list[BalancePolicy])


async def write_faults(session: AsyncSession, day: date) -> dict[str, int]:
    """Write down who is to be looked at, in the place of yesterday's list. How many of each kind."""
    await session.execute(text("DELETE FROM balance_faults"))
    not_followed = timedelta(days=movement_policy(day).not_followed_after_days)
    values: dict[str, Any] = {
        "day": day,
        "declared_before": clock.now() - not_followed,
        "here": installation_of(session).here,
        "moved_since": day - timedelta(days=in_force(_versions(), day).compare_moves_of_days),
    }
    return {kind: await _write(session, kind, query, values) for kind, query in KINDS.items()}


async def _write(session: AsyncSession, kind: str, query: str, values: dict[str, Any]) -> int:
    insert = text(
        "WITH written AS (INSERT INTO balance_faults (id, day, kind, person_id, division)"
        f" SELECT gen_random_uuid(), :day, :kind, f.person_id, f.division FROM ({query}) f RETURNING 1)"
        " SELECT count(*) FROM written"
    )
    used = {name: value for name, value in values.items() if f":{name}" in insert.text}
    return int((await session.execute(insert, used | {"kind": kind})).scalar_one())
