"""``python -m deploy.backup.fetch_segment NAME INTO FOLDER IDENTITY``: PostgreSQL's restore_command.

Decrypts one piece of the log; ends with 1 where the archive has none of that name, which ends the log.
"""

import gzip
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import IO

from deploy.backup.continuous import SEGMENTS
from deploy.backup.sealed import open_sealed


def fetch(name: str, into: Path, folder: Path, identity: Path) -> bool:
    """Whether there was one."""
    kept = folder / SEGMENTS / f"{name}.age"
    if not kept.exists():
        return False
    open_sealed(kept, identity, partial(_unpack, into))
    return True


def _unpack(into: Path, source: IO[bytes]) -> None:
    with gzip.GzipFile(fileobj=source, mode="rb") as packed, into.open("wb") as out:
        shutil.copyfileobj(packed, out)


if __name__ == "__main__":
    sys.exit(0 if fetch(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])) else 1)
