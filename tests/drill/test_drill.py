"""A short drill on a real county; and the judge, who must be able to find what is broken."""

import os
import re
import subprocess
import sys
import uuid

import asyncpg
import pytest

from drill.invariants import judge
from drill.load import NAME, Ledger
from tests.conftest import ROOT, Database


async def test_the_judge_sees_a_lost_write_and_one_that_nobody_was_told_of(county: Database) -> None:
    connection = await asyncpg.connect(county.admin_dsn())
    try:
        quiet = await judge(connection, Ledger())
        assert len(quiet) >= 9 and not any(verdict.faults for verdict in quiet)
        lost = str(uuid.uuid4())
        ledger = Ledger(persons={f"{NAME}1号0": lost}, places={lost: "341599101001"}, refused=["403"])
        broken = {verdict.name for verdict in await judge(connection, ledger) if verdict.faults}
        assert broken == {
            "no refusal that nobody should get",
            "acknowledged registrations are there",
            "nobody was registered twice, or without being told",
            "every registration is in the audit log",
            "follow-up knows everybody, where they live",
            "migrant services know everybody, where they live",
        }
    finally:
        await connection.close()


@pytest.mark.slow
def test_a_county_survives_a_short_drill() -> None:
    told = {"DRILL_SECONDS": "18", "DRILL_EVERY": "3", "DRILL_WORKERS": "3", "DEMO_PEOPLE": "200", "BUS": "embedded"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIJIA_")}
    argv = [sys.executable, "-m", "drill"]
    done = subprocess.run(argv, cwd=ROOT, env=kept | told, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    faults, acknowledged = re.search(r"^(\d+) faults", done.stdout, re.M), re.search(r"^(\d+) of", done.stdout, re.M)
    assert faults and int(faults[1]) >= 3
    assert acknowledged and int(acknowledged[1]) >= 10
