"""A clock that jumps: all of one server's processes read it."""

import random
import signal
from functools import partial

from chassis.roles import SERVICES
from drill.faults.processes import hit
from drill.house import House

_JUMPS = (-1800, 2400, 7200)
_VARIABLE = "HUIJIA_CLOCK_AHEAD"


def _ahead(told: dict[str, str], seconds: int) -> dict[str, str]:
    return told | {_VARIABLE: str(seconds)}


async def jump(house: House, chance: random.Random) -> str:
    """Everybody's clock goes half an hour back, or up to two hours ahead, of the true time, or back to it.

    A running process cannot be handed another clock, so all are killed and start with the new one.
    """
    seconds = chance.choice(_JUMPS)
    for service in SERVICES:
        house.tell(service, partial(_ahead, seconds=seconds))
        hit(house, service, signal.SIGKILL)
    return f"clock jumps to {seconds:+} s"
