"""The gateway's end of a connection: uvicorn's, with an end to patience and to memory (slow callers, "slowloris").

uvicorn waits for a request's head for ever, keeps as much of it as comes, and holds an answer that nobody takes. Bodies
have a patience of their own (``gateway.proxy.body``). Given to uvicorn as ``--http gateway.connection:Connection``.
"""

import asyncio
from typing import Any

import msgspec
import structlog
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from chassis.problems import Problem
from gateway.proxy.errors import BadRequest, TooSlow

HEAD_SECONDS, TAKING_SECONDS = "head_seconds", "taking_seconds"
"""Of the lifespan's state: how long a head may take from its first byte, and an answer may wait to be taken."""
_LARGEST_HEAD = 64 * 1024
log = structlog.get_logger()


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

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A caller who connects and says nothing is waited for no longer than one who is slow."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._head_came()
        self._taken()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """The first bytes after an answer begin the next head: its time runs from there, whatever they are."""
        if self._head_timer is None and (self.cycle is None or self.cycle.response_complete):
            self._await_head()
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A head begins."""
        self._head_size, self._head_is_over = 0, False
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """A piece of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header. A trailer comes here as well, and would pass for one that the proxy in front let in: refused."""
        if self._head_is_over:
            raise RefusedByParser
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._head_is_over = True
        self._head_came()
        super().on_headers_complete()

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

    def _count(self, size: int) -> None:
        self._head_size += size
        if self._head_size > _LARGEST_HEAD:
            raise RefusedByParser

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
