"""The body of a request, piece by piece: never more than the limit, never waited for too long."""

import asyncio
import time
from collections.abc import AsyncIterator

from starlette.types import Receive

from chassis.problems import Problem, TooLarge
from gateway.proxy.errors import ClientGone, TooSlow


class Body:
    """Reads a request's body once. ``fault`` keeps why reading stopped, for whoever sees only a broken stream."""

    def __init__(self, receive: Receive, declared: int | None, limit: int, patience: float, slowest: int = 0) -> None:
        """``declared`` is the stated length (None: chunked). Raises TooLarge.

        ``patience`` (s) holds for each piece; beyond it, the whole comes with ``slowest`` bytes a second at least.
        """
        if declared is not None and declared > limit:
            raise too_large(limit)
        self._receive, self._limit, self._patience, self._slowest = receive, limit, patience, slowest
        self.length = declared
        self.fault: Problem | ClientGone | None = None
        self.finished = asyncio.Event()
        if declared == 0:
            self.finished.set()

    async def pieces(self) -> AsyncIterator[bytes]:
        """The pieces as they come. Raises TooLarge, TooSlow or ClientGone."""
        read, more, waited = 0, not self.finished.is_set(), 0.0
        while more:
            began = time.monotonic()
            piece, more = await self._next(self._waits(read, waited))
            waited += time.monotonic() - began
            read += len(piece)
            if read > self._limit:
                raise self._stopped(too_large(self._limit))
            if piece:
                yield piece
        self.finished.set()

    async def whole(self) -> bytes:
        """All of it, for a receiver in this process."""
        return b"".join([piece async for piece in self.pieces()])

    async def caller_leaves(self) -> None:
        """Return when the caller has closed the connection; watched from the end of the body on."""
        await self.finished.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass

    def _waits(self, read: int, waited: float) -> float:
        """How long the next piece is waited for: a byte now and then does not keep a connection."""
        if self._slowest == 0:
            return self._patience
        return max(0.0, min(self._patience, self._patience + read / self._slowest - waited))

    async def _next(self, patience: float) -> tuple[bytes, bool]:
        try:
            # Not wait_for(): before Python 3.12 it may swallow a cancellation.
            async with asyncio.timeout(patience):
                message = await self._receive()
        except TimeoutError:
            raise self._stopped(TooSlow()) from None
        if message["type"] == "http.disconnect":
            raise self._stopped(ClientGone())
        return message.get("body", b""), message.get("more_body", False)

    def _stopped(self, fault: Problem | ClientGone) -> Problem | ClientGone:
        self.fault = fault
        return fault


def too_large(limit: int) -> TooLarge:
    """The refusal of a body over ``limit`` bytes."""
    megabytes = limit // (1024 * 1024)
    # The rest of the body is on its way and is not read: the connection cannot be used again.
    headers = {"Connection": "close"}
    return TooLarge(f"上限为 {megabytes} MB。", f"The limit is {megabytes} MB.", headers=headers)
