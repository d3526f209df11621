"""Stops the work on a call when its caller has gone."""

import asyncio
from types import TracebackType

from gateway.proxy.body import Body
from gateway.proxy.errors import ClientGone


class WhileCallerStays:
    """``async with``: the block is cancelled, and ClientGone raised from it, when the caller closes the connection."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._gone = self._over = False

    async def __aenter__(self) -> "WhileCallerStays":
        self._task = asyncio.current_task()
        self._watch = asyncio.create_task(self._watching())
        return self

    def over(self) -> None:
        """The answer is complete: from here on the end of the connection means nothing."""
        self._over = True

    async def _watching(self) -> None:
        await self._body.caller_leaves()
        if not self._over and self._task is not None:
            self._gone = True
            self._task.cancel()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watch.cancel()
        if self._gone and self._task is not None and self._task.uncancel() == 0 and kind is asyncio.CancelledError:
            raise ClientGone from None
