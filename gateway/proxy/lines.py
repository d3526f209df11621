"""The connections to one service: kept open between calls, and no more of them than it can serve."""

import asyncio
import ssl
from urllib.parse import urlsplit

from gateway.proxy.body import Body
from gateway.proxy.line import Line

# A service closes an idle connection after five seconds (uvicorn); we must let go of it first.
_KEPT = 3
_CONNECT = 2
_AT_ONCE = 200


class Lines:
    """``base`` is the service's address, ``silence`` how long it may say nothing (s).

    ``trust`` says whose certificates are believed where the address is https.
    """

    def __init__(self, base: str, trust: ssl.SSLContext, silence: float) -> None:
        address = urlsplit(base)
        self._tls = trust if address.scheme == "https" else None
        self._host, self._port = address.hostname or "", address.port or (443 if self._tls else 80)
        self._prefix = address.path.rstrip("/")
        self._host_line = f" HTTP/1.1\r\nhost: {address.netloc}\r\n"
        self._silence = silence
        self._idle: list[Line] = []
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def ask(self, method: str, address: str, headers: list[tuple[str, str]], body: Body) -> Line:
        """A line over which the answer's head has come; it is given back with ``back``.

        Raises OSError (TimeoutError as well) or Unreadable.
        """
        head = self._head(method, address, headers, chunked=body.length is None)
        await self._place()
        line = None
        try:
            line = self._kept() or await self._new()
            await line.ask(head, body)
        except BaseException:
            self._places.release()
            if line is not None:
                line.close()
            raise
        return line

    def back(self, line: Line) -> None:
        """The call is over; a line whose answer was not read to its end is closed."""
        self._places.release()
        if line.release():
            self._idle.append(line)

    def close(self) -> None:
        """End what is open and not in use."""
        while self._idle:
            self._idle.pop().close()

    def _head(self, method: str, address: str, headers: list[tuple[str, str]], *, chunked: bool) -> bytes:
        lines = [*map(": ".join, headers), *(["transfer-encoding: chunked"] if chunked else []), "\r\n"]
        text = f"{method} {self._prefix}{address}{self._host_line}" + "\r\n".join(lines)
        # Headers and addresses were looked at when they came in; a request in a request is ruled out here once more.
        if text.count("\n") != len(lines) + 2 or text.count("\r") != len(lines) + 2 or "\0" in text:
            raise ValueError("a header or address would split the request")
        return text.encode()

    async def _place(self) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        async with asyncio.timeout(_CONNECT + self._silence):
            await self._places.acquire()

    def _kept(self) -> Line | None:
        now = asyncio.get_running_loop().time()
        while self._idle:
            # The newest first: so those that are not needed grow old, and go.
            line = self._idle.pop()
            if line.is_open and now - line.idle_since < _KEPT:
                return line
            line.close()
        return None

    async def _new(self) -> Line:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(_CONNECT):
            _, line = await loop.create_connection(lambda: Line(self._silence), self._host, self._port, ssl=self._tls)
        return line
