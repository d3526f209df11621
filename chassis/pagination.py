"""Lists page by cursor: the last key seen, opaque to the caller."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from fastapi import Query
from pydantic import BaseModel

from chassis.problems import BadPayload, Fault

T = TypeVar("T")
_MOMENT = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time without its zone would compare with no other."""

Limit = Annotated[int, Query(ge=1, le=500, description="How many items at most.")]
Cursor = Annotated[str | None, Query(max_length=500, description="The `next` of the page before.")]


class Page(BaseModel, Generic[T]):
    """One page of a list; ``next`` is null on the last."""

    items: list[T]
    next: str | None = None


def encode_cursor(*key: Any) -> str:
    """The cursor of the row with this sort key (text, numbers, dates, UUIDs)."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).decode()


def decode_cursor(cursor: str, *types: type) -> tuple[Any, ...]:
    """The sort key in ``cursor``, each part as its type. Raises BadPayload."""
    parts = tuple(_MOMENT if part is datetime else part for part in types)
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor), type=tuple[parts])  # type: ignore[valid-type]
    except (msgspec.MsgspecError, binascii.Error, ValueError):
        fault = Fault("query/cursor", "bad_cursor", "not a cursor of this list")
        raise BadPayload(faults=[fault]) from None


def page_of(rows: list[T], limit: int, *key: str) -> Page[T]:
    """A page from up to ``limit + 1`` rows that were read; ``key`` names the attributes they are sorted by."""
    if len(rows) <= limit:
        return Page(items=rows, next=None)
    last = rows[limit - 1]
    return Page(items=rows[:limit], next=encode_cursor(*(getattr(last, name) for name in key)))
