"""Builds the web interface into ``dashboard/dist``, whole or not at all."""

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.dashboard.node import Node, find_node
from deploy.dashboard.sources import BUILT, FOLDER, STAMP, is_fresh, stamp
from deploy.local.failures import CannotGoOn

_MODULES = FOLDER / "node_modules"
_INSTALLED = _MODULES / ".huijia-installed"


def build() -> bool:
    """Build it if its sources changed; False when there was nothing to do. Raises CannotGoOn."""
    if is_fresh():
        return False
    with _alone():
        if is_fresh():
            return False
        node = prepare()
        of = stamp()
        new = BUILT.with_name("dist.new")
        _run(node, "build", *_npm("run", "build"), told={"HUIJIA_DASHBOARD_OUT": str(new)})
        # Written last: the gateway looks at it to see that there is something new.
        (new / STAMP).write_text(of)
        _swap()
        return True


def check() -> None:
    """Types and style of the interface's sources. Raises CannotGoOn with the compiler's own words."""
    with _alone():
        node = prepare()
        done = subprocess.run([*node.npm, "run", "--silent", "check"], cwd=FOLDER, env=node.environment, check=False)
    if done.returncode != 0:
        raise CannotGoOn("网页界面的检查没有通过。", "The web interface does not pass its checks.")


def prepare() -> Node:
    """Packages and types, as pinned and as described now. Raises CannotGoOn."""
    if not os.access(FOLDER, os.W_OK):
        raise CannotGoOn(f"无法写入 {FOLDER}。", f"{FOLDER} cannot be written to.")
    node = find_node()
    locked = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    if not (_INSTALLED.exists() and _INSTALLED.read_text() == locked):
        _run(node, "install", *_npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"))
        _INSTALLED.write_text(locked)
    _run(node, "types", *_npm("run", "types"))
    return node


def _npm(*arguments: str) -> tuple[str, ...]:
    return (*arguments, "--loglevel", "error")


def _run(node: Node, step: str, *arguments: str, told: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        [*node.npm, *arguments],
        cwd=FOLDER,
        env=node.environment | (told or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout, flush=True)
        said = next((line.strip()[:300] for line in done.stdout.splitlines() if "error" in line.lower()), step)
        raise CannotGoOn(f"网页界面未能生成：{said}", f"The web interface could not be built: {said}")


def _swap() -> None:
    new, old = BUILT.with_name("dist.new"), BUILT.with_name("dist.old")
    shutil.rmtree(old, ignore_errors=True)
    if BUILT.exists():
        BUILT.rename(old)
    new.rename(BUILT)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone() -> Iterator[None]:
    """One build at a time in this checkout: the folder itself is the lock, so that no file is left."""
    folder = os.open(FOLDER, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
