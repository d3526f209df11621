"""The demo county's files, with the truth beside them: every bad row found for its reason, and no good one."""

import csv
import json
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

from services.registry.imports.columns import column_named
from tests.registry.imports.conftest import Office

ROOT = Path(__file__).parents[3]


async def _enter_divisions(office: Office, path: Path) -> None:
    await office.pool.execute("DELETE FROM divisions")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(d["code"], d["name"], d["level"], date(2020, 1, 1)) for d in csv.DictReader(lines)]
    await office.pool.executemany("INSERT INTO divisions (code, name, level, valid_from) VALUES ($1,$2,$3,$4)", rows)


async def test_the_verdicts_are_those_of_the_truth(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "county"
    argv = [sys.executable, "-m", "demo", "generate", "--out", str(folder), "--people", "3000", "--bad-share", "0.02"]
    subprocess.run(argv, check=True, cwd=ROOT, capture_output=True)
    await _enter_divisions(office, folder / "divisions.csv")
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    for file in truth["files"]:
        done = await office.take_in((folder / file["name"]).read_bytes(), file["name"])
        found = defaultdict(set)
        for line in (await office.rejections(done["id"]))[1:]:
            found[int(line[0])].add((column_named(line[1]), line[2]))
        expected = {bad["row"]: {(bad["column"], bad["code"])} for bad in file["bad"]}
        assert dict(found) == expected, file["name"]
        assert (done["counts"]["read"], done["counts"]["created"]) == (file["rows"], file["good"])
    assert await office.pool.fetchval("SELECT count(*) FROM persons") == truth["people"]
    assert await office.pool.fetchval("SELECT count(*) FROM households") == truth["households"]
