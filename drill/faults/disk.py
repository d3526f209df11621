"""A disk that is full: database, logs and everything else have not one byte left."""

import asyncio
import os
import random
from pathlib import Path

from drill.house import House

_PIECE = 1 << 20


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        free = os.statvfs(path).f_bavail * os.statvfs(path).f_frsize
        os.posix_fallocate(file.fileno(), 0, max(free - _PIECE, 1))
        file.seek(0, os.SEEK_END)
        try:
            while file.write(bytes(4096)):
                continue
        except OSError:
            return


async def full_disk(house: House, _: random.Random) -> str:
    """Filled to the brim for a while, and freed again."""
    ballast = house.home.folder.parent / "ballast"
    try:
        await asyncio.to_thread(_fill, ballast)
        await asyncio.sleep(house.outage)
    finally:
        ballast.unlink(missing_ok=True)
    return "disk full"
