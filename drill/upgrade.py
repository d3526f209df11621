"""``python -m drill.upgrade COMMIT [--keep FILE]``: a county of an earlier version goes on under this one.

The earlier version is taken from git, brings up a demo county of its own and stops. This version's migrations then run
on its data; every table must hold afterwards what it held before, column by column. Last, this version starts on
it, is healthy, and its audit chains and access log verify. ``--keep`` writes the earlier data as a dump for the tests.
"""

import argparse
import asyncio
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import asyncpg

from deploy.backup.make import environment_of
from deploy.backup.restore import running
from deploy.local.home import ROOT, Home
from deploy.local.migrations import migrate_all
from deploy.local.passwords import ADMIN, passwords
from deploy.local.ports import OTHERS, free_port, remembered
from deploy.local.postgres import Cluster, binary
from deploy.local.programs import DATABASE
from drill.columns import Columns, changed, columns_of, content_of

_ARCHIVE = ("git", "archive")


def _local(tree: Path, home: Home, command: str) -> None:
    own = {"HUIJIA_HOME": str(home.folder), "HUIJIA_PORT": str(home.port), "DASHBOARD": "0", "BUS": "embedded"}
    told = dict(os.environ) | {"DEMO_PEOPLE": os.environ.get("DEMO_PEOPLE", "400")} | own
    subprocess.run([sys.executable, "-m", "deploy.local", command], cwd=tree, env=told, check=True)


def _check_out(commit: str, tree: Path) -> None:
    packed = subprocess.run([*_ARCHIVE, commit], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(tree, filter="data")


async def _look(dsn: str, columns: Columns | None) -> tuple[Columns, dict[str, tuple[int, int]]]:
    connection = await asyncpg.connect(dsn)
    try:
        known = columns or await columns_of(connection)
        return known, await content_of(connection, known)
    finally:
        await connection.close()


def _keep(dsn: str, file: Path) -> None:
    argv = [str(binary("pg_dump")), "--format=custom", "--compress=gzip:9", f"--file={file}"]
    subprocess.run(argv, env=environment_of(dsn), check=True)


def _migrated(home: Home, keep: Path | None) -> list[str]:
    """The tables that this version's migrations changed, in words."""
    known, port = passwords(home), remembered(home)["postgres"]
    cluster = Cluster(home.postgres, port, known[ADMIN])
    dsn = cluster.dsn(DATABASE)
    with running(home, cluster):
        if keep is not None:
            _keep(dsn, keep)
        columns, before = asyncio.run(_look(dsn, None))
        migrate_all({"postgres": port}, known)
        _, after = asyncio.run(_look(dsn, columns))
    print(f"{len(before)} tables, {sum(rows for rows, _ in before.values())} rows before the migrations")
    return changed(before, after)


def main(arguments: list[str]) -> int:
    """Run one drill in a folder of its own, which is removed afterwards."""
    parser = argparse.ArgumentParser("python -m drill.upgrade")
    parser.add_argument("commit")
    parser.add_argument("--keep", type=Path)
    told = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="huijia-upgrade-") as folder:
        tree, home = Path(folder) / "earlier", Home(Path(folder) / "run", free_port(OTHERS))
        _check_out(told.commit, tree)
        try:
            _local(tree, home, "up")
            _local(tree, home, "down")
            wrong = _migrated(home, told.keep)
            _local(ROOT, home, "up")
            verify = [sys.executable, "-m", "deploy.evidence", "verify"]
            verified = subprocess.run(verify, cwd=ROOT, env=dict(os.environ) | {"HUIJIA_HOME": str(home.folder)})
        finally:
            _local(ROOT, home, "down")
    print("".join(f"changed by a migration: {table}\n" for table in wrong) or "every table as it was\n", end="")
    return 1 if wrong or verified.returncode else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
