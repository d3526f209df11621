"""Find who of the arrivals is in the register already: the temporary table ``matches (row_number, person_id)``.

In this order: the citizen number; another document; name, sex, birth date and household all equal, where one side
has no number (a newborn's comes later); without household, both divisions equal and no number on either side.
"""

from services.registry.imports.act import Act
from services.registry.imports.contents import Contents

_MATCHES = "CREATE TEMPORARY TABLE matches (row_number integer, person_id uuid) ON COMMIT DROP"

_BY_NUMBER = """
INSERT INTO matches SELECT a.row_number, p.id
FROM arrivals a JOIN persons p ON p.citizen_number_index = a.citizen_number_index
"""

_UNMATCHED = "NOT EXISTS (SELECT FROM matches m WHERE m.row_number = a.row_number)"

_BY_OTHER_ID = f"""
INSERT INTO matches SELECT DISTINCT ON (a.row_number) a.row_number, p.id
FROM arrivals a JOIN persons p ON p.other_id_index = a.other_id_index
WHERE a.other_id_index IS NOT NULL AND {_UNMATCHED}
  AND (a.citizen_number_index IS NULL OR p.citizen_number_index IS NULL)
ORDER BY a.row_number, p.id
"""

_SAME = "p.name = a.name AND p.birth_date = a.birth_date AND p.sex = a.sex"

_BY_HOUSEHOLD = f"""
INSERT INTO matches SELECT DISTINCT ON (a.row_number) a.row_number, p.id
FROM arrivals a
JOIN households h ON h.registered_division = a.registered_division AND h.number = a.household_number
JOIN persons p ON p.household_id = h.id AND {_SAME}
WHERE {_UNMATCHED} AND (a.citizen_number_index IS NULL OR p.citizen_number_index IS NULL)
  AND (a.other_id_index IS NULL OR p.other_id_index IS NULL)
ORDER BY a.row_number, p.id
"""

_BY_PLACE = f"""
INSERT INTO matches SELECT DISTINCT ON (a.row_number) a.row_number, p.id
FROM arrivals a
JOIN persons p ON {_SAME}
  AND p.registered_division = a.registered_division AND p.residence_division = a.residence_division
WHERE a.citizen_number_index IS NULL AND a.other_id_index IS NULL AND a.household_number IS NULL
  AND p.citizen_number_index IS NULL AND p.other_id_index IS NULL AND p.household_id IS NULL AND {_UNMATCHED}
ORDER BY a.row_number, p.id
"""


async def match_persons(act: Act, contents: Contents) -> None:
    """Fill ``matches``. Rows with faults have no identity and match nobody."""
    await act.execute(_MATCHES)
    # Of a table that it does not know the planner thinks that it holds something. It would put all arrivals of a file
    # that fits into memory into a hash table to find those unmatched, and they would be entered in the order of a hash.
    await act.execute("ANALYZE matches")
    of_documents = (_BY_OTHER_ID,) if contents.documents else ()
    of_unnumbered = (_BY_PLACE,) if contents.unnumbered else ()
    for statement in (_BY_NUMBER, *of_documents, _BY_HOUSEHOLD, *of_unnumbered):
        if await act.execute(statement):
            await act.execute("ANALYZE matches")
