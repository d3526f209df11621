"""Look up the holder of a citizen number: what departments and counters ask all day, on the shorter way."""

import re
from typing import Any

from chassis.auth import Caller
from chassis.hot_reads import Found, HotRead
from services.registry.persons.routes import list_persons, search_persons
from services.registry.persons.search_persons import allow_search, search_by_number

_NUMBER = rb"([0-9]{17}[0-9Xx])"


async def look_up(state: Any, caller: Caller, citizen_number: str) -> Found:
    """The holder, as far as the caller may see them, or nobody. Raises NotAllowed, BadPayload."""
    allow_search(caller, citizen_number)
    page = await search_by_number(state.database.pool, state.sealer, caller, citizen_number, "citizen_number")
    return Found(page, [str(person.id) for person in page.items])


LOOK_UPS = (
    HotRead(list_persons, re.compile(rb"citizen_number=" + _NUMBER), look_up),
    HotRead(search_persons, re.compile(rb'\s*\{\s*"citizen_number"\s*:\s*"' + _NUMBER + rb'"\s*\}\s*'), look_up),
)
