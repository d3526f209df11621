"""The one source of time. Rules never ask for it; use cases pass it in. Tests and demonstrations move it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_HOUR = 3600

# A whole installation can be started ahead of its time, to show what days of waiting bring about.
_offset = timedelta(seconds=int(os.environ.get("HUIJIA_CLOCK_AHEAD") or 0))


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return datetime.now(UTC) + _offset


def timestamp() -> float:
    """The current instant in seconds since 1970, at a tenth of the price of ``now().timestamp()``."""
    return time.time() + _offset.total_seconds()


def today() -> date:
    """The calendar date in China now: deadlines and ages are counted in these."""
    return _day_at(int(timestamp() // _HOUR))


def day_of(instant: datetime) -> date:
    """The calendar date in China of an aware instant."""
    return instant.astimezone(SHANGHAI).date()


@lru_cache(2)
def _day_at(hour: int) -> date:
    # Every call asks for the day, and days begin on the hour: China is eight whole hours ahead.
    return day_of(datetime.fromtimestamp(hour * _HOUR, UTC))


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Let ``now()`` start at ``instant`` and run on from there inside the block (this process only)."""
    global _offset
    before = _offset
    _offset = instant - datetime.now(UTC)
    try:
        yield
    finally:
        _offset = before
