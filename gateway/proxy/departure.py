"""Stops the work on a call when its caller has gone."""

import asyncio
from types import TracebackType

from gateway.proxy.body import Body
from gateway.proxy.errors import ClientGone

_LOOKED_EVERY = 0.1
"""Seconds. A call that is seen twice counts as long enough to be stopped."""


class Departures:
    """The calls under way. One timer looks at all of them: one for each would cost more than it saves."""

    def __init__(self) -> None:
        self._under_way: set[WhileCallerStays] = set()
        self._is_looking = False

    def watched(self, body: Body) -> "WhileCallerStays":
        """For one call: see ``WhileCallerStays``."""
        return WhileCallerStays(self, body)

    def begins(self, call: "WhileCallerStays") -> None:
        """``ends`` is told when the call is over."""
        self._under_way.add(call)
        if not self._is_looking:
            self._look_later()

    def ends(self, call: "WhileCallerStays") -> None:
        """See ``begins``."""
        self._under_way.discard(call)

    def _look_later(self) -> None:
        self._is_looking = True
        asyncio.get_running_loop().call_later(_LOOKED_EVERY, self._look)

    def _look(self) -> None:
        self._is_looking = False
        for call in self._under_way:
            call.seen()
        if self._under_way:
            self._look_later()


class WhileCallerStays:
    """``with``: the block is cancelled, and ClientGone raised from it, when the caller closes the connection."""

    def __init__(self, departures: Departures, body: Body) -> None:
        self._departures, self._body = departures, body
        self._gone = self._over = self._was_seen = False
        self._watch: asyncio.Task[None] | None = None

    def __enter__(self) -> "WhileCallerStays":
        self._task = asyncio.current_task()
        self._departures.begins(self)
        return self

    def seen(self) -> None:
        """The call is under way. Most are over before anybody could leave: a task watches those that are not."""
        if self._was_seen and self._watch is None:
            self._watch = asyncio.create_task(self._watching())
        self._was_seen = True

    def over(self) -> None:
        """The answer is complete: from here on the end of the connection means nothing."""
        self._over = True

    async def _watching(self) -> None:
        await self._body.caller_leaves()
        if not self._over and self._task is not None:
            self._gone = True
            self._task.cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._departures.ends(self)
        if self._watch is not None:
            self._watch.cancel()
        if self._gone and self._task is not None and self._task.uncancel() == 0 and kind is asyncio.CancelledError:
            raise ClientGone from None
