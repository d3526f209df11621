"""``python -m drill``: a county of its own under load and faults, then every invariant; exit 1 when one is broken.

DRILL_SECONDS (600) of faults, one every DRILL_EVERY (8) seconds, under DRILL_WORKERS (6) people at work; DRILL_SEED
makes the same faults again; BUS=kafka drills the house on Apache Kafka.
"""

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import aiohttp
import asyncpg
from rich.console import Console
from rich.table import Table

from deploy.local.home import ROOT, Home
from deploy.local.passwords import ADMIN, saved_passwords
from deploy.local.ports import remembered
from deploy.local.postgres import Cluster
from deploy.local.programs import DATABASE
from drill.faults import strike
from drill.invariants import Verdict, judge, until_quiet
from drill.load import Ledger, work

_RECOVERY_SECONDS = 180


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _told(name: str, default: str) -> float:
    return float(os.environ.get(name, default))


def _local(home: Home, *command: str) -> None:
    own = {"HUIJIA_HOME": str(home.folder), "HUIJIA_PORT": str(home.port), "BUS": home.bus, "DASHBOARD": "0"}
    told = dict(os.environ) | own | {"DEMO_PEOPLE": os.environ.get("DEMO_PEOPLE", "400")}
    subprocess.run([sys.executable, "-m", "deploy.local", *command], cwd=ROOT, env=told, check=True)


async def _sign_in(home: Home) -> tuple[str, list[str]]:
    account = next(a for a in json.loads(home.credentials.read_text())["staff"] if a["role"] == "county-officer")
    form = {"grant_type": "password", "username": account["username"], "password": account["password"]}
    async with aiohttp.ClientSession(home.address) as session:
        async with session.post("/oauth/token", data=form) as answer:
            token = (await answer.json())["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        async with session.get("/api/registry/v1/divisions", params={"level": "village"}, headers=headers) as answer:
            return token, [village["code"] for village in (await answer.json())["items"]]


async def _healthy_again(home: Home) -> float:
    began = time.monotonic()
    async with aiohttp.ClientSession(home.address) as session:
        while time.monotonic() - began < _RECOVERY_SECONDS:
            with suppress(aiohttp.ClientError, OSError):
                async with session.get("/healthz") as answer:
                    if answer.status == 200:
                        break
            await asyncio.sleep(0.1)
    return time.monotonic() - began


async def _drill(home: Home) -> tuple[Ledger, list[str], list[Verdict], float, float]:
    seconds, chance = _told("DRILL_SECONDS", "600"), random.Random(int(_told("DRILL_SEED", "1")))  # noqa: S311
    token, villages = await _sign_in(home)
    working = asyncio.create_task(work(home.address, token, villages, int(_told("DRILL_WORKERS", "6")), seconds))
    done = await strike(home, seconds, _told("DRILL_EVERY", "8"), chance)
    recovered = await _healthy_again(home)
    ledger = await working
    password, port = saved_passwords(home)[ADMIN], remembered(home)["postgres"]
    connection = await asyncpg.connect(Cluster(home.postgres, port, password).dsn(DATABASE))
    try:
        quiet = await until_quiet(connection, ledger, _RECOVERY_SECONDS)
        return ledger, done, await judge(connection, ledger), recovered, quiet
    finally:
        await connection.close()


def _report(ledger: Ledger, done: list[str], verdicts: list[Verdict], recovered: float, quiet: float) -> None:
    console = Console(width=110)
    kinds = Counter(what.split(" for ")[0] for what in done)
    console.print(f"{len(done)} faults: {', '.join(f'{what} ×{times}' for what, times in sorted(kinds.items()))}")
    silence = ledger.longest_silence()
    console.print(f"{ledger.writes} of {len(ledger.answers)} calls acknowledged; longest silence {silence:.1f} s")
    console.print(
        f"healthy {recovered:.1f} s after the last fault; every event applied {quiet:.1f} s after the last write"
    )
    table = Table("invariant", "looked at", "broken")
    for verdict in verdicts:
        table.add_row(verdict.name, str(verdict.looked_at), f"[red]{verdict.faults}[/]" if verdict.faults else "0")
    console.print(table)


def main() -> int:
    """Run one drill in a folder of its own, which is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="huijia-drill-") as folder:
        home = Home(Path(folder) / "run", _free_port(), os.environ.get("BUS", "embedded"))
        try:
            _local(home, "up")
            ledger, done, verdicts, recovered, quiet = asyncio.run(_drill(home))
        finally:
            _local(home, "down")
    _report(ledger, done, verdicts, recovered, quiet)
    return 1 if any(verdict.faults for verdict in verdicts) or not ledger.persons else 0


if __name__ == "__main__":
    sys.exit(main())
