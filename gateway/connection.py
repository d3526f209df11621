"""The gateway's end of a connection: uvicorn's, with an end to patience and to memory (slow callers, "slowloris").

uvicorn waits for a request's head for ever, keeps as much of it as comes, and holds an answer that nobody takes. Bodies
have a patience of their own (``gateway.proxy.body``). Given to uvicorn as ``--http gateway.connection:Connection``.
"""

import asyncio
from collections.abc import Iterable
from typing import Any

import msgspec
import structlog
from starlette.types import Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from chassis.problems import Problem
from gateway.proxy.errors import BadRequest, TooSlow

HEAD_SECONDS, TAKING_SECONDS = "head_seconds", "taking_seconds"
"""Of the lifespan's state: how long a head may take from its first byte, and an answer may wait to be taken."""
ACROSS_CALLS = "across_calls"
"""Of a call's state: what is kept of its connection's calls (a dict), and goes with the connection."""
_LARGEST_HEAD = 64 * 1024
log = structlog.get_logger()


def call_of(send: Send) -> RequestResponseCycle | None:
    """Our server's side of the call that ``send`` answers; None where another one serves it."""
    served = getattr(send, "__self__", None)
    return served if isinstance(served, RequestResponseCycle) else None


def lines_of(pairs: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers, each with its line's end."""
    return b"\r\n".join([*map(b": ".join, pairs), b""])


def answer_whole(call: RequestResponseCycle, status: int, head: bytes, body: bytes) -> bool:
    """Write an answer of which everything is there, in one go: every write wakes the caller.

    ``head`` is its headers, each with its line's end. False, and nothing is written, while the caller takes nothing.
    """
    if call.flow.write_paused:
        return False
    if call.disconnected:
        return True
    call.response_started = call.response_complete = True
    call.waiting_for_100_continue = False
    own = lines_of(call.default_headers)
    end = b"\r\n" if call.keep_alive else b"connection: close\r\n\r\n"
    call.transport.write(b"".join((STATUS_LINE[status], own, head, end, body)))
    call.message_event.set()
    if not call.keep_alive:
        call.transport.close()
    call.on_response()
    return True


class RefusedByParser(Exception):
    """Tells the parser to stop: ``send_400_response`` follows."""


class Connection(HttpToolsProtocol):
    """A head comes whole within its time and size, and an answer is taken, or the connection ends."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._head_seconds: float = self.app_state.get(HEAD_SECONDS, 10)
        self._taking_seconds: float = self.app_state.get(TAKING_SECONDS, 30)
        self._head_timer: asyncio.TimerHandle | None = None
        self._taking_timer: asyncio.TimerHandle | None = None
        self._head_size, self._head_is_over = 0, False
        self._heads = 0
        self._across_calls: dict[str, Any] = {}
        self._idle_timer: asyncio.TimerHandle | None = None
        self._idle_since = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A caller who connects and says nothing is waited for no longer than one who is slow."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._head_came()
        self._taken()
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The first bytes after an answer begin the next head: its time runs from there, whatever they are."""
        waits, heads = self.cycle is None or self.cycle.response_complete, self._heads
        # What came for a body before is none of the next head.
        self._head_size = len(data) if self._head_is_over else self._head_size + len(data)
        super().data_received(data)
        if self._heads != heads:
            return
        if not self._head_is_over and self._head_size > _LARGEST_HEAD and not self.transport.is_closing():
            self._refuse(BadRequest())
        if waits and self._head_timer is None:
            # Not before: a head that comes in one piece, as nearly all do, is never waited for.
            self._await_head()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._head_is_over = False
        super().on_message_begin()
        self.scope["state"][ACROSS_CALLS] = self._across_calls

    def on_headers_complete(self) -> None:
        """The head is there, whatever its body is: what came with it may be much longer."""
        if self._head_size > _LARGEST_HEAD and self._size_of_head() > _LARGEST_HEAD:
            raise RefusedByParser
        self._head_is_over, self._head_size = True, 0
        self._heads += 1
        self._head_came()
        super().on_headers_complete()
        # What is called a header from here on is a trailer, and is kept from those who read the head.
        self.headers = []

    def on_message_complete(self) -> None:
        """The body is there. A trailer would pass for a header that the proxy in front let in: refused."""
        if self.headers:
            raise RefusedByParser
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """As uvicorn has it, but for the time that an idle connection is kept: one timer, not one a call."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
            return
        self._idle_since = self.loop.time()
        if self._idle_timer is None:
            self._idle_timer = self.loop.call_later(self.timeout_keep_alive, self._look_if_idle)

    def _look_if_idle(self) -> None:
        self._idle_timer = None
        if self._head_timer is not None or not self.cycle.response_complete:
            # The next call is on its way or under way, and sets the timer again when it is answered.
            return
        left = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._idle_timer = self.loop.call_later(left, self._look_if_idle)
        else:
            self.timeout_keep_alive_handler()

    def pause_writing(self) -> None:
        """The caller takes less than there is."""
        super().pause_writing()
        self._taking_timer = self._taking_timer or self.loop.call_later(self._taking_seconds, self._not_taken)

    def resume_writing(self) -> None:
        """The caller has taken most of it."""
        self._taken()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """What cannot be parsed is refused as everything else is: by a problem document."""
        self._refuse(BadRequest())

    def _size_of_head(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _await_head(self) -> None:
        self._head_timer = self.loop.call_later(self._head_seconds, self._head_missing)

    def _head_came(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _head_missing(self) -> None:
        if not self.transport.is_closing():
            log.warning("head_too_slow")
            self._refuse(TooSlow())

    def _taken(self) -> None:
        if self._taking_timer is not None:
            self._taking_timer.cancel()
            self._taking_timer = None

    def _not_taken(self) -> None:
        # Not close(): that would wait until the rest is taken.
        log.warning("answer_not_taken")
        self.transport.abort()

    def _refuse(self, problem: Problem) -> None:
        body = msgspec.json.encode(problem.body("zh"))
        head = b"content-type: application/problem+json\r\nconnection: close\r\ncache-control: no-store\r\n"
        self.transport.write(STATUS_LINE[problem.status] + head + b"content-length: %d\r\n\r\n" % len(body) + body)
        self.transport.close()
