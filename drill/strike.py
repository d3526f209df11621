"""One fault after another, each kind in turn, and when each was over."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from drill.faults.clock import jump
from drill.faults.disk import full_disk
from drill.faults.events import repeat_and_reorder, take_the_broker_away
from drill.faults.failover import fail_over
from drill.faults.network import cut_a_wire
from drill.faults.processes import (
    freeze_a_consumer,
    freeze_the_gateway,
    kill_a_process,
    kill_the_database,
    restart_the_database,
    slow_consumer,
)
from drill.house import House

Fault = Callable[[House, random.Random], Awaitable[str]]
_ALL: dict[str, Fault] = {
    "kill": kill_a_process,
    "kill-database": kill_the_database,
    "restart-database": restart_the_database,
    "freeze": freeze_a_consumer,
    "freeze-gateway": freeze_the_gateway,
    "slow-consumer": slow_consumer,
    "cut": cut_a_wire,
    "clock": jump,
    "events": repeat_and_reorder,
    "disk": full_disk,
    "fail-over": fail_over,
    "broker": take_the_broker_away,
}
_ONCE = {"broker"}
"""So long that once is enough."""


@dataclass(frozen=True)
class Struck:
    """One fault: what was done, and when it was over (``time.monotonic``)."""

    kind: str
    what: str
    over: float


def faults_of(house: House, wanted: str) -> tuple[list[str], list[str]]:
    """The kinds to do: those ``wanted`` (with commas; empty: all) that can be done here; and those that cannot."""
    asked = [kind for kind in wanted.split(",") if kind] or list(_ALL)
    if unknown := set(asked) - set(_ALL):
        raise ValueError(f"no such fault: {', '.join(sorted(unknown))}; there are {', '.join(_ALL)}")
    possible = {"disk": house.own_disk, "broker": house.home.runs_kafka}
    return [k for k in asked if possible.get(k, True)], [k for k in asked if not possible.get(k, True)]


async def strike(house: House, kinds: list[str], seconds: float, every: float, chance: random.Random) -> list[Struck]:
    """Every kind at least once, in an order that is drawn; and on until the time is over."""
    done: list[Struck] = []
    until, left = time.monotonic() + seconds, chance.sample(kinds, len(kinds))
    while left or time.monotonic() < until:
        if not left:
            left = chance.sample(repeated, len(repeated)) if (repeated := [k for k in kinds if k not in _ONCE]) else []
            if not left:
                break
        kind = left.pop()
        await asyncio.sleep(every)
        what = await _ALL[kind](house, chance)
        print(what, flush=True)
        done.append(Struck(kind, what, time.monotonic()))
    return done
