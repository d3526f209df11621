"""Work on persons' data in a process of its own: everything goes through pipes, nothing lands on a disk.

The process gets no connection string: it has no business with the database.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

REFUSED = 2
"""Exit status of a process that says on standard error, as JSON, why it refuses its input."""


class ProcessDied(Exception):
    """The process ended without a verdict (killed, out of memory); nothing of its work is kept."""


@asynccontextmanager
async def piped_process(module: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """``python -m module`` with its three pipes; killed where the block is left before it has ended."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, stdin=pipe, stdout=pipe, stderr=pipe, limit=1 << 20, env=_environment()
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if "DATABASE" not in name}
