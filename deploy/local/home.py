"""Where everything of one installation lives: one folder, closed to other users."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.failures import CannotGoOn
from deploy.local.holders import is_held

ROOT = Path(__file__).resolve().parents[2]
_TOLD = "started-with.json"
_FOLDERS = ("logs", "locks", "environment")
BUSES = ("embedded", "kafka")


@dataclass(frozen=True)
class Home:
    """One installation: its folder, the port of its address, and the bus it was asked to run on."""

    folder: Path
    port: int
    bus: str = "embedded"
    kafka_bootstrap: str = ""

    @classmethod
    def from_environment(cls) -> "Home":
        """Read HUIJIA_HOME, HUIJIA_PORT, BUS and KAFKA_BOOTSTRAP. Raises CannotGoOn for a bad value.

        What is not set is as it is in the running installation, if there is one.
        """
        folder = (ROOT / os.environ.get("HUIJIA_HOME", ".run")).resolve()
        known = {"HUIJIA_PORT": "8080", "BUS": "embedded", "KAFKA_BOOTSTRAP": ""} | _running(folder)
        told = known | {name: os.environ[name] for name in known if os.environ.get(name)}
        if told["BUS"] not in BUSES:
            bus = told["BUS"]
            raise CannotGoOn(
                f"BUS={bus} 无效：只能是 embedded 或 kafka。", f"BUS={bus} is not a bus: embedded or kafka."
            )
        return cls(folder, _port(told["HUIJIA_PORT"]), told["BUS"], told["KAFKA_BOOTSTRAP"])

    def started_with(self) -> dict[str, str]:
        """What the running installation was told; empty when none runs."""
        return _running(self.folder)

    def remember(self) -> None:
        """Keep what this start was told, for the commands that follow while it runs."""
        told = {"HUIJIA_PORT": str(self.port), "BUS": self.bus, "KAFKA_BOOTSTRAP": self.kafka_bootstrap}
        write_private_json(self.folder / _TOLD, told)

    @property
    def address(self) -> str:
        """The address that people open."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def runs_kafka(self) -> bool:
        """Whether a broker of our own belongs to this installation."""
        return self.bus == "kafka" and not self.kafka_bootstrap

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data folder."""
        return self.folder / "postgres"

    @property
    def keys(self) -> Path:
        """The folder of signing and sealing keys."""
        return self.folder / "keys"

    @property
    def credentials(self) -> Path:
        """The file with the first start's usernames and passwords."""
        return self.folder / "credentials.json"

    @property
    def supervisor_config(self) -> Path:
        """The supervisor's generated configuration, with its password: mode 0600."""
        return self.folder / "supervisord.conf"

    def log(self, name: str) -> Path:
        """The log of one process or step."""
        return self.folder / "logs" / f"{name}.log"

    def lock(self, name: str) -> Path:
        """The file that a running process holds locked."""
        return self.folder / "locks" / name

    def environment(self, name: str) -> Path:
        """The file with one process's environment, passwords included: mode 0600."""
        return self.folder / "environment" / f"{name}.json"

    def make(self) -> None:
        """Create the folder and its subfolders; only the data folder's owner may need to pass through."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711)
        for name in _FOLDERS:
            (self.folder / name).mkdir(exist_ok=True, mode=0o700)


def _running(folder: Path) -> dict[str, str]:
    told = folder / _TOLD
    return json.loads(told.read_text()) if told.exists() and is_held(folder / "locks" / "supervisord") else {}


def _port(given: str) -> int:
    if given.isdecimal() and 0 < int(given) < 65536:
        return int(given)
    raise CannotGoOn(f"HUIJIA_PORT={given} 不是端口号。", f"HUIJIA_PORT={given} is not a port number.")


def write_private(path: Path, content: str) -> None:
    """Write ``path`` whole or not at all, readable by its owner only."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
    new.replace(path)


def write_private_json(path: Path, content: Any) -> None:
    """``write_private`` of readable JSON."""
    write_private(path, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
