"""What an event says of a fact, laid over what is known of it. Pure.

Each column keeps the newest word on it, by the time at which the event happened: events that come twice or out of
order leave the same fact behind, whatever the order.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec


class Change(msgspec.Struct, frozen=True):
    """Columns of one fact as an event at ``time`` tells them."""

    kind: str
    id: UUID
    time: datetime
    values: Mapping[str, Any]


class Known(msgspec.Struct, frozen=True):
    """A fact: its columns, and when each was set (ISO 8601, UTC)."""

    values: Mapping[str, Any]
    stamps: Mapping[str, str]


NOTHING = Known({}, {})


def laid_over(known: Known, change: Change) -> Known:
    """The fact after the change."""
    stamp = change.time.isoformat(timespec="microseconds")
    newer = {name: value for name, value in change.values.items() if known.stamps.get(name, "") <= stamp}
    if not newer:
        return known
    return Known({**known.values, **newer}, {**known.stamps, **dict.fromkeys(newer, stamp)})
