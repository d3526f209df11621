"""Find persons by name, phone or address: the closest first, nobody from outside the caller's area."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import asyncpg

from chassis.sealing import Sealer
from services.registry.persons.show_person import SHOWN
from services.registry.scope import DivisionRange
from services.registry.search.phones import ending_index, number_index
from services.registry.search.tokens import address_question, address_tokens, name_question

# What is looked at in one step; more would be a list of the county and not a search.
_MOST_CANDIDATES, _MOST_NAMES = 600, 200
_COLUMNS = ", ".join(f"p.{column}" for column in SHOWN)
_IN_AREA = (
    "((p.residence_division >= $1 AND p.residence_division < $2)"
    " OR (p.registered_division >= $1 AND p.registered_division < $2))"
    " AND ((p.residence_division >= $3 AND p.residence_division < $4)"
    " OR (p.registered_division >= $3 AND p.registered_division < $4))"
)
# Each in two steps that the planner cannot turn round: first the index on tokens, names or addresses, then the rest.
# Left to itself it reads the whole county where it takes the area for the smaller set.
# Token by token, since the planner takes comparing two arrays for free and reads all names where it may.
_NAMES = (
    "SELECT DISTINCT ON (name) name AS text, found.tokens FROM unnest($1::int[]) AS asked (token) CROSS JOIN LATERAL"
    " (SELECT name, tokens FROM search_names WHERE tokens @> ARRAY[asked.token] LIMIT $2) found"
)
_ADDRESSES = (
    "WITH found AS MATERIALIZED (SELECT address AS text, tokens FROM search_addresses WHERE tokens @> $1::int[])"
    " SELECT text, tokens FROM found LIMIT $2"
)
_OF_NAMES = (
    f"WITH p AS MATERIALIZED (SELECT c.place, {_COLUMNS} FROM unnest($5::text[]) WITH ORDINALITY AS c (text, place)"
    " CROSS JOIN LATERAL (SELECT * FROM persons WHERE name = c.text OFFSET 0) p)"
    f" SELECT {_COLUMNS} FROM p WHERE {_IN_AREA} ORDER BY p.place, p.id LIMIT $6"
)
_OF_ADDRESSES = _OF_NAMES.replace("name = c.text", "residence_address = c.text")
_OF_PHONES = (
    f"SELECT {_COLUMNS} FROM search_phones s JOIN persons p ON p.id = s.person_id"
    f" WHERE s.{{index}} = $5 AND {_IN_AREA} ORDER BY p.id LIMIT $6"
)

Rows = Sequence[asyncpg.Record]


class Area(NamedTuple):
    """The caller's area and the division asked for inside it."""

    scope: DivisionRange
    division: DivisionRange

    @property
    def bounds(self) -> tuple[str, str, str, str]:
        """For $1 … $4."""
        return (*self.scope, *self.division)


async def find_by_name(pool: asyncpg.Pool, area: Area, name: str, limit: int) -> Rows:
    """Whoever is called so, or nearly so. The name as given is asked for at once, before it is in the index."""
    found: dict[object, asyncpg.Record] = {}
    asked = {name.strip(): 100.0}
    for weights in name_question(name):
        asked |= await _scored(pool, _NAMES, weights, list(weights))
        names = sorted(asked, key=lambda each: (-asked[each], len(each), each))[:_MOST_NAMES]
        for row in await pool.fetch(_OF_NAMES, *area.bounds, names, limit):
            found.setdefault(row["id"], row)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


async def _scored(
    pool: asyncpg.Pool, query: str, weights: Mapping[int, float], tokens: Sequence[int]
) -> dict[str, float]:
    rows = await pool.fetch(query, tokens, _MOST_CANDIDATES)
    return {row["text"]: sum(weights.get(each, 0.0) for each in row["tokens"]) for row in rows}


async def find_by_address(pool: asyncpg.Pool, area: Area, address: str, limit: int) -> Rows:
    """Whoever lives at an address that holds ``address``; if nobody does, at one that differs in one place."""
    tokens = address_question(address)
    weights = dict.fromkeys(address_tokens(address), 1.0)
    # One wrong character spoils two neighbouring pairs: without these, the rest must be there.
    looser = [tokens[:at] + tokens[at + 2 :] for at in range(len(tokens) - 1)] if len(tokens) > 3 else []
    asked: dict[str, float] = {}
    for step in ([tokens], looser):
        for some in step:
            asked |= await _scored(pool, _ADDRESSES, weights, some)
        if asked:
            addresses = sorted(asked, key=lambda each: (-asked[each], len(each), each))[:_MOST_NAMES]
            rows = await pool.fetch(_OF_ADDRESSES, *area.bounds, addresses, limit)
            if rows:
                return rows
    return []


async def find_by_phone(pool: asyncpg.Pool, sealer: Sealer, area: Area, phone: str, limit: int) -> Rows:
    """Whoever has this number."""
    query = _OF_PHONES.format(index="number_index")
    return await pool.fetch(query, *area.bounds, number_index(sealer, phone), limit)


async def find_by_ending(pool: asyncpg.Pool, sealer: Sealer, area: Area, ending: str, limit: int) -> Rows:
    """Whoever of a division has a number that ends so."""
    query = _OF_PHONES.format(index="ending_index")
    return await pool.fetch(query, *area.bounds, ending_index(sealer, ending), limit)
