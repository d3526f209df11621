"""Enter the arrivals that nobody matches, bring the matched ones up to date, and publish both."""

from chassis.outbox import insert_select
from contracts.registry import PersonChanged, PersonRegistered
from services.registry.imports.act import STAMP, Act

_PLAIN = ("name", "sex", "birth_date", "ethnic_group", "marital_status", "other_id_type")
_PLACES = ("registered_division", "residence_division")
_SEALED = ("citizen_number_sealed", "citizen_number_index", "other_id_sealed", "other_id_index", "phone_sealed")
_REST = ("relation_to_head", "note")
_COPIED = (*_PLAIN, *_SEALED, *_PLACES, *_REST)

_HOUSEHOLD = (
    "LEFT JOIN named_households h ON h.registered_division = a.registered_division AND h.number = a.household_number"
)
_NEW = f"{_HOUSEHOLD} WHERE NOT EXISTS (SELECT FROM matches m WHERE m.row_number = a.row_number)"

# They are queued for the search in packets, as it takes them: the trigger that queues whoever is entered otherwise does
# it one by one.
_ENTER = f"""
WITH entered AS (
    INSERT INTO persons (id, {", ".join(_COPIED)}, residence_address, household_id,
                         valid_from, changed_by, change_reason, source, source_id)
    SELECT a.person_id, {", ".join(f"a.{c}" for c in _COPIED)}, a.residence_address, h.id, {STAMP}
    FROM arrivals a {_NEW}
    RETURNING id
)
INSERT INTO search_pending (ids)
SELECT array_agg(id) FROM (SELECT id, row_number() OVER () / 1000 AS packet FROM entered) numbered GROUP BY packet
"""

# An empty cell says nothing, so what is known stays; but an address does not outlive a change of place.
NOW = {column: f"coalesce(a.{column}, p.{column})" for column in (*_PLAIN, *_PLACES, *_REST)}
NOW["residence_address"] = (
    "CASE WHEN a.residence_address IS NULL AND a.residence_division <> p.residence_division THEN NULL"
    " ELSE coalesce(a.residence_address, p.residence_address) END"
)
NOW["household_id"] = "coalesce(h.id, p.household_id)"
# Sealing the same text twice gives different bytes: what is equal by its index keeps its old seal.
for _kind in ("citizen_number", "other_id"):
    NOW[f"{_kind}_index"] = f"coalesce(a.{_kind}_index, p.{_kind}_index)"
    NOW[f"{_kind}_sealed"] = (
        f"CASE WHEN a.{_kind}_index IS NULL OR a.{_kind}_index = p.{_kind}_index"
        f" THEN p.{_kind}_sealed ELSE a.{_kind}_sealed END"
    )
NOW["phone_sealed"] = "CASE WHEN np.row_number IS NULL THEN p.phone_sealed ELSE a.phone_sealed END"

_TOLD = ("name", "sex", "birth_date", "ethnic_group", "marital_status", *_PLACES, "household_id", "relation_to_head")
_CHANGES = f"""
CREATE TEMPORARY TABLE changes ON COMMIT DROP AS
SELECT * FROM (
    SELECT a.row_number, p.id AS person_id, {", ".join(f"{now} AS {column}" for column, now in NOW.items())},
           ({", ".join(f"p.{c}" for c in _TOLD)}) IS DISTINCT FROM ({", ".join(NOW[c] for c in _TOLD)}) AS told,
           ({", ".join(f"p.{c}" for c in NOW)}) IS DISTINCT FROM ({", ".join(NOW.values())}) AS changed
    FROM matches m JOIN arrivals a USING (row_number) JOIN persons p ON p.id = m.person_id
    {_HOUSEHOLD}
    LEFT JOIN new_phones np ON np.row_number = a.row_number
) compared WHERE changed
"""

_UPDATE = f"""
UPDATE persons p SET {", ".join(f"{column} = c.{column}" for column in NOW)}, revision = p.revision + 1,
    (valid_from, changed_by, change_reason, source, source_id) = ROW ({STAMP})
FROM changes c WHERE c.person_id = p.id
"""

FACTS = {
    "person_id": "p.id",
    "revision": "p.revision",
    "facts": {
        field: f"p.{field}"
        for field in (
            *("name", "sex", "birth_date", "registered_division", "residence_division", "household_id"),
            *("relation_to_head", "marital_status", "ethnic_group", "living"),
        )
    },
}
"""PersonFacts in SQL over ``persons p``; a test holds it to what ``services.registry.persons.facts`` gives."""

# From the arrivals, that are at hand, rather than from the persons, that would have to be found again.
_ENTERED = f"""(
    SELECT a.person_id AS id, a.event_id, 1 AS revision, a.name, a.sex, a.birth_date, a.ethnic_group, a.marital_status,
           a.registered_division, a.residence_division, a.relation_to_head, h.id AS household_id, true AS living
    FROM arrivals a {_NEW}
) p"""
_UPDATED = "persons p JOIN changes c ON c.person_id = p.id AND c.told"


async def enter_persons(act: Act) -> int:
    """Those who are new; how many."""
    await act.execute(_ENTER, *act.stamp)
    return await act.execute(insert_select(PersonRegistered, FACTS, _ENTERED, "p.event_id"))


async def compare_persons(act: Act) -> int:
    """Of whom the file says something new: the temporary table ``changes``; how many.

    ``new_phones`` and ``named_households`` are filled.
    """
    return await act.execute(_CHANGES)


async def update_persons(act: Act) -> int:
    """Bring those in ``changes`` up to date; how many."""
    updated = await act.execute(_UPDATE, *act.stamp)
    if updated:
        await act.execute(insert_select(PersonChanged, FACTS, _UPDATED))
    return updated
