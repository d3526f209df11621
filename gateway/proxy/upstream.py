"""Sends a call on to the process that answers it, and hands back its answer as a stream.

aiohttp's client under bare ASGI passes about nine times as many calls a second as httpx under FastAPI (ADR 0005).
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import aiohttp
from multidict import CIMultiDict
from starlette.types import ASGIApp, Message
from yarl import URL

from gateway.proxy.body import Body
from gateway.proxy.errors import BadAnswer, ServiceDown, ServiceSilent

# A service closes an idle connection after five seconds (uvicorn); we must let go of it first.
_KEEP_ALIVE = 3
_CONNECT = 2
# Huijia-Subjects names up to 500 persons.
_LONGEST_HEADER = 128 * 1024
_AT_ONCE_PER_SERVICE = 200


class Call:
    """A request on its way to a service."""

    __slots__ = ("address", "body", "headers", "method")

    def __init__(self, method: str, address: str, headers: list[tuple[str, str]], body: Body) -> None:
        self.method, self.address, self.headers, self.body = method, address, headers, body


class Answer:
    """A service's answer: ``pieces`` has not been read yet, or ``whole`` is all of it."""

    __slots__ = ("headers", "pieces", "status", "whole")

    def __init__(
        self,
        status: int,
        headers: list[tuple[bytes, bytes]],
        pieces: AsyncIterator[bytes],
        whole: bytes | None = None,
    ) -> None:
        self.status, self.headers, self.pieces, self.whole = status, headers, pieces, whole

    def header(self, name: bytes) -> str | None:
        """The text of a header, by lower-case name; ``headers`` are in lower case as well."""
        for held, value in self.headers:
            if held == name:
                return value.decode("latin-1")
        return None


class Upstream(Protocol):
    """Something that answers calls: a service over HTTP, or the gateway's own API."""

    def answer(self, call: Call) -> AbstractAsyncContextManager[Answer]:
        """The answer. Raises ServiceDown, ServiceSilent, BadAnswer, or the body's own fault."""
        ...


class HttpUpstream:
    """A service in another process."""

    def __init__(self, client: aiohttp.ClientSession, base: str) -> None:
        self._client, self._base = client, base.rstrip("/")

    @asynccontextmanager
    async def answer(self, call: Call) -> AsyncIterator[Answer]:
        """See Upstream. The connection is dropped when the block ends early."""
        url = URL(self._base + call.address, encoded=True)
        body = None if call.body.length == 0 else call.body.pieces()
        headers = CIMultiDict(call.headers)
        try:
            request = self._client.request(call.method, url, headers=headers, data=body, allow_redirects=False)
            async with request as response:
                head = [(name.lower(), value) for name, value in response.raw_headers]
                yield Answer(response.status, head, _pieces(response))
        except (aiohttp.ClientError, OSError) as error:
            # Timeouts are OSErrors too. The body's own fault is why the stream broke, where it has one.
            raise (call.body.fault or _refusal(error)) from None


async def _pieces(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    async for piece in response.content.iter_any():
        yield piece


def _refusal(error: Exception) -> ServiceDown | ServiceSilent | BadAnswer:
    if isinstance(error, TimeoutError):
        return ServiceSilent()
    if isinstance(error, (aiohttp.ClientConnectionError, aiohttp.ClientOSError, ConnectionError)):
        return ServiceDown(headers={"Retry-After": "2"})
    return BadAnswer()


class OwnUpstream:
    """The gateway's own API, in this process; its answers are small and are gathered whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    @asynccontextmanager
    async def answer(self, call: Call) -> AsyncIterator[Answer]:
        """See Upstream."""
        body = await call.body.whole()
        gathered = _Gathered(body)
        await self._app(_scope(call), gathered.receive, gathered.send)
        head = [(name.lower(), value) for name, value in gathered.headers]
        yield Answer(gathered.status, head, gathered.pieces())


class _Gathered:
    def __init__(self, body: bytes) -> None:
        self._request: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        self.status, self.headers, self._body = 500, list[tuple[bytes, bytes]](), b""

    async def receive(self) -> Message:
        return self._request.pop() if self._request else {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self._body += message.get("body", b"")

    async def pieces(self) -> AsyncIterator[bytes]:
        yield self._body


def _scope(call: Call) -> dict[str, Any]:
    url = URL(call.address, encoded=True)
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": call.method,
        "scheme": "http",
        "path": url.path,
        "raw_path": url.raw_path.encode("ascii"),
        "query_string": url.raw_query_string.encode("ascii"),
        "root_path": "",
        "headers": [(name.lower().encode("ascii"), value.encode()) for name, value in call.headers],
        "client": None,
        "server": ("gateway", None),
    }


def open_client(silence: float) -> aiohttp.ClientSession:
    """The one client of this process; ``silence`` is how long a service may say nothing (s)."""
    timeout = aiohttp.ClientTimeout(total=None, connect=_CONNECT + silence, sock_connect=_CONNECT, sock_read=silence)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, limit_per_host=_AT_ONCE_PER_SERVICE, keepalive_timeout=_KEEP_ALIVE),
        timeout=timeout,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        max_field_size=_LONGEST_HEADER,
        max_line_size=_LONGEST_HEADER,
        trust_env=False,
    )


class Upstreams:
    """Who answers for which service."""

    def __init__(self, client: aiohttp.ClientSession, services: Mapping[str, str], own: ASGIApp) -> None:
        self.client, self.addresses = client, dict(services)
        self._by_name: dict[str, Upstream] = {name: HttpUpstream(client, base) for name, base in services.items()}
        self._by_name["gateway"] = OwnUpstream(own)

    @property
    def names(self) -> frozenset[str]:
        """Every service that can be called."""
        return frozenset(self._by_name)

    def of(self, service: str) -> Upstream:
        """Who answers for ``service``."""
        return self._by_name[service]
