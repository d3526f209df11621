"""Note who of the new persons may be in the register already under another number, or none.

Same name, sex and birth date. One pair for each new person, with the earliest other such person: enough to raise
the question, and linear however many people share a name. Nobody is kept out of the register for it.
"""

from services.registry.imports.act import Act

_FIRST_OF_EACH = """
CREATE TEMPORARY TABLE namesakes ON COMMIT DROP AS
WITH fresh AS (
    SELECT name, birth_date, sex, min(row_number) AS first_row, count(*) AS rows
    FROM arrivals a WHERE NOT EXISTS (SELECT FROM matches m WHERE m.row_number = a.row_number)
    GROUP BY name, birth_date, sex
), known AS (
    SELECT f.first_row, min(p.id::text)::uuid AS id
    FROM fresh f JOIN persons p USING (name, birth_date, sex) GROUP BY f.first_row
)
SELECT f.name, f.birth_date, f.sex, coalesce(k.id, a.person_id) AS other_id
FROM fresh f LEFT JOIN known k USING (first_row) JOIN arrivals a ON a.row_number = f.first_row
WHERE f.rows > 1 OR k.id IS NOT NULL
"""

_FLAG = """
INSERT INTO possible_duplicates (person_id, other_id, reason, import_id, found_at)
SELECT p.id, n.other_id, 'name-sex-birth-date', $1, $2
FROM namesakes n JOIN persons p USING (name, birth_date, sex)
WHERE p.source_id = $1 AND p.source = 'import' AND p.revision = 1 AND p.id <> n.other_id
ON CONFLICT DO NOTHING
"""


async def find_namesakes(act: Act) -> int:
    """Before the new persons are entered; of how many names, with sex and birth date, there will be several."""
    return await act.execute(_FIRST_OF_EACH)


async def flag_possible_duplicates(act: Act) -> int:
    """After they were entered; how many of them are in question."""
    return await act.execute(_FLAG, act.import_id, act.at)
