"""Look up the holder of a citizen number: what departments and counters ask all day, on the shorter way."""

import re
from typing import Any

import msgspec

from chassis.auth import Caller
from chassis.hot_reads import Found, HotRead
from services.registry.persons.routes import list_persons, search_persons
from services.registry.persons.search_persons import allow_search, rows_by_number
from services.registry.persons.show_person import values_shown

_NUMBER = rb"([0-9]{17}[0-9Xx])"


async def look_up(state: Any, caller: Caller, citizen_number: str) -> Found:
    """The holder, as far as the caller may see them, or nobody. Raises NotAllowed, BadPayload."""
    allow_search(caller, citizen_number)
    rows = await rows_by_number(state.database.pool, state.sealer, caller, citizen_number, "citizen_number")
    # Written from the columns, as the route writes it from a model: to make the model takes longer than the rest.
    page = {"items": [values_shown(row, state.sealer) for row in rows], "next": None}
    return Found(msgspec.json.encode(page), [str(row["id"]) for row in rows])


LOOK_UPS = (
    HotRead(list_persons, re.compile(rb"citizen_number=" + _NUMBER), look_up),
    HotRead(search_persons, re.compile(rb'\s*\{\s*"citizen_number"\s*:\s*"' + _NUMBER + rb'"\s*\}\s*'), look_up),
)
