"""One connection to a service: a request goes out, its answer comes back, and then the next one may use it.

llhttp reads the answer (httptools, which reads our callers' requests as well) and asyncio carries it; there is nothing
in between, because every call of the house passes here (ADR 0005).
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import cast

import httptools

from gateway.proxy.body import Body

Head = list[tuple[bytes, bytes]]

# Huijia-Subjects names up to 500 persons.
_LONGEST_HEAD = 128 * 1024
_MUCH, _LITTLE = 256 * 1024, 64 * 1024
"""How much of an answer may wait for its caller before the service is slowed down, and from where it may go on."""


class LineBroken(ConnectionError):
    """The service closed the connection before it answered."""


class Unreadable(Exception):
    """What came is no answer that can be understood, or breaks off."""


class Line(asyncio.Protocol):
    """``ask`` sends a request and returns when the head of its answer is there; ``pieces`` are the rest of it.

    One request at a time. ``silence`` is how long the service may say nothing (s).
    """

    def __init__(self, silence: float) -> None:
        self._silence, self._loop = silence, asyncio.get_running_loop()
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport
        self._fault: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._sending: asyncio.Task[None] | None = None
        self._may_write = asyncio.Event()
        self._may_write.set()
        self._is_asking = self._is_paused = self._waits_for_caller = False
        self.idle_since = 0.0
        self._begin()

    def _begin(self) -> None:
        self.status, self.head = 0, Head()
        self._head_size, self._pieces, self._size = 0, deque[bytes](), 0
        self.has_ended = self._goes_on = self._ends_with_line = False
        self._heard = self._loop.time()

    async def ask(self, head: bytes, body: Body) -> None:
        """Send a request; ``status`` and ``head`` are there when this returns.

        Raises LineBroken, TimeoutError or Unreadable; the body's own fault stands in ``body.fault``.
        """
        self._begin()
        self._is_asking = True
        if self._fault is not None:
            raise self._fault
        if body.length == 0:
            self._transport.write(head)
        else:
            self._sending = asyncio.create_task(self._send(head, body))
        if self._watch is None:
            self._watch = self._loop.call_later(self._silence, self._listen)
        while self.status == 0:
            await self._moved()

    def rest(self) -> bytes | None:
        """All that follows the head, where it is all there."""
        if not self.has_ended:
            return None
        rest = b"".join(self._pieces)
        self._pieces.clear()
        self._is_taken(len(rest))
        return rest

    async def pieces(self) -> AsyncIterator[bytes]:
        """What follows the head, as it comes. Raises Unreadable where it breaks off, TimeoutError where it stops."""
        while True:
            if self._pieces:
                piece = self._pieces.popleft()
                self._is_taken(len(piece))
                yield piece
            elif self.has_ended:
                return
            else:
                await self._moved()

    def _is_taken(self, size: int) -> None:
        self._size -= size
        if self._is_paused and self._size < _LITTLE:
            self._is_paused, self._heard = False, self._loop.time()
            self._transport.resume_reading()

    def release(self) -> bool:
        """Whether another request may use the line; where it may not, it is closed."""
        is_sent = self._sending is None or self._sending.done()
        is_read = self.has_ended and not self._pieces
        if is_read and self._goes_on and is_sent and self._fault is None:
            self._is_asking, self._sending = False, None
            self.idle_since = self._loop.time()
            return True
        self.close()
        return False

    def close(self) -> None:
        """End the connection at once."""
        if self._sending is not None:
            self._sending.cancel()
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        self._fault = self._fault or LineBroken()
        self._transport.abort()

    @property
    def is_open(self) -> bool:
        """Whether anything can be asked over it."""
        return self._fault is None and not self._transport.is_closing()

    # What the body's way out needs.

    async def _send(self, head: bytes, body: Body) -> None:
        frame = _chunk if body.length is None else bytes
        self._waits_for_caller = True
        try:
            async for piece in body.pieces():
                # The head goes with the first piece: a body that is refused at once never reaches the service.
                self._transport.write(head + frame(piece))
                head = b""
                self._waits_for_caller, self._heard = False, self._loop.time()
                await self._may_write.wait()
                self._waits_for_caller = True
            if body.length is None:
                self._transport.write(head + b"0\r\n\r\n")
        except Exception as fault:  # whoever asked finds it in the body; the line only knows that it is useless
            self._fail(LineBroken(type(fault).__name__))
        finally:
            self._waits_for_caller, self._heard = False, self._loop.time()

    def pause_writing(self) -> None:
        """The service takes less than there is."""
        self._may_write.clear()

    def resume_writing(self) -> None:
        """The service has taken most of it."""
        self._may_write.set()

    # What comes in.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The service was reached."""
        # uvloop's is one in all but its class.
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """The end; of an answer too, where nothing else was to tell where it ends (RFC 9112, section 6.3)."""
        self._may_write.set()
        if exc is None and self.status and self._ends_with_line:
            self.has_ended = True
        self._fail(Unreadable() if self.status else LineBroken())

    def data_received(self, data: bytes) -> None:
        """A piece of an answer."""
        self._heard = self._loop.time()
        try:
            if not self._is_asking:
                raise Unreadable
            self._parser.feed_data(data)
            self._count(len(data))
        except (httptools.HttpParserError, Unreadable):
            self._fail(Unreadable())
            self._transport.abort()
            return
        if self._size > _MUCH and not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        self._wake()

    def _count(self, size: int) -> None:
        # The parser keeps a header until all of it is there.
        if self.status == 0:
            self._head_size += size
            if self._head_size > _LONGEST_HEAD:
                raise Unreadable

    def on_message_begin(self) -> None:
        """An answer begins: one for each request."""
        if self.status:
            raise Unreadable

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header. One that comes after the body (a trailer) is nobody's business."""
        if self.status == 0:
            self.head.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """The head is there. Nothing was asked that is answered by a number below 200."""
        self.status = self._parser.get_status_code()
        if self.status < 200:
            raise Unreadable
        names = [name for name, _ in self.head]
        self._ends_with_line = b"content-length" not in names and b"transfer-encoding" not in names

    def on_body(self, piece: bytes) -> None:
        """A piece of what follows the head."""
        self._pieces.append(piece)
        self._size += len(piece)

    def on_message_complete(self) -> None:
        """The answer is there. What comes now, before the next request, was asked by nobody."""
        self.has_ended, self._is_asking = True, False
        self._goes_on = self._parser.should_keep_alive()

    # Waiting.

    async def _moved(self) -> None:
        if self._fault is not None:
            raise self._fault
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _fail(self, fault: Exception) -> None:
        self._fault = self._fault or fault
        self._wake()

    def _listen(self) -> None:
        # One timer for as long as the line is used, not one a call: it looks when the last word was heard.
        self._watch = None
        if not self._is_asking:
            return
        left = self._silence
        if not (self._waits_for_caller or self._is_paused):
            left -= self._loop.time() - self._heard
        if left > 0:
            self._watch = self._loop.call_later(left, self._listen)
        else:
            self._fail(TimeoutError())
            self._transport.abort()


def _chunk(piece: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(piece), piece)
