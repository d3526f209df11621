"""``python -m deploy.backup.archive_segment PATH FOLDER RECIPIENT``: PostgreSQL's archive_command.

Compresses and encrypts one finished piece of the log. Ends with 0 only once it lies there durably; the same piece once
more (after a crash) is fine, another of the same name is refused: PostgreSQL then keeps it and tries again.
"""

import gzip
import os
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import IO

from deploy.backup.continuous import SEGMENTS
from deploy.backup.sealed import digest, seal

_LEVEL = 1


def archive(piece: Path, folder: Path, recipient: str) -> bool:
    """Whether it lies in the archive now."""
    kept = folder / SEGMENTS / f"{piece.name}.age"
    mark, own = kept.with_suffix(".sha256"), digest(piece)
    if kept.exists():
        return mark.exists() and mark.read_text() == own
    unfinished = kept.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    seal(partial(_compressed, piece), unfinished, recipient)
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    mark.write_text(own)
    unfinished.rename(kept)
    _made_durable(kept.parent)
    return True


def _compressed(piece: Path, out: IO[bytes]) -> None:
    with piece.open("rb") as file, gzip.GzipFile(fileobj=out, mode="wb", compresslevel=_LEVEL, mtime=0) as packed:
        shutil.copyfileobj(file, packed)


def _made_durable(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


if __name__ == "__main__":
    sys.exit(0 if archive(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]) else 1)
