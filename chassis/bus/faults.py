"""Tells an event's fault from the house's, and words either for people."""

from collections.abc import Iterator

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from chassis.bus.interface import BusUnavailable

# SQLSTATE classes in which the server is away, full, shutting down or a standby: it is no event's fault.
_HOUSE = ("08", "53", "57P", "58", "25006", "25P03")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = getattr(error, "orig", None) or error.__cause__


def is_outage(error: BaseException) -> bool:
    """Whether trying again later, for as long as it takes, is the right answer."""
    return any(_is_outage(each) for each in _chain(error))


def _is_outage(error: BaseException) -> bool:
    if isinstance(error, BusUnavailable | ConnectionError | PoolExhausted | asyncpg.InterfaceError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return str(getattr(error, "sqlstate", None) or "").startswith(_HOUSE)


def reason_of(error: BaseException) -> str:
    """The fault's class and words, without the statement and parameters that SQLAlchemy adds."""
    cause = getattr(error, "orig", None) or error
    cause = cause.__cause__ or cause if isinstance(error, DBAPIError) else cause
    return f"{type(cause).__name__}: {cause}"
