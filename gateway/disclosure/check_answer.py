"""The gateway's own look at what a service would disclose. Pure: an answer's body and the decision in, faults out.

The service has filtered and projected already. Whatever is still outside the decision is a fault in that service, and
never leaves the house.
"""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

import orjson

from chassis.auth import Caller
from chassis.row_conditions import holds

_OF_A_PAGE = {"items", "next"}


def objects_of(body: bytes) -> list[dict[str, Any]] | None:
    """The objects that an answer discloses; None where it is no object and no page of objects."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(content, dict):
        return None
    items = content["items"] if content.keys() == _OF_A_PAGE else [content]
    if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
        return None
    return items


def outside(objects: list[dict[str, Any]], caller: Caller, today: date) -> list[str]:
    """What lies outside the decision: names of fields, each once. Empty when the answer may go out."""
    return sorted(set(_outside(objects, caller, today)))


def _outside(objects: list[dict[str, Any]], caller: Caller, today: date) -> Iterator[str]:
    allowed = set(chain.from_iterable(caller.fields.values()))
    conditions = [condition for rows in caller.rows.values() for condition in rows]
    for each in objects:
        yield from each.keys() - allowed
        for condition in conditions:
            # One on a field that is not disclosed was judged in the service, and cannot be judged again here.
            if condition.field in each and not holds(condition, each, caller.division, today):
                yield f"row:{condition.field}"
