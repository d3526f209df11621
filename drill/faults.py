"""What happens to a county while people work: each fault is done to real processes, by their locks."""

import asyncio
import os
import random
import signal
from collections.abc import Awaitable, Callable

from chassis.roles import SERVICES
from deploy.local.holders import holders
from deploy.local.home import Home
from deploy.local.supervisor import connect

_FROZEN_SECONDS, _DOWN_SECONDS = 4.0, 6.0
Fault = Callable[[Home, random.Random], Awaitable[str]]


def _signal(home: Home, name: str, sent: signal.Signals) -> int:
    hit = 0
    for pid in holders(home.lock(name)):
        try:
            os.kill(pid, sent)
            hit += 1
        except ProcessLookupError:
            continue
    return hit


async def kill_a_process(home: Home, chance: random.Random) -> str:
    """``kill -9`` of a service or the gateway."""
    name = chance.choice(SERVICES)
    _signal(home, name, signal.SIGKILL)
    return f"kill -9 {name}"


async def kill_the_database(home: Home, _: random.Random) -> str:
    """``kill -9`` of PostgreSQL and all its children at once: it recovers from its log."""
    _signal(home, "postgres", signal.SIGKILL)
    return "kill -9 postgres"


async def restart_the_database(home: Home, _: random.Random) -> str:
    """PostgreSQL is stopped properly, and started again by its supervisor."""
    _signal(home, "postgres", signal.SIGINT)
    return "restart postgres"


async def freeze_a_consumer(home: Home, chance: random.Random) -> str:
    """A service stands still for a while, as behind a cut network or on a machine that swaps, and goes on."""
    name = chance.choice([service for service in SERVICES if service not in ("registry", "gateway")])
    _signal(home, name, signal.SIGSTOP)
    try:
        await asyncio.sleep(_FROZEN_SECONDS)
    finally:
        _signal(home, name, signal.SIGCONT)
    return f"freeze {name} for {_FROZEN_SECONDS:.0f} s"


async def freeze_the_gateway(home: Home, _: random.Random) -> str:
    """The same of the gateway: calls on their way hang, and come through or are asked again."""
    _signal(home, "gateway", signal.SIGSTOP)
    try:
        await asyncio.sleep(_FROZEN_SECONDS / 2)
    finally:
        _signal(home, "gateway", signal.SIGCONT)
    return f"freeze gateway for {_FROZEN_SECONDS / 2:.0f} s"


async def take_the_broker_away(home: Home, _: random.Random) -> str:
    """Apache Kafka is down for a while; outboxes fill meanwhile."""
    controller = connect(home)
    assert controller is not None  # noqa: S101 - the supervisor itself is never hit
    controller.stop("kafka")
    await asyncio.sleep(_DOWN_SECONDS)
    controller.start("kafka")
    return f"kafka down for {_DOWN_SECONDS:.0f} s"


def faults_of(home: Home) -> list[Fault]:
    """Those that can be done to this installation; killing a process is the most frequent."""
    found: list[Fault] = [kill_a_process, kill_a_process, kill_the_database, restart_the_database]
    found += [freeze_a_consumer, freeze_the_gateway]
    return [*found, take_the_broker_away] if home.runs_kafka else found


async def strike(home: Home, seconds: float, every: float, chance: random.Random) -> list[str]:
    """One fault after another, ``every`` so many seconds, each kind in turn; returns what was done."""
    done: list[str] = []
    loop = asyncio.get_running_loop()
    until, order = loop.time() + seconds, faults_of(home)
    chance.shuffle(order)
    while loop.time() < until:
        await asyncio.sleep(every)
        done.append(await order[len(done) % len(order)](home, chance))
    return done
