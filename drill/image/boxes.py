"""One process of the image, closed in as ``deploy/compose/compose.yaml`` says of it.

Its root file system cannot be written to; it has the image's own user, no privileges, and the folders that Compose
gives it. Only the network is the machine's own, so every process is told a port.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from deploy.local.home import ROOT

_COMPOSE = ROOT / "deploy" / "compose" / "compose.yaml"
_VARIABLE = re.compile(r"\$\{(\w+)(?::[-?]([^}]*))?\}")
_UNPRIVILEGED = ("--clear-groups", "--no-new-privs", "--bounding-set=-all")


@dataclass(frozen=True)
class Boxes:
    """``root`` is the image's file system, ``config`` what it says of itself, ``settings`` Compose's variables.

    What Compose keeps in volumes is kept under ``volumes``.
    """

    root: Path
    config: Mapping[str, Any]
    volumes: Path
    settings: Mapping[str, str]

    def begin(self, service: str, log: Path, **told: str) -> "subprocess.Popen[bytes]":
        """Start the process of that name in ``compose.yaml``."""
        own = self._compose(service)
        argv = [*own.get("entrypoint", self.config["Entrypoint"]), *own.get("command", [])]
        with log.open("ab") as lines:
            return subprocess.Popen(self._closed_in(own, argv, told), stdout=lines, stderr=lines)

    def run(self, service: str, *argv: str, **told: str) -> "subprocess.CompletedProcess[str]":
        """Like ``docker compose run SERVICE argv…``: what is given stands in place of its command."""
        own = self._compose(service)
        whole = [*own.get("entrypoint", self.config["Entrypoint"]), *(argv or own.get("command", []))]
        return self._done(own, whole, told)

    def within(self, service: str, *argv: str, **told: str) -> "subprocess.CompletedProcess[str]":
        """Like ``docker compose exec SERVICE argv…``."""
        return self._done(self._compose(service), [*argv], told)

    def is_well(self, service: str, **told: str) -> bool:
        """The image's own health check, inside the box of that process."""
        _, *argv = self.config["Healthcheck"]["Test"]
        return self.within(service, *argv, **told).returncode == 0

    def _done(
        self, own: Mapping[str, Any], argv: list[str], told: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self._closed_in(own, argv, told), capture_output=True, text=True, check=False)

    def _compose(self, service: str) -> dict[str, Any]:
        own: dict[str, Any] = yaml.safe_load(_COMPOSE.read_text())["services"][service]
        environment = {name: self._filled(value) for name, value in own.get("environment", {}).items()}
        return own | {"environment": environment, "volumes": [self._filled(each) for each in own.get("volumes", [])]}

    def _filled(self, text: str) -> str:
        return _VARIABLE.sub(lambda found: self.settings.get(found[1], found[2] or ""), text)

    def _closed_in(self, own: Mapping[str, Any], argv: list[str], told: Mapping[str, str]) -> list[str]:
        user, group = self.config["User"].split(":")
        environment = dict(line.split("=", 1) for line in self.config["Env"]) | own["environment"] | told
        box = ["bwrap", "--die-with-parent", "--unshare-ipc", "--ro-bind", str(self.root), "/"]
        box += ["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", "/run"]  # noqa: S108
        for volume in own["volumes"]:
            box += self._mounted(*volume.split(":"))
        box += ["--chdir", self.config["WorkingDir"], "--clearenv"]
        for name, value in environment.items():
            box += ["--setenv", name, value]
        return [*box, "setpriv", "--reuid", user, "--regid", group, *_UNPRIVILEGED, *argv]

    def _mounted(self, source: str, target: str, mode: str = "rw") -> list[str]:
        folder = Path(source) if source.startswith("/") else self.volumes / source
        folder.mkdir(parents=True, exist_ok=True)
        inside = self.root / target.lstrip("/")
        if not target.startswith("/run/"):
            inside.mkdir(parents=True, exist_ok=True)
        if not source.startswith("/"):
            # A new volume is given to whom the image gives the folder.
            owner = inside.stat()
            folder.chmod(owner.st_mode & 0o777)
            os.chown(folder, owner.st_uid, owner.st_gid)
        return ["--ro-bind" if mode == "ro" else "--bind", str(folder), target]
