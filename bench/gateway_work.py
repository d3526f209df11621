"""Processor time of a department's look-up: in the gateway, in PostgreSQL for it, and in a bare streaming proxy.

Time on the clock tells of the machine as much as of the gateway. Processor time of each process, taken in turns, tells
what a call costs also where others work beside: this is what was looked at while the gateway was made to do less.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import aiohttp

from bench.figures import Figure
from bench.gateway import AT_ONCE, GATEWAY, at_full, credentials, gateway_environment, lookup_token, server, wait
from bench.temporary_house import free_port, temporary_house

SIZE = float(os.environ.get("HUIJIA_BENCH_SIZE", "1"))
TURNS, CALLS = max(3, int(15 * SIZE)), max(100, int(700 * SIZE))
_NANOSECONDS = 1_000_000
Spent = dict[str, list[float]]


def milliseconds_of(pid: int) -> float:
    """The processor time that the threads of a process have taken."""
    told = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[0]) for each in told) / _NANOSECONDS


def _children_of(pid: int) -> Iterator[int]:
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from map(int, listed.read_text().split())


async def _in_turns(urls: dict[str, str], grant: dict[str, str], pids: dict[str, list[int]]) -> Spent:
    spent: Spent = {name: [] for name in pids}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=2)) as session:
        await wait(session, *urls.values())
        asked = {"gateway": await lookup_token(session, urls["gateway"], grant), "proxy": {}}
        for turn in range(TURNS + 1):
            for name, headers in asked.items():
                before = {which: sum(map(milliseconds_of, of)) for which, of in pids.items()}
                await at_full(session, urls[name], headers, CALLS)
                counted = ("proxy",) if name == "proxy" else ("gateway", "database")
                for which in counted if turn else ():
                    spent[which].append((sum(map(milliseconds_of, pids[which])) - before[which]) / CALLS)
    return spent


def run() -> list[Figure]:
    """What a call takes, and how many times that of a proxy which does nothing else."""
    with temporary_house("gateway") as house:
        service, proxy, port = free_port(), free_port(), free_port()
        ports = {"service": service, "proxy": proxy, "gateway": port}
        urls = {name: f"http://127.0.0.1:{number}" for name, number in ports.items()}
        environment = gateway_environment(house, service)
        grants = credentials(house, environment)
        postmaster = int(next(house.home.rglob("postmaster.pid")).read_text().split()[0])
        with (
            server("bench.gateway_peers:service", service, {}, house.home),
            server("bench.gateway_peers:proxy", proxy, {"PEER": urls["service"]}, house.home) as passing,
            server(GATEWAY, port, environment, house.home) as gateway,
        ):
            asyncio.run(_ready(urls))
            pids = {"gateway": [gateway.pid], "proxy": [passing.pid], "database": list(_children_of(postmaster))}
            spent = asyncio.run(_in_turns(urls, grants["school"], pids))
    return [
        Figure(
            name=f"gateway, processor time a call, {AT_ONCE} at once",
            unit="ms",
            ours=spent["gateway"],
            peer=spent["proxy"],
            peer_name="bare streaming proxy",
            limit=2,
            source="issue 8, in processor time",
        ),
        Figure(
            name=f"PostgreSQL, processor time a call, {AT_ONCE} at once",
            unit="ms",
            ours=spent["database"],
            limit=0.2,
            source="our own bound",
        ),
    ]


async def _ready(urls: dict[str, str]) -> None:
    async with aiohttp.ClientSession() as session:
        await wait(session, *urls.values())
