"""What an import would do, found out without writing: counts, and a sample of each kind by row and id.

The same comparison as in an import, over the households as they would be. No values: the office has them in its file.
"""

from typing import Any

from chassis.sealing import Sealer
from services.registry.imports.act import Act
from services.registry.imports.compare_phones import compare_phones
from services.registry.imports.flag_possible_duplicates import find_namesakes
from services.registry.imports.write_households import name_households
from services.registry.imports.write_persons import NOW, compare_persons

SAMPLE = 50
"""Rows shown of each kind."""

_NEW = "NOT EXISTS (SELECT FROM matches m WHERE m.row_number = a.row_number)"
_COUNTS = f"""
SELECT (SELECT count(*) FROM arrivals a WHERE {_NEW}) AS created,
       (SELECT count(*) FROM matches) AS matched,
       (SELECT count(*) FROM namesakes n JOIN arrivals a USING (name, birth_date, sex)
        WHERE {_NEW} AND a.person_id <> n.other_id) AS possible_duplicates,
       (SELECT count(*) FROM named_households WHERE new) AS households_created,
       (SELECT count(*) FROM named_households WHERE changed) AS households_changed
"""

_CREATED = f"SELECT row_number AS row FROM arrivals a WHERE {_NEW} ORDER BY 1 LIMIT {SAMPLE}"
_UNCHANGED = f"""
SELECT m.row_number AS row, m.person_id::text FROM matches m
WHERE NOT EXISTS (SELECT FROM changes c WHERE c.person_id = m.person_id) ORDER BY 1 LIMIT {SAMPLE}
"""

# As the file's columns are called. A sealed value differs exactly where its index does.
_CALLED = {
    "citizen_number_index": "citizen_number",
    "other_id_index": "other_id_number",
    "phone_sealed": "phone",
    "household_id": "household_number",
}
_COMPARED = {c: _CALLED.get(c, c) for c in NOW if c in _CALLED or not c.endswith(("_sealed", "_index"))}
_FIELDS = ", ".join(f"CASE WHEN p.{c} IS DISTINCT FROM c.{c} THEN '{name}' END" for c, name in _COMPARED.items())
_UPDATED = f"""
SELECT c.row_number AS row, c.person_id::text, array_remove(ARRAY[{_FIELDS}], NULL) AS fields
FROM changes c JOIN persons p ON p.id = c.person_id ORDER BY 1 LIMIT {SAMPLE}
"""


async def preview_import(act: Act, sealer: Sealer) -> tuple[dict[str, int], dict[str, Any]]:
    """The counts that the import would have, and what it would change."""
    await find_namesakes(act)
    await name_households(act)
    await compare_phones(act, sealer)
    updated = await compare_persons(act)
    found = dict(await act.connection.fetchrow(_COUNTS))
    counts = {name: found[name] for name in ("created", "possible_duplicates")}
    counts |= {"updated": updated, "unchanged": found["matched"] - updated}
    return counts, {
        "households_created": found["households_created"],
        "households_changed": found["households_changed"],
        "created": await _sample(act, _CREATED),
        "updated": await _sample(act, _UPDATED),
        "unchanged": await _sample(act, _UNCHANGED),
    }


async def _sample(act: Act, query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in await act.connection.fetch(query)]
