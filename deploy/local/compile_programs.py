"""Compiles what the programs load, once, while the database is made: six that start at once would each do it.

Python compiles a module when it is first loaded. To compile all that is installed takes longer than to load what is
used, most of which every program shares: the register's program loads nearly all of it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.local.home import ROOT
from deploy.local.install import VENV
from deploy.local.programs import inherited_environment

_LARGEST = "services.registry.main"
_PATIENCE_SECONDS = 60


@contextmanager
def compiled_meanwhile() -> Iterator[None]:
    """Compile beside the work of the block, where packages were installed since the last time."""
    installed, compiled = VENV / "installed", VENV / "compiled"
    # Where another user installed, what was compiled could not be kept.
    wanted = installed.exists() and os.access(VENV, os.W_OK)
    if not wanted or (compiled.exists() and compiled.read_text() == installed.read_text()):
        yield
        return
    process = subprocess.Popen(
        [sys.executable, "-c", f"import {_LARGEST}"],
        cwd=ROOT,
        env=inherited_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
        # Where it fails, the programs say why when they start.
        process.wait(_PATIENCE_SECONDS)
        compiled.write_text(installed.read_text())
    except subprocess.TimeoutExpired:
        return
    finally:
        process.kill()
        process.wait()
