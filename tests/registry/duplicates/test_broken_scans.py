"""A search for duplicates that is broken off is begun again, and leaves nothing half done."""

import asyncio
import os
import sys
from typing import Any

import pytest

from services.registry.duplicates import scan_register, work_off_scans
from services.registry.duplicates.work_off_scans import hold_and_work, work_off_queue
from tests.conftest import ROOT
from tests.registry.conftest import Registry
from tests.registry.duplicates.test_queue import queue


async def scan_of(registry: Registry, scan: Any) -> Any:
    # Tokens live for a minute; a search may take longer where the machine is busy.
    registry.clients.clear()
    return await registry.call("GET", f"/duplicates/scans/{scan['id']}")


async def two_pairs(registry: Registry) -> Any:
    """Two pairs of entries of one person each that nobody was asked about yet, and a search that is asked for."""
    for name in ("王小明", "赵六"):
        for _ in range(2):
            await registry.person(name=name)
    await registry.pool.execute("DELETE FROM possible_duplicates")
    return await registry.call("POST", "/duplicates/scans", 202)


async def test_a_process_killed_while_writing_leaves_nothing_and_the_next_one_does_it_all(registry: Registry) -> None:
    asked = await two_pairs(registry)
    state = registry.running.app.state
    environment = dict(os.environ) | {"DATABASE_URL": state.database.url, "HUIJIA_KEYS": str(registry.running.keys)}
    argv = (sys.executable, "-m", "tests.registry.duplicates.dying_scan")
    process = await asyncio.create_subprocess_exec(
        *argv, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"writing\n"
        # While it lives nobody else begins, and nothing of it is to be seen.
        await hold_and_work(state.database, state.sealer)
        during = await scan_of(registry, asked)
        assert (during["state"], during["phase"], await queue(registry)) == ("running", "writing", [])
    finally:
        process.kill()
        await process.wait()
    await its_lock_to_be_free(registry)
    await hold_and_work(state.database, state.sealer)
    done = await scan_of(registry, asked)
    assert (done["state"], done["pairs"], done["new_pairs"]) == ("finished", 2, 2)
    assert len(await queue(registry)) == 2
    assert await registry.pool.fetchval("SELECT attempts FROM duplicate_scans") == 2


async def its_lock_to_be_free(registry: Registry) -> None:
    """Wait until the server has noticed that the killed process is gone."""
    async with registry.pool.acquire() as connection:
        for function in ("pg_advisory_lock", "pg_advisory_unlock"):
            await connection.execute(f"SELECT {function}($1, hashtext(current_schema()))", work_off_scans._LOCK)


async def test_a_search_that_dies_is_tried_again_and_given_up_after_its_last_attempt(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await two_pairs(registry)
    state = registry.running.app.state
    monkeypatch.setattr(scan_register, "_SEARCH", "tests.registry.duplicates.dying_search")
    most = work_off_scans._rules()["most_attempts"]
    assert await work_off_queue(state.database, state.sealer) == most
    failed = await scan_of(registry, asked)
    assert (failed["state"], await queue(registry)) == ("failed", [])
