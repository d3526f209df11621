"""Stops the work on a call when its caller has gone."""

import asyncio
from types import TracebackType

from gateway.proxy.body import Body
from gateway.proxy.errors import ClientGone

_WATCHED_FROM = 0.05
"""Seconds after which a call counts as long enough to be stopped."""


class WhileCallerStays:
    """``async with``: the block is cancelled, and ClientGone raised from it, when the caller closes the connection."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._gone = self._over = False
        self._watch: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "WhileCallerStays":
        self._task = asyncio.current_task()
        # Most calls are over before anybody could leave: a task for each would cost more than it saves.
        self._timer = asyncio.get_running_loop().call_later(_WATCHED_FROM, self._begin)
        return self

    def _begin(self) -> None:
        self._watch = asyncio.create_task(self._watching())

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
        self._timer.cancel()
        if self._watch is not None:
            self._watch.cancel()
        if self._gone and self._task is not None and self._task.uncancel() == 0 and kind is asyncio.CancelledError:
            raise ClientGone from None
