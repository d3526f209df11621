"""How long the county takes to be well again, as somebody outside sees it."""

import asyncio
import time
from collections.abc import Sequence
from statistics import median

import aiohttp

from drill.load import Ledger
from drill.strike import Struck

_EVERY = 0.1


class Watch:
    """Asks for the county's health ten times a second, and notes when it was well."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.well: list[float] = []

    async def look(self) -> None:
        """Until cancelled."""
        patience = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(self._address, timeout=patience) as session:
            while True:
                await asyncio.sleep(_EVERY)
                try:
                    async with session.get("/healthz") as answer:
                        if answer.status == 200:
                            self.well.append(time.monotonic())
                except (aiohttp.ClientError, OSError, TimeoutError):
                    continue


def recoveries(struck: Sequence[Struck], watch: Watch, ledger: Ledger) -> dict[str, list[float]]:
    """Kind → seconds from the end of each such fault until health is reported and a write is acknowledged.

    Where the next fault came before, the time until that counts in full: it is part of the same outage.
    """
    told = [at for at, answered in ledger.answers if answered]
    found: dict[str, list[float]] = {}
    for fault in struck:
        ends = [next((at for at in series if at > fault.over), None) for series in (watch.well, told)]
        found.setdefault(fault.kind, []).append(max((end or time.monotonic()) - fault.over for end in ends))
    return found


def line(kind: str, seconds: Sequence[float]) -> tuple[str, str, str, str]:
    """A row of the report: kind, how often, median and longest recovery."""
    return kind, str(len(seconds)), f"{median(seconds):.1f} s", f"{max(seconds):.1f} s"
