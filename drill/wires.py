"""Wires between the county's parts that the drill holds in its hand: it can cut them, and lead them elsewhere.

A wire is a TCP proxy on loopback. Cut in silence, nothing passes and nobody is told, as when a switch fails: what was
sent arrives once the wire is mended. Cut abruptly, connections break and new ones are refused.
"""

import asyncio
from contextlib import suppress

_PIECE = 1 << 16


class Wire:
    """One way to one port; ``port`` is where it is entered."""

    def __init__(self, target: int) -> None:
        self._target, self._whole, self._refuses = target, asyncio.Event(), False
        self._whole.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def lay(self) -> "Wire":
        """Begin to carry."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def cut(self, *, abruptly: bool = False) -> None:
        """Let nothing pass until it is mended."""
        self._whole.clear()
        self._refuses = abruptly
        if abruptly:
            self._drop()

    def mend(self) -> None:
        """Let everything pass again, what waited first."""
        self._refuses = False
        self._whole.set()

    def lead_to(self, target: int) -> None:
        """Another port from now on, as when an address moves to another server: all connections break."""
        self._target = target
        self._drop()

    async def take_up(self) -> None:
        """End."""
        self._drop()
        if self._server is not None:
            self._server.close()

    def _drop(self) -> None:
        for end in list(self._ends):
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends.add(writer)
        try:
            if self._refuses:
                return
            await self._whole.wait()
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
            self._ends.add(back)
            try:
                await self._both_ways((reader, back), (there, writer))
            finally:
                self._ends.discard(back)
                back.transport.abort()
        except OSError:
            return
        finally:
            self._ends.discard(writer)
            writer.transport.abort()

    async def _both_ways(self, *ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        tasks = [asyncio.create_task(self._pass(*way)) for way in ways]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await reader.read(_PIECE):
                await self._whole.wait()
                writer.write(piece)
                await writer.drain()
