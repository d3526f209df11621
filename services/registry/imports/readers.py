"""The processes that read a file, judge and seal its rows: one, or two that share the rows of a large .csv.

They run beside the database, which has little to do meanwhile, and get no connection string: they have no business
with it. Rows come in any order, since each says its number.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from services.registry.imports.prepare import REFUSED, Facts, Task
from services.registry.imports.reading.refusals import FileRefused
from services.registry.imports.reading.xlsx_package import is_zip
from services.registry.imports.settings import import_settings

_CHUNK = 1 << 18
_MODULE = "services.registry.imports.prepare"


class PreparationDied(Exception):
    """A reading process ended without a verdict (killed, out of memory)."""


class Reading:
    """What the processes say: of the header at first, then whole COPY lines."""

    def __init__(self, outputs: list[asyncio.StreamReader]) -> None:
        self._outputs = outputs

    async def facts(self) -> Facts:
        """All say the same of the header."""
        lines = [await output.readline() for output in self._outputs]
        if not all(line.endswith(b"\n") for line in lines):
            raise PreparationDied
        return msgspec.json.decode(lines[0], type=Facts)

    async def lines(self) -> AsyncIterator[bytes]:
        """Whole lines, some at a time, of whichever process has some."""
        rests = dict.fromkeys(self._outputs, b"")
        waiting = {asyncio.ensure_future(output.read(_CHUNK)): output for output in self._outputs}
        try:
            while waiting:
                done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                for future in done:
                    output = waiting.pop(future)
                    if chunk := future.result():
                        waiting[asyncio.ensure_future(output.read(_CHUNK))] = output
                    whole, end, rests[output] = (rests[output] + chunk).rpartition(b"\n")
                    yield whole + end
        finally:
            for future in waiting:
                future.cancel()


def readers_for(path: Path) -> int:
    """How many processes read it: the parts of a workbook lie packed in one stream, which each would have to unpack."""
    limits = import_settings()
    return limits.most_readers if path.stat().st_size >= limits.shared_from and not is_zip(path) else 1


@asynccontextmanager
async def reading(task: Task) -> AsyncIterator[Reading]:
    """Run the processes; their verdict decides when the lines have been taken, so nothing half is kept.

    Raises FileRefused, PreparationDied.
    """
    parts = 1 if task.only is not None else readers_for(Path(task.path))
    async with AsyncExitStack() as stack:
        shares = [msgspec.structs.replace(task, part=part, parts=parts) for part in range(parts)]
        readers = [await stack.enter_async_context(_reader(share)) for share in shares]
        try:
            yield Reading([reader.output for reader in readers])
        except PreparationDied:
            # The verdict of the one that has ended says why.
            for reader in readers:
                if reader.output.at_eof():
                    await reader.verdict()
            raise
        for reader in readers:
            await reader.verdict()


class _Reader(NamedTuple):
    process: asyncio.subprocess.Process
    output: asyncio.StreamReader
    said: asyncio.Task[bytes]

    async def verdict(self) -> None:
        status = await self.process.wait()
        if status == REFUSED:
            told = msgspec.json.decode(await self.said)
            why = [told.pop(name) for name in ("slug", "reason", "detail_zh", "detail_en")]
            raise FileRefused(*why, **told)
        if status != 0:
            raise PreparationDied


@asynccontextmanager
async def _reader(task: Task) -> AsyncIterator[_Reader]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        _MODULE,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=1 << 20,
        env=_environment(),
    )
    assert process.stdin and process.stdout and process.stderr  # noqa: S101 - piped above
    said = asyncio.create_task(process.stderr.read())
    try:
        process.stdin.write(msgspec.json.encode(task))
        process.stdin.close()
        yield _Reader(process, process.stdout, said)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        said.cancel()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if "DATABASE" not in name}
