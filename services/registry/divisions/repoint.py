"""Re-point persons, households and groups after a change of divisions: set-wise, with history and events.

A person whose division has another code has not moved, so no PersonMoved goes out and no move is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.outbox import insert_select
from contracts.registry import HouseholdChanged, PersonChanged
from services.registry.imports.write_households import FACTS as HOUSEHOLD_FACTS
from services.registry.imports.write_persons import FACTS as PERSON_FACTS

_WORK_TABLES = (
    "CREATE TEMPORARY TABLE succession (old text PRIMARY KEY, new text NOT NULL) ON COMMIT DROP",
    "CREATE TEMPORARY TABLE household_parts (id uuid PRIMARY KEY, new text NOT NULL) ON COMMIT DROP",
    "CREATE TEMPORARY TABLE group_parts (code text PRIMARY KEY, new text NOT NULL) ON COMMIT DROP",
    "CREATE TEMPORARY TABLE household_places (id uuid PRIMARY KEY, new text NOT NULL, number text) ON COMMIT DROP",
    "CREATE TEMPORARY TABLE person_places (id uuid PRIMARY KEY, registered text, residence text) ON COMMIT DROP",
)

# Of a divided village: a household that is named goes where it is sent, another where its head's group goes.
_HOUSEHOLDS = """
INSERT INTO household_places (id, new)
SELECT h.id, coalesce(hp.new, gp.new, s.new)
FROM households h JOIN succession s ON s.old = h.registered_division
LEFT JOIN household_parts hp ON hp.id = h.id
LEFT JOIN group_members m ON m.person_id = h.head_id LEFT JOIN group_parts gp ON gp.code = m.group_code
WHERE coalesce(hp.new, gp.new, s.new) <> h.registered_division
"""
# Registration goes with the household; residence with the household that is named, then with the own group.
_PERSONS = """
INSERT INTO person_places
SELECT * FROM (
    SELECT p.id,
           CASE WHEN r.old IS NULL THEN p.registered_division
                ELSE coalesce(hp.new, hg.new, gp.new, r.new) END AS registered,
           CASE WHEN l.old IS NULL THEN p.residence_division
                ELSE coalesce(hp.new, gp.new, hg.new, l.new) END AS residence
    FROM persons p
    LEFT JOIN succession r ON r.old = p.registered_division
    LEFT JOIN succession l ON l.old = p.residence_division
    LEFT JOIN household_parts hp ON hp.id = p.household_id
    LEFT JOIN households h ON h.id = p.household_id
    LEFT JOIN group_members hm ON hm.person_id = h.head_id LEFT JOIN group_parts hg ON hg.code = hm.group_code
    LEFT JOIN group_members m ON m.person_id = p.id LEFT JOIN group_parts gp ON gp.code = m.group_code
    WHERE p.registered_division = ANY ($1::text[]) OR p.residence_division = ANY ($1::text[])
) placed WHERE EXISTS (SELECT FROM persons p WHERE p.id = placed.id
                       AND (p.registered_division, p.residence_division) <> (placed.registered, placed.residence))
"""
# Two households of one number come into one division: the newcomer's number tells where it comes from.
_RENUMBER = """
WITH future AS (
    SELECT h.id, coalesce(p.new, h.registered_division) AS division, h.number, h.registered_division AS old,
           p.id IS NOT NULL AS comes
    FROM households h LEFT JOIN household_places p ON p.id = h.id
    WHERE p.id IS NOT NULL OR h.registered_division IN (SELECT new FROM household_places)
), ranked AS (
    SELECT id, number, old, row_number() OVER (PARTITION BY division, number ORDER BY comes, old, id) AS place
    FROM future
)
UPDATE household_places p SET number = r.number || '-' || substr(r.old, 7) FROM ranked r
WHERE r.id = p.id AND r.place > 1
"""
_STAMP = "(valid_from, changed_by, change_reason, source, source_id) = ROW ($1::timestamptz, $2::text,"
_STAMP += " 'change-divisions', 'division', $3::uuid)"
_MOVE_HOUSEHOLDS = f"""
UPDATE households h SET registered_division = p.new, number = coalesce(p.number, h.number),
    revision = h.revision + 1, {_STAMP}
FROM household_places p WHERE p.id = h.id
"""
_MOVE_PERSONS = f"""
UPDATE persons h SET registered_division = p.registered, residence_division = p.residence,
    revision = h.revision + 1, {_STAMP}
FROM person_places p WHERE p.id = h.id
"""
_TELL_HOUSEHOLDS = insert_select(
    HouseholdChanged, HOUSEHOLD_FACTS, "households h JOIN household_places w ON w.id = h.id ORDER BY h.id"
)
_TELL_PERSONS = insert_select(
    PersonChanged, PERSON_FACTS, "persons p JOIN person_places w ON w.id = p.id ORDER BY p.id"
)
_RENUMBERED = """
SELECT h.id, h.number, p.new AS division FROM household_places p JOIN households h ON h.id = p.id
WHERE p.number IS NOT NULL ORDER BY h.id LIMIT 1000
"""


@dataclass(frozen=True)
class Act:
    """The change's transaction and the stamp that its new versions carry."""

    connection: asyncpg.Connection
    change_id: UUID
    at: datetime
    by: str

    async def execute(self, sql: str, *arguments: object) -> int:
        """Run one statement; how many rows it touched."""
        status = await self.connection.execute(sql, *arguments)
        return int(status.rpartition(" ")[2])


@dataclass(frozen=True)
class Parts:
    """Where everybody goes: whole divisions, and of a divided village its named households and groups."""

    whole: Mapping[str, str]
    households: Mapping[UUID, str]
    groups: Mapping[str, str]


@dataclass(frozen=True)
class Repointed:
    """How many follow, and which households got another number: (id, number, division)."""

    persons: int
    households: int
    renumbered: Sequence[asyncpg.Record]


async def repoint(act: Act, parts: Parts) -> Repointed:
    """Bring persons and households to their new codes; each gets a version and an event."""
    for table in _WORK_TABLES:
        await act.connection.execute(table)
    await act.connection.copy_records_to_table("succession", records=list(parts.whole.items()))
    await act.connection.copy_records_to_table("household_parts", records=list(parts.households.items()))
    await act.connection.copy_records_to_table("group_parts", records=list(parts.groups.items()))
    await act.execute(_HOUSEHOLDS)
    await act.execute(_RENUMBER)
    await act.execute(_PERSONS, list(parts.whole))
    stamp = (act.at, act.by, act.change_id)
    households = await act.execute(_MOVE_HOUSEHOLDS, *stamp)
    persons = await act.execute(_MOVE_PERSONS, *stamp)
    await act.execute(_TELL_HOUSEHOLDS)
    await act.execute(_TELL_PERSONS)
    return Repointed(persons, households, await act.connection.fetch(_RENUMBERED))
