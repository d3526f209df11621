"""Faults that show only when rows are seen together, or beside the register: into ``late_faults``, set by set."""

from services.registry.imports.act import Act
from services.registry.imports.contents import Contents
from services.registry.imports.verdicts import OTHER_HEAD, OTHER_PLACE, SECOND_HEAD

_LATE_FAULTS = """
CREATE TEMPORARY TABLE late_faults (row_number integer, column_name text, code text, hint text) ON COMMIT DROP
"""


def _repeated(column: str, key: str, where: str) -> str:
    # Grouping finds the few keys that occur twice; only their rows are then looked at in order.
    return f"""
    INSERT INTO late_faults SELECT row_number, '{column}', 'duplicate_in_file', first::text FROM (
        SELECT row_number, min(row_number) OVER (PARTITION BY {key}) AS first FROM arrivals
        WHERE faults IS NULL AND {where} AND ({key}) IN (
            SELECT {key} FROM arrivals WHERE faults IS NULL AND {where} GROUP BY {key} HAVING count(*) > 1)
    ) repeated WHERE row_number <> first
    """


_NO_NUMBER = "citizen_number_index IS NULL AND other_id_index IS NULL"
_WHO = "name, birth_date, sex, registered_division, residence_division, coalesce(household_number, '')"

_SAME_PERSON = """
INSERT INTO late_faults SELECT row_number, 'citizen_number', 'duplicate_in_file', first::text FROM (
    SELECT row_number, min(row_number) OVER (PARTITION BY person_id) AS first FROM matches
    WHERE person_id IN (SELECT person_id FROM matches GROUP BY person_id HAVING count(*) > 1)
) repeated
WHERE row_number <> first AND NOT EXISTS (SELECT FROM late_faults l WHERE l.row_number = repeated.row_number)
"""

_HEAD = "relation_to_head IN ('01', '02')"

_SECOND_HEAD = f"""
INSERT INTO late_faults SELECT row_number, 'relation_to_head', 'bad_household', replace($1, '{{}}', first::text) FROM (
    SELECT row_number, min(row_number) OVER (PARTITION BY registered_division, household_number) AS first
    FROM arrivals a WHERE {_HEAD} AND NOT EXISTS (SELECT FROM late_faults l WHERE l.row_number = a.row_number)
      AND (registered_division, household_number) IN (
        SELECT registered_division, household_number FROM arrivals WHERE {_HEAD} GROUP BY 1, 2 HAVING count(*) > 1)
) heads WHERE row_number <> first
"""

# The head in the register stays head unless the same file says who they are now, they died, or they left.
_OTHER_HEAD = f"""
INSERT INTO late_faults SELECT a.row_number, 'relation_to_head', 'bad_household', $1
FROM arrivals a
JOIN households h ON h.registered_division = a.registered_division AND h.number = a.household_number
JOIN persons head ON head.id = h.head_id AND head.living AND head.household_id = h.id
LEFT JOIN matches m ON m.row_number = a.row_number
WHERE a.{_HEAD} AND m.person_id IS DISTINCT FROM h.head_id AND NOT EXISTS (
    SELECT FROM matches hm JOIN arrivals ha ON ha.row_number = hm.row_number
    WHERE hm.person_id = h.head_id AND ha.relation_to_head NOT IN ('01', '02'))
"""

_OTHER_PLACE = """
INSERT INTO late_faults SELECT m.row_number, 'residence_division', 'outside_your_division', $2
FROM matches m JOIN persons p ON p.id = m.person_id
WHERE NOT (starts_with(p.registered_division, $1) OR starts_with(p.residence_division, $1))
"""

# As lifetime.born_too_late has it, for whole files: a birth date that is new to the register, and what stands against.
_BORN_AFTER_EVENT = """
INSERT INTO late_faults SELECT m.row_number, 'birth_date', 'birth_after_event', to_char(min(e.day), 'YYYY/MM/DD')
FROM matches m JOIN arrivals a USING (row_number) JOIN persons p ON p.id = m.person_id
CROSS JOIN LATERAL (
    SELECT p.died_on AS day
    UNION ALL SELECT married_on FROM marriages WHERE (first_id = p.id OR second_id = p.id) AND state <> 'revoked'
    UNION ALL SELECT divorced_on FROM divorces WHERE (first_id = p.id OR second_id = p.id) AND state <> 'revoked'
    UNION ALL SELECT adopted_on FROM adoptions
        WHERE (person_id = p.id OR first_adopter_id = p.id OR second_adopter_id = p.id) AND state <> 'revoked'
    UNION ALL SELECT born_on - 1 FROM births WHERE (mother_id = p.id OR father_id = p.id) AND state <> 'revoked'
) e
WHERE a.birth_date <> p.birth_date AND e.day < a.birth_date
GROUP BY m.row_number
"""


async def judge_together(act: Act, scope: str, contents: Contents) -> list[int]:
    """The numbers of the rows that have such a fault, in order."""
    await act.execute(_LATE_FAULTS)
    await act.execute(_repeated("citizen_number", "citizen_number_index", "citizen_number_index IS NOT NULL"))
    if contents.documents:
        await act.execute(_repeated("other_id_number", "other_id_index", "other_id_index IS NOT NULL"))
    if contents.unnumbered:
        await act.execute(_repeated("name", _WHO, _NO_NUMBER))
    await act.execute(_SAME_PERSON)
    await act.execute(_SECOND_HEAD, SECOND_HEAD)
    await act.execute(_OTHER_HEAD, OTHER_HEAD)
    await act.execute(_OTHER_PLACE, scope, OTHER_PLACE)
    await act.execute(_BORN_AFTER_EVENT)
    rows = await act.connection.fetch("SELECT DISTINCT row_number FROM late_faults ORDER BY 1")
    return [row["row_number"] for row in rows]
