"""Counts out of the register, straight on the driver: by division, never by person."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.clock import SHANGHAI
from chassis.db import driver

Basis = Literal["residence", "registered"]
Counts = list[tuple[str, str, str, int]]
"""(division, row, column, count)."""

OLDEST = 85
AGES = (*(f"{age}-{age + 4}" for age in range(0, OLDEST, 5)), f"{OLDEST}+")
SEXES = ("male", "female", "unstated")
MONTHS = tuple(f"{month:02}" for month in range(1, 13))
KINDS = ("births", "deaths", "moved-in", "moved-out")

# As the register stood at the end of the day: the version that was valid then, whatever was learned later.
_POPULATION = """
SELECT division, least(extract(year FROM age($2::date, birth_date))::int / 5, 17) AS age, sex, count(*) AS people
FROM (
    SELECT {basis}_division AS division, birth_date, sex, died_on FROM persons WHERE valid_from < $1
    UNION ALL
    SELECT {basis}_division, birth_date, sex, died_on FROM person_versions
    WHERE valid_from < $1 AND valid_until >= $1
) known
WHERE left(division, 6) = ANY ($3::text[]) AND birth_date <= $2::date AND (died_on IS NULL OR died_on > $2::date)
GROUP BY 1, 2, 3
"""
_STANDING = "state IN ('registered', 'corrected')"
# Events stay with the division that they were registered in, whatever became of it.
_EVENTS = f"""
SELECT kind, division, to_char(happened, 'MM') AS month, count(*) AS events FROM (
    SELECT 'births' AS kind, division, born_on AS happened FROM births WHERE {_STANDING}
    UNION ALL SELECT 'deaths', division, died_on FROM deaths WHERE {_STANDING}
    UNION ALL SELECT 'moved-in', to_division, moved_on FROM moves WHERE kind IN ('in', 'return')
    UNION ALL SELECT 'moved-out', from_division, moved_on FROM moves WHERE kind = 'out'
) happenings
WHERE happened >= $1 AND happened < $2 AND left(division, 6) = ANY ($3::text[])
GROUP BY 1, 2, 3
"""


async def count_population(session: AsyncSession, as_of: date, basis: Basis, counties: list[str]) -> Counts:
    """By division, age group and sex at the end of ``as_of`` (Shanghai)."""
    midnight = datetime.combine(as_of + timedelta(days=1), time(), SHANGHAI)
    connection = await driver(session)
    rows = await connection.fetch(_POPULATION.format(basis=basis), midnight, as_of, counties)
    sexes = {1: "male", 2: "female"}
    summed: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = row["division"], AGES[row["age"]], sexes.get(row["sex"], "unstated")
        summed[key] = summed.get(key, 0) + row["people"]
    return [(*key, people) for key, people in summed.items()]


async def count_events(session: AsyncSession, year: int, counties: list[str]) -> dict[str, Counts]:
    """Kind → by division and month. Moves are those across the county's border."""
    connection = await driver(session)
    rows = await connection.fetch(_EVENTS, date(year, 1, 1), date(year + 1, 1, 1), counties)
    found: dict[str, Counts] = {kind: [] for kind in KINDS}
    for row in rows:
        found[row["kind"]].append((row["division"], row["month"], "all", row["events"]))
    return found
