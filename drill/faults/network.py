"""Networks that are cut: in silence, or with a bang."""

import asyncio
import random

from drill.house import House


async def cut_a_wire(house: House, chance: random.Random) -> str:
    """The gateway's way to one service, or everybody's way to the database."""
    name = chance.choice(sorted(house.wires))
    abruptly = chance.random() < 0.5
    house.wires[name].cut(abruptly=abruptly)
    try:
        await asyncio.sleep(house.outage)
    finally:
        house.wires[name].mend()
    return f"cut network ({name}, {'abruptly' if abruptly else 'in silence'})"
