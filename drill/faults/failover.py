"""The database's server is lost, and its standby takes over.

A standby is copied from the running server and follows it by streaming replication; commits wait for it, so nothing
that was acknowledged can be missing there. Then the server is killed and kept down, the standby is promoted, and the
wire is led to it, as an address moves. Last, the promoted data folder takes the lost one's place under the supervisor,
so that the next fault finds the county as it was.
"""

import asyncio
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg

from deploy.backup.make import environment_of
from deploy.local.home import ROOT
from deploy.local.ports import OTHERS, free_port, remembered
from deploy.local.postgres import Cluster, binary
from drill.faults.processes import hit
from drill.house import House, stop_wholly

_STANDBY = "standby"
_SECONDS = 180
_FOLLOWERS = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"


async def fail_over(house: House, _: random.Random) -> str:
    """The whole of it, while people work. Nobody can copy a server that is itself recovering."""
    await house.healthy()
    standby = Cluster(house.home.folder / _STANDBY, free_port(OTHERS), house.cluster.password)
    await asyncio.to_thread(_copy, house.cluster, standby.data)
    server = await asyncio.to_thread(_run, house, standby)
    try:
        await _commits_wait_for_it(house.cluster)
        await asyncio.sleep(house.outage / 2)
        await asyncio.to_thread(_lose, house)
        await _promote(standby)
        house.wires["database"].lead_to(standby.port)
        await house.healthy()
        await asyncio.sleep(house.outage / 2)
    finally:
        server.send_signal(signal.SIGINT)
        await asyncio.to_thread(server.wait, _SECONDS)
    await _take_its_place(house, standby.data)
    return "fail over to the standby"


def _copy(primary: Cluster, into: Path) -> None:
    argv = [str(binary("pg_basebackup")), "-D", str(into), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"]
    subprocess.run(argv, env=environment_of(primary.dsn()), check=True, capture_output=True)


def _run(house: House, standby: Cluster) -> "subprocess.Popen[bytes]":
    argv = [sys.executable, "-m", "deploy.local.held", str(house.home.lock(_STANDBY)), "-", sys.executable]
    argv += ["-m", "deploy.local.postgres", str(standby.data), str(standby.port)]
    with house.home.log(_STANDBY).open("ab") as log:
        server = subprocess.Popen(argv, stdout=log, stderr=log, cwd=ROOT)
    standby.wait_ready(_SECONDS)
    return server


async def _commits_wait_for_it(primary: Cluster) -> None:
    admin = await asyncpg.connect(primary.dsn())
    try:
        await admin.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        await admin.execute("SELECT pg_reload_conf()")
        async with asyncio.timeout(_SECONDS):
            while not await admin.fetchval(_FOLLOWERS):
                await admin.execute("SELECT pg_sleep(0.1)")
    finally:
        await admin.close()


def _lose(house: House) -> None:
    hit(house, "postgres", signal.SIGKILL)
    # Fenced: two servers that both take writes would be worse than none.
    stop_wholly(house, "postgres")


async def _promote(standby: Cluster) -> None:
    admin = await asyncpg.connect(standby.dsn())
    try:
        if not await admin.fetchval("SELECT pg_promote(true, $1)", _SECONDS):
            raise RuntimeError("the standby was not promoted")
    finally:
        await admin.close()


async def _take_its_place(house: House, promoted: Path) -> None:
    def replace() -> None:
        shutil.rmtree(house.home.postgres)
        promoted.rename(house.home.postgres)
        house.supervisor().start("postgres")

    await asyncio.to_thread(replace)
    house.wires["database"].lead_to(remembered(house.home)["postgres"])
