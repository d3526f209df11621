"""A short drill on a real county; and the judge, who must be able to find what is broken."""

import asyncio
import os
import re
import subprocess
import sys
import uuid

import asyncpg
import pytest

from drill.invariants import judge
from drill.load import NAME, Ledger
from drill.recovery import Watch, recoveries
from drill.strike import Struck
from drill.wires import Wire
from tests.conftest import ROOT, Database


async def test_the_judge_sees_a_lost_write_and_one_that_nobody_was_told_of(county: Database) -> None:
    connection = await asyncpg.connect(county.admin_dsn())
    try:
        quiet = await judge(connection, Ledger())
        assert len(quiet) >= 11 and not any(verdict.faults for verdict in quiet)
        lost = str(uuid.uuid4())
        ledger = Ledger(
            persons={f"{NAME}1号0": lost},
            places={lost: "341599101001"},
            moves={lost: 0},
            granted_fen=1,
            grants=1,
            refused=["403"],
        )
        broken = {verdict.name for verdict in await judge(connection, ledger) if verdict.faults}
        assert broken == {
            "no refusal that nobody should get",
            "acknowledged registrations are there",
            "nobody was registered twice, or without being told",
            "every write is in the audit log, once",
            "the fund's balance is what was granted, to the fen",
            "follow-up knows everybody, where they live",
            "migrant services know everybody, where they live",
        }
    finally:
        await connection.close()


async def test_a_wire_cut_in_silence_delivers_late_and_an_abrupt_cut_refuses() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            writer.write(line)

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    wire = await Wire(server.sockets[0].getsockname()[1]).lay()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", wire.port)
        writer.write(b"one\n")
        assert await reader.readline() == b"one\n"
        wire.cut()
        writer.write(b"two\n")
        late = asyncio.create_task(reader.readline())
        done, _ = await asyncio.wait([late], timeout=0.2)
        assert not done
        wire.mend()
        assert await late == b"two\n"
        wire.cut(abruptly=True)
        assert not await _answers(wire)
        wire.mend()
        assert await _answers(wire)
    finally:
        await wire.take_up()
        server.close()


async def _answers(wire: Wire) -> bool:
    reader, writer = await asyncio.open_connection("127.0.0.1", wire.port)
    try:
        writer.write(b"x\n")
        return await reader.readline() == b"x\n"
    except ConnectionError:
        return False
    finally:
        writer.close()


def test_recovery_counts_from_the_end_of_a_fault_to_health_and_an_answer() -> None:
    watch = Watch("http://nobody")
    watch.well = [1.0, 12.0]
    ledger = Ledger(answers=[(11.0, False), (14.0, True)])
    found = recoveries([Struck("kill", "kill -9 registry", 10.0)], watch, ledger)
    assert found == {"kill": [4.0]}


@pytest.mark.slow
def test_a_county_survives_a_short_drill() -> None:
    kinds = "kill,kill-database,cut,clock,events,disk,fail-over"
    told = {"DRILL_SECONDS": "1", "DRILL_EVERY": "1", "DRILL_OUTAGE": "1", "DRILL_WORKERS": "3", "DRILL_FAULTS": kinds}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIJIA_")}
    environment = kept | told | {"DEMO_PEOPLE": "200", "BUS": "embedded"}
    argv = [sys.executable, "-m", "drill"]
    done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr
    told_of = re.search(r"^(\d+) faults; (\d+) of", done.stdout, re.M)
    assert told_of and int(told_of[1]) >= 6 and int(told_of[2]) >= 10
    assert "│ fail-over" in done.stdout
