"""An outage is waited out; an event's own fault is counted against it."""

import asyncpg
import pytest
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from chassis.bus.faults import is_outage, reason_of
from chassis.bus.interface import BusUnavailable
from chassis.bus.pace import Pace


def _wrapped(cause: Exception) -> Exception:
    wrapped = OperationalError("SELECT '张三'", {"name": "张三"}, cause)
    wrapped.__cause__ = cause
    return wrapped


@pytest.mark.parametrize(
    "fault",
    [
        BusUnavailable("away"),
        ConnectionResetError(),
        PoolExhausted(),
        asyncpg.CannotConnectNowError("starting up"),
        asyncpg.TooManyConnectionsError("full"),
        asyncpg.DiskFullError("full"),
        asyncpg.AdminShutdownError("bye"),
        asyncpg.IdleInTransactionSessionTimeoutError("frozen"),
        asyncpg.ReadOnlySQLTransactionError("standby"),
        InterfaceError("SELECT 1", {}, Exception(), connection_invalidated=True),
        _wrapped(asyncpg.ConnectionDoesNotExistError("gone")),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_the_house_s_fault(fault: Exception) -> None:
    assert is_outage(fault)


@pytest.mark.parametrize(
    "fault",
    [
        ValueError("bad"),
        KeyError("x"),
        asyncpg.UniqueViolationError("twice"),
        asyncpg.DeadlockDetectedError("ring"),
        IntegrityError("INSERT", {}, asyncpg.CheckViolationError("no")),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_the_event_s_fault(fault: Exception) -> None:
    assert not is_outage(fault)


def test_a_reason_leaves_statement_and_parameters_out() -> None:
    reason = reason_of(_wrapped(asyncpg.UniqueViolationError("duplicate key")))
    assert reason == "UniqueViolationError: duplicate key"


def test_pauses_grow_and_end_growing() -> None:
    pace = Pace(first=0.1, factor=2, longest=1)
    assert all(0.075 <= pace.pause(1) <= 0.1 and 0.75 <= pace.pause(10_000) <= 1 for _ in range(50))
