"""Two counties that exchange messages, each with a database and a service of its own, in one test."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from chassis.app import Service
from chassis.auth import Caller
from chassis.keys import EXCHANGE_KEYS_FILE, create_keys
from services.migrants.exchange.deliver_messages import deliver_to, peers_due
from services.migrants.exchange.reach_peer import PeerAway
from tests.support.running import Running, running

HERE, THERE = "341599", "329999"
# As the gateway tells a service of another county's call.
PEER = Caller(
    subject="public",
    kind="department",
    fields={"county-exchange": ["receipts", "statement"]},
)


def introduce(folder: Path, *counties: str) -> None:
    """Keys and a directory for each county, in ``folder/<county>``, so that all know each other."""
    for county in counties:
        create_keys(folder / county / "keys")
    for county in counties:
        others = [entry(folder, other) for other in counties if other != county]
        write_directory(folder / county, {"here": county, "counties": others})


def entry(folder: Path, county: str) -> dict[str, Any]:
    """What the others' directories say of a county."""
    keys = json.loads((folder / county / "keys" / EXCHANGE_KEYS_FILE).read_text())
    public = {
        use: [{"kid": k["kid"], "x": k["x"], "from": "2020-01-01T00:00:00Z"} for k in keys[use]]
        for use in ("signs_with", "opens_with")
    }
    return {"county": county, "name": {"zh": county, "en": county}, "address": f"https://{county}"} | public


def write_directory(home: Path, content: dict[str, Any]) -> None:
    """Replace the directory of the installation in ``home``."""
    (home / "counties.yaml").write_text(yaml.safe_dump(content))


@asynccontextmanager
async def two_counties(service: Service, here: str, there: str, folder: Path) -> AsyncIterator[tuple[Running, Running]]:
    """``service`` (migrants) of HERE and of THERE, on these two databases (dsn)."""
    introduce(folder, HERE, THERE)
    async with running(service, here, folder / HERE) as one, running(service, there, folder / THERE) as other:
        yield one, other


def county_of(running: Running) -> str:
    """The six digits of a running county."""
    return str(running.app.state.exchange.here)


class Wire:
    """The way between counties, within the test: calls reach the other's service as its gateway passes them on."""

    def __init__(self, *counties: Running) -> None:
        self.counties = {f"https://{county_of(each)}": each for each in counties}
        self.away: set[str] = set()
        """Counties that cannot be reached."""
        self.calls: list[tuple[str, bytes | None]] = []

    async def __call__(self, address: str, path: str, body: bytes | None) -> bytes:
        county = address.removeprefix("https://")
        if county in self.away:
            raise PeerAway("not-reached")
        if path.endswith("/messages"):
            self.calls.append((county, body))
        return await self.bring(address, path, body)

    async def bring(self, address: str, path: str, body: bytes | None) -> bytes:
        async with self.counties[address].as_caller(PEER) as client:
            at = httpx.URL(address + path)
            answer = await (client.get(at) if body is None else client.post(at, content=body))
        if answer.status_code != 200:
            raise PeerAway(f"answered-{answer.status_code}")
        return answer.content


async def deliver(county: Running, wire: Wire) -> int:
    """Send what is due in one county; how many messages were sent."""
    database = county.app.state.database
    return sum([await deliver_to(database, peer, wire) for peer in await peers_due(database)])


async def carry(one: Running, other: Running, wire: Wire | None = None) -> int:
    """Deliver all that is due, both ways, until nothing moves; how many messages were sent."""
    sent, wire = 0, wire or Wire(one, other)
    while moved := await deliver(one, wire) + await deliver(other, wire):
        sent += moved
    return sent
