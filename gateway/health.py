"""``GET /healthz``: whether every service, the bus and the database answer."""

import asyncio
import time
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from chassis.db import Database
from gateway.settings import GatewaySettings

_PATIENCE = 2.0
# However often it is asked, the services are probed once a second at most: anybody may ask.
_FRESH = 0.5


class Health:
    """Probes everything at once, and remembers the result for a moment."""

    def __init__(self, client: aiohttp.ClientSession, database: Database, settings: GatewaySettings) -> None:
        self._client, self._database, self._settings = client, database, settings
        self._lock = asyncio.Lock()
        self._known: dict[str, Any] = {}
        self._known_at = float("-inf")

    async def look(self) -> dict[str, Any]:
        """The body of ``/healthz``; its ``status`` is ``ok`` or ``down``."""
        async with self._lock:
            if time.monotonic() - self._known_at > _FRESH:
                self._known = await self._probe()
                self._known_at = time.monotonic()
            return self._known

    async def _probe(self) -> dict[str, Any]:
        names = sorted(self._settings.services)
        probes = [self._service(self._settings.services[name]) for name in names]
        database, bus, *answers = await asyncio.gather(self._database.is_reachable(), self._bus(), *probes)
        services = {name: _word(answer) for name, answer in zip(names, answers, strict=True)}
        well = database and bus and all(answers)
        return {
            "status": _word(well),
            "services": services,
            "bus": self._settings.bus if bus else "down",
            "database": _word(database),
        }

    async def _service(self, address: str) -> bool:
        try:
            timeout = aiohttp.ClientTimeout(total=_PATIENCE)
            async with self._client.get(f"{address.rstrip('/')}/healthz", timeout=timeout) as response:
                return response.status == 200
        except (aiohttp.ClientError, OSError):
            return False

    async def _bus(self) -> bool:
        if self._settings.bus == "embedded":
            # The embedded bus is tables in the database that the services answer for.
            return await self._database.is_reachable()
        brokers = (self._settings.kafka_bootstrap or "").split(",")
        return any(await asyncio.gather(*(_accepts(broker) for broker in brokers)))


async def _accepts(broker: str) -> bool:
    address = urlsplit(f"//{broker.strip()}")
    try:
        async with asyncio.timeout(_PATIENCE):
            _, writer = await asyncio.open_connection(address.hostname, address.port or 9092)
    except (OSError, ValueError):
        return False
    writer.close()
    return True


def _word(well: bool) -> str:
    return "ok" if well else "down"
