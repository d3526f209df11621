"""One county's installation, run as its operator runs it: ``make up``, ``make down``, and its files."""

import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from demo.client import Client, Json, LoadFailed
from demo.two_counties.counties import ROLES, County

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class House:
    """An installation of ``county`` in the folder ``home``, at ``port``."""

    county: County
    home: Path
    port: int
    passwords: dict[str, str] = field(default_factory=lambda: {role: secrets.token_urlsafe(18) for role in ROLES})

    @property
    def address(self) -> str:
        """Where its gateway answers."""
        return f"http://127.0.0.1:{self.port}"

    def prepare(self) -> None:
        """Its folder, empty, with the people who work there."""
        self._run("deploy.local", "reset", FORCE="1")
        self.home.mkdir(parents=True, exist_ok=True, mode=0o711)
        path = self.home / "credentials.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps({"staff": self.county.staff(self.passwords), "departments": []}))

    def up(self, seconds_ahead: int = 0) -> None:
        """Start it, with its clock so far ahead. Raises LoadFailed."""
        self._run("deploy.local", "up", DEMO="0", DASHBOARD="0", HUIJIA_CLOCK_AHEAD=str(seconds_ahead))

    def down(self) -> None:
        """Stop it; all data stay."""
        self._run("deploy.local", "down")

    def introduce(self, other: "House") -> None:
        """Enter ``other`` in this county's directory, with the keys that its operator printed."""
        printed = yaml.safe_load(other._run("services.migrants.exchange", "--home", str(other.home), "keys"))
        keys = {use: printed[use] for use in ("signs_with", "opens_with")}
        name = {"zh": other.county.zh, "en": other.county.en}
        entry = {"county": other.county.code, "name": name, "address": other.address} | keys
        content = {"here": self.county.code, "counties": [entry]}
        (self.home / "counties.yaml").write_text(yaml.safe_dump(content, allow_unicode=True))

    def desk(self, role: str) -> "Desk":
        """Somebody at work there."""
        return Desk(self.address, role, self.passwords[role])

    def _run(self, module: str, *arguments: str, **told: str) -> str:
        ours = {"HUIJIA_HOME": str(self.home), "HUIJIA_PORT": str(self.port), "BUS": "embedded"}
        argv = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(  # noqa: S603 - our own commands
            argv, cwd=ROOT, env=os.environ | ours | told, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            lines = (done.stderr or done.stdout).strip().splitlines()
            raise LoadFailed(f"{self.county.zh} {arguments[0]}: {lines[-1] if lines else done.returncode}")
        return done.stdout


class Desk(Client):
    """A member of staff with the county's address open."""

    async def read(self, path: str) -> Json:
        """GET."""
        return await self.call("GET", path)

    async def write(self, path: str, body: Any = None) -> Json:
        """POST."""
        return await self.call("POST", path, json={} if body is None else body)
