"""``python -m services.registry.republish``: tell the house again how the register stands.

Before a read model is rebuilt from zero, since the bus keeps events for a while only (``chassis/bus/retention.yaml``).
Runs with the registry's environment; ``python -m chassis.bus lag`` shows when everybody has heard it.
"""

import asyncio

from chassis.db import Database
from chassis.settings import Settings
from services.registry.republish.tell_current_state import tell_current_state


async def main() -> None:
    """Tell everything, and say how much that was."""
    database = Database(Settings().database_url)
    await database.start()
    try:
        for part, events in (await tell_current_state(database)).items():
            print(f"{part}: {events} events")
    finally:
        await database.stop()


if __name__ == "__main__":
    asyncio.run(main())
