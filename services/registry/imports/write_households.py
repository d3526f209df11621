"""Create the households that arrivals name and the register lacks; give households the heads that the file names."""

from chassis.outbox import insert_select
from contracts.registry import HouseholdChanged, HouseholdRegistered
from services.registry.imports.act import STAMP, Act

_NAMED = """
CREATE TEMPORARY TABLE named_households ON COMMIT DROP AS
SELECT a.registered_division, a.household_number AS number,
       (array_agg(coalesce(m.person_id, a.person_id)) FILTER (WHERE a.relation_to_head IN ('01', '02')))[1] AS head_id
FROM arrivals a LEFT JOIN matches m USING (row_number)
WHERE a.household_number IS NOT NULL
GROUP BY 1, 2
"""

_CREATE = f"""
INSERT INTO households (id, number, registered_division, head_id,
                        valid_from, changed_by, change_reason, source, source_id)
SELECT new_event_id(), n.number, n.registered_division, n.head_id, {STAMP}
FROM named_households n
LEFT JOIN households h ON h.registered_division = n.registered_division AND h.number = n.number
WHERE h.id IS NULL
"""

_NEW_HEADS = f"""
UPDATE households h SET head_id = n.head_id, revision = h.revision + 1,
    (valid_from, changed_by, change_reason, source, source_id) = ROW ({STAMP})
FROM named_households n
WHERE h.registered_division = n.registered_division AND h.number = n.number
  AND n.head_id IS NOT NULL AND n.head_id IS DISTINCT FROM h.head_id
"""

FACTS = {
    "household_id": "h.id",
    "revision": "h.revision",
    "facts": "json_build_object('registered_division', h.registered_division, 'kind', h.kind, 'head_id', h.head_id)",
}
_OURS = "households h WHERE h.source_id = $1 AND h.source = 'import'"


async def name_households(act: Act) -> None:
    """Fill the temporary table ``named_households (registered_division, number, head_id)``."""
    await act.execute(_NAMED)
    await act.execute("ANALYZE named_households")


async def write_households(act: Act) -> None:
    """Households before their members. Heads that are yet to be written are checked when the import commits."""
    await name_households(act)
    changed = await act.execute(_NEW_HEADS, *act.stamp)
    if changed:
        await act.execute(insert_select(HouseholdChanged, FACTS, _OURS), act.import_id)
    created = await act.execute(_CREATE, *act.stamp)
    if created:
        await act.execute(insert_select(HouseholdRegistered, FACTS, f"{_OURS} AND h.revision = 1"), act.import_id)
