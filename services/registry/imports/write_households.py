"""Create the households that arrivals name and the register lacks; give households the heads that the file names."""

from chassis.outbox import insert_select
from contracts.registry import HouseholdChanged, HouseholdRegistered
from services.registry.imports.act import STAMP, Act

# Whoever begins a household in the file brings an id for it, in case that it is new.
_NAMED = """
CREATE TEMPORARY TABLE named_households ON COMMIT DROP AS
SELECT n.registered_division, n.number, n.head_id, coalesce(h.id, n.fresh_id, new_event_id()) AS id, n.event_id,
       h.id IS NULL AS new,
       h.id IS NOT NULL AND n.head_id IS NOT NULL AND n.head_id IS DISTINCT FROM h.head_id AS changed
FROM (
    SELECT a.registered_division, a.household_number AS number,
           any_value(coalesce(m.person_id, a.person_id)) FILTER (WHERE a.relation_to_head IN ('01', '02')) AS head_id,
           any_value(a.household_id) AS fresh_id, any_value(a.household_event_id) AS event_id
    FROM arrivals a LEFT JOIN matches m USING (row_number)
    WHERE a.household_number IS NOT NULL
    GROUP BY 1, 2
) n LEFT JOIN households h ON h.registered_division = n.registered_division AND h.number = n.number
"""

# In the order of the file, which is that of their ids: their indexes grow at one end, and members who are entered next,
# and heads who are looked for at the end, find them and theirs side by side.
_CREATE = f"""
INSERT INTO households (id, number, registered_division, head_id,
                        valid_from, changed_by, change_reason, source, source_id)
SELECT n.id, n.number, n.registered_division, n.head_id, {STAMP} FROM named_households n WHERE n.new ORDER BY n.id
"""

_NEW_HEADS = f"""
UPDATE households h SET head_id = n.head_id, revision = h.revision + 1,
    (valid_from, changed_by, change_reason, source, source_id) = ROW ({STAMP})
FROM named_households n WHERE n.id = h.id AND n.changed
"""

FACTS = {
    "household_id": "h.id",
    "revision": "h.revision",
    "facts": {"registered_division": "h.registered_division", "kind": "h.kind", "head_id": "h.head_id"},
}
_CHANGED = "households h WHERE h.source_id = $1 AND h.source = 'import'"
_CREATED = """(
    SELECT id, coalesce(event_id, new_event_id()) AS event_id, 1 AS revision, registered_division, 'family' AS kind,
           head_id
    FROM named_households WHERE new
) h"""


async def name_households(act: Act) -> None:
    """Fill the temporary table ``named_households``: those that the file names, as they are or will be."""
    await act.execute(_NAMED)
    await act.execute("ANALYZE named_households (registered_division, number)")


async def write_households(act: Act) -> None:
    """Households before their members. Heads that are yet to be written are checked when the import commits."""
    await name_households(act)
    if await act.execute(_NEW_HEADS, *act.stamp):
        await act.execute(insert_select(HouseholdChanged, FACTS, _CHANGED), act.import_id)
    if await act.execute(_CREATE, *act.stamp):
        await act.execute(insert_select(HouseholdRegistered, FACTS, _CREATED, "h.event_id"))
