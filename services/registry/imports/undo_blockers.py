"""What stands in the way of undoing an import: later work on the persons and households that it wrote."""

from typing import Any

from services.registry.imports.act import Act

_MOST_LISTED = 100

_NEW = "SELECT id FROM touched_{} WHERE first_revision = 1"

_BLOCKERS = {
    # Superseded since: changed, moved, dead, corrected, taken over by a later import, or deleted.
    "person-changed": "SELECT t.id FROM touched_persons t LEFT JOIN persons p ON p.id = t.id"
    " WHERE p.source_id IS DISTINCT FROM $1",
    "household-changed": "SELECT t.id FROM touched_households t LEFT JOIN households h ON h.id = t.id"
    " WHERE h.source_id IS DISTINCT FROM $1",
    # Somebody else joined a household that would go, or heads one through a person that would go.
    "member": "SELECT p.id FROM persons p JOIN touched_households h ON h.id = p.household_id AND h.first_revision = 1"
    " WHERE NOT EXISTS (SELECT FROM touched_persons t WHERE t.id = p.id)",
    "head-of-household": f"SELECT id FROM households h WHERE head_id IN ({_NEW.format('persons')})"
    " AND NOT EXISTS (SELECT FROM touched_households t WHERE t.id = h.id)",
}

# Whatever leads to a person or a household that would go: births, deaths, moves and all that comes to be kept.
_LEADING_THERE = """
SELECT c.conrelid::regclass::text AS referrer, c.confrelid::regclass::text AS target, a.attname AS referring
FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f' AND c.confdeltype IN ('a', 'r')
  AND c.confrelid IN (to_regclass('persons'), to_regclass('households'))
  AND c.conrelid NOT IN (to_regclass('persons'), to_regclass('households'))
  AND EXISTS (SELECT FROM pg_attribute i WHERE i.attrelid = c.conrelid AND i.attname = 'id')
ORDER BY 1, 3
"""


async def _references(act: Act) -> dict[str, str]:
    conditions: dict[str, list[str]] = {}
    for row in await act.connection.fetch(_LEADING_THERE):
        new = _NEW.format(row["target"])
        conditions.setdefault(row["referrer"], []).append(f"{row['referring']} IN ({new})")
    # Tables are named in the plural: births, moves.
    return {
        table.removesuffix("s"): f"SELECT id FROM {table} WHERE {' OR '.join(where)}"
        for table, where in conditions.items()
    }


async def blockers(act: Act) -> tuple[int, list[dict[str, Any]]]:
    """How many there are, and up to a hundred of them as ``{kind, id}``."""
    found: list[dict[str, Any]] = []
    total = 0
    for kind, query in (_BLOCKERS | await _references(act)).items():
        arguments = (act.import_id,) if "$1" in query else ()
        counted = f"WITH b AS ({query}) SELECT id, count(*) OVER () AS total FROM b ORDER BY id LIMIT {_MOST_LISTED}"
        rows = await act.connection.fetch(counted, *arguments)
        total += rows[0]["total"] if rows else 0
        found += [{"kind": kind, "id": str(row["id"])} for row in rows]
    return total, found[:_MOST_LISTED]
