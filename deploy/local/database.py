"""The installation's database: created once, started, and given its roles and schemas."""

import shutil
import time

from deploy.backup import continuous
from deploy.local import interrupts
from deploy.local.failures import CannotGoOn, last_line
from deploy.local.health import refuse_broken
from deploy.local.home import Home
from deploy.local.passwords import ADMIN
from deploy.local.postgres import Cluster, DatabaseFailed
from deploy.local.programs import DATABASE
from deploy.local.supervisor import Supervisor
from deploy.setup.database import create_database

# After a power cut on a slow disk the log is read again first.
_SECONDS = 120


def create_if_missing(home: Home, passwords: dict[str, str]) -> None:
    """Create the cluster, whole or not at all: an interrupted creation is thrown away and done again."""
    unfinished = home.folder / "postgres.new"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    if home.postgres.exists():
        return
    cluster = Cluster(unfinished, 0, passwords[ADMIN])
    try:
        cluster.create()
        cluster.configure()
    except DatabaseFailed as failed:
        raise CannotGoOn(f"数据库未能建立：{failed}", str(failed)) from failed
    unfinished.rename(home.postgres)


def archive_as_told(home: Home) -> None:
    """Let the next start archive the log, or not, as 'make archive' decided."""
    wanted = continuous.settings(home)
    # A county that never archived keeps its settings as they were written when it was made.
    if wanted["archive_mode"] == "on" or "archive_mode = 'on'" in (home.postgres / "huijia.conf").read_text():
        Cluster(home.postgres, 0, "").configure(**wanted)


def forget_dead_server(home: Home) -> None:
    """Remove a killed server's number, which may by now be another program's; call it when ours is not running."""
    (home.postgres / "postmaster.pid").unlink(missing_ok=True)


def wait_ready(home: Home, port: int, controller: Supervisor) -> None:
    """Return once the server accepts connections. Raises CannotGoOn, at once when the server has ended."""
    until = time.monotonic() + _SECONDS
    while True:
        try:
            return Cluster(home.postgres, port, "").wait_ready(1)
        except DatabaseFailed as failed:
            refuse_broken(home, controller)
            if time.monotonic() > until:
                log = home.log("postgres")
                said = last_line(log)
                raise CannotGoOn(f"数据库未能启动：{said}", f"The database did not start: {said}", log) from failed


def prepare(home: Home, ports: dict[str, int], passwords: dict[str, str]) -> None:
    """Make the database, every role and schema, and the embedded bus's tables. Idempotent."""
    cluster = Cluster(home.postgres, ports["postgres"], passwords[ADMIN])
    interrupts.run(create_database(cluster.dsn(), DATABASE, passwords))
