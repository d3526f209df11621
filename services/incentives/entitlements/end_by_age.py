"""The day somebody reaches the age that their scheme names, what is owed ends: a sweep, since no event tells of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.db import driver
from chassis.sweeps import Sweep
from services.incentives.entitlements.end_for import end_for, scheme_of
from services.incentives.entitlements.load import load_entitlement
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.model import Exit

_BATCH = 500
# The days that exits count from: the person's own, or the one on a proof.
_FIND = """
SELECT e.id, (CASE WHEN $2 = 'birth-date' THEN b.birth_date ELSE p.value_on END) AS counted_from
FROM entitlements e JOIN beneficiaries b USING (person_id)
LEFT JOIN proofs p ON p.person_id = e.person_id AND p.kind = $2 AND p.state = 'held'
WHERE e.scheme = $1 AND e.scheme_version = $3 AND e.state <> 'stopped' AND e.period_end > $4
    AND (CASE WHEN $2 = 'birth-date' THEN b.birth_date ELSE p.value_on END) <= $5
ORDER BY e.id LIMIT $6
"""


class Ending(NamedTuple):
    """An entitlement, the fact and the day on which the age was reached."""

    entitlement_id: UUID
    fact: str
    reached_on: date

    def __str__(self) -> str:
        """For the log."""
        return str(self.entitlement_id)


async def find_ending(session: AsyncSession) -> Sequence[Ending]:
    """What ends by an age that was reached by today, a batch for each exit."""
    connection, today, found = await driver(session), clock.today(), list[Ending]()
    for scheme_id in sorted(
        {scheme.id for year in (today.year - 1, today.year) for scheme in catalogue().in_year(year)}
    ):
        for scheme in catalogue().versions(scheme_id):
            for rule in (each for each in scheme.exits if each.event == "turning"):
                latest = _years_before(today, rule.turning or 0)
                arguments = (scheme.id, rule.fact, scheme.version, today, latest, _BATCH)
                rows = await connection.fetch(_FIND, *arguments)
                found += [Ending(row["id"], rule.fact or "", _reached(row["counted_from"], rule)) for row in rows]
    return found


async def end_by_age(session: AsyncSession, ending: Ending) -> None:
    """Stop it, unless that was done meanwhile."""
    entitlement = await load_entitlement(session, ending.entitlement_id, lock=True)
    if entitlement.state != "stopped" and scheme_of(entitlement) is not None:
        await end_for(session, entitlement, "turning", ending.reached_on, ending.fact)


def _reached(day: date, rule: Exit) -> date:
    try:
        return day.replace(year=day.year + (rule.turning or 0))
    except ValueError:
        return date(day.year + (rule.turning or 0), 3, 1)


def _years_before(day: date, years: int) -> date:
    """Whoever was born on it or earlier has completed so many years; born on 29 February, on 1 March."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


END_BY_AGE = Sweep("end-by-age", timedelta(hours=1), find_ending, end_by_age)
