"""Processes that are killed, frozen, or slow; found by the locks that they hold."""

import asyncio
import os
import random
import signal

from chassis.roles import SERVICES
from deploy.local.holders import holders
from drill.house import House

CONSUMERS = [service for service in SERVICES if service not in ("registry", "gateway")]
_SLOW_ASLEEP, _SLOW_AWAKE = 0.45, 0.05


def hit(house: House, name: str, sent: signal.Signals) -> int:
    """Send a signal to every process of that name; how many were hit."""
    found = 0
    for pid in holders(house.home.lock(name)):
        try:
            os.kill(pid, sent)
            found += 1
        except ProcessLookupError:
            continue
    return found


async def kill_a_process(house: House, chance: random.Random) -> str:
    """``kill -9`` of a service or the gateway."""
    name = chance.choice(SERVICES)
    hit(house, name, signal.SIGKILL)
    return f"kill -9 {name}"


async def kill_the_database(house: House, _: random.Random) -> str:
    """``kill -9`` of PostgreSQL and all its children at once: it recovers from its log."""
    hit(house, "postgres", signal.SIGKILL)
    return "kill -9 postgres"


async def restart_the_database(house: House, _: random.Random) -> str:
    """PostgreSQL is stopped properly, and started again by its supervisor."""
    hit(house, "postgres", signal.SIGINT)
    return "restart postgres"


async def _frozen(house: House, name: str, seconds: float) -> None:
    hit(house, name, signal.SIGSTOP)
    try:
        await asyncio.sleep(seconds)
    finally:
        hit(house, name, signal.SIGCONT)


async def freeze_a_consumer(house: House, chance: random.Random) -> str:
    """A service stands still for a while, as on a machine that swaps, and goes on."""
    name = chance.choice(CONSUMERS)
    await _frozen(house, name, house.outage)
    return f"freeze {name}"


async def freeze_the_gateway(house: House, _: random.Random) -> str:
    """The same of the gateway: calls on their way hang, and come through or are asked again."""
    await _frozen(house, "gateway", house.outage / 2)
    return "freeze gateway"


async def slow_consumer(house: House, chance: random.Random) -> str:
    """A consumer gets a tenth of its time: events pile up before it, and nobody else waits."""
    name = chance.choice(CONSUMERS)
    until = asyncio.get_running_loop().time() + 2 * house.outage
    while asyncio.get_running_loop().time() < until:
        await _frozen(house, name, _SLOW_ASLEEP)
        await asyncio.sleep(_SLOW_AWAKE)
    return f"slow {name}"
