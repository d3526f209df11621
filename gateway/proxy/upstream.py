"""Sends a call on to the process that answers it, and hands back its answer as a stream.

aiohttp's client under bare ASGI passes about nine times as many calls a second as httpx under FastAPI (ADR 0005).
"""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import structlog
from multidict import CIMultiDict
from prometheus_client import Gauge
from starlette.types import ASGIApp, Message
from yarl import URL

from gateway.proxy.body import Body
from gateway.proxy.breaker import Breaker, Breaking, BreakingRules
from gateway.proxy.errors import BadAnswer, ServiceDown, ServiceSilent

# A service closes an idle connection after five seconds (uvicorn); we must let go of it first.
_KEEP_ALIVE = 3
_CONNECT = 2
# Huijia-Subjects names up to 500 persons.
_LONGEST_HEADER = 128 * 1024
_AT_ONCE_PER_SERVICE = 200
_OPEN = Gauge("huijia_gateway_breaker_open", "1 while calls to a service are stopped.", ["service"])
log = structlog.get_logger()


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

    def __init__(self, client: aiohttp.ClientSession, name: str, base: str, rules: Breaking) -> None:
        self._client, self._base, self._name, self._rules = client, base.rstrip("/"), name, rules
        self._breaker = Breaker(rules)
        self._open = _OPEN.labels(name)
        self._timeout = _timeout(rules.answer_seconds) if rules.answer_seconds else client.timeout

    @asynccontextmanager
    async def answer(self, call: Call) -> AsyncIterator[Answer]:
        """See Upstream. The connection is dropped when the block ends early."""
        if not self._breaker.lets_pass(time.monotonic()):
            raise ServiceDown(headers={"Retry-After": str(self._breaker.wait(time.monotonic()))})
        try:
            async with await self._reach(call) as response:
                self._ended(well=True)
                head = [(name.lower(), value) for name, value in response.raw_headers]
                yield Answer(response.status, head, _pieces(response))
        except (aiohttp.ClientError, OSError) as error:
            # Timeouts are OSErrors too. The body's own fault is why the stream broke, where it has one.
            raise (call.body.fault or _refusal(error)) from None

    async def _reach(self, call: Call) -> aiohttp.ClientResponse:
        """The answer's head. A read that did not reach the service is tried again; nothing else ever is."""
        url, body = URL(self._base + call.address, encoded=True), None if call.body.length == 0 else call.body.pieces()
        left = self._rules.retries if call.method == "GET" and body is None else 0
        while True:
            try:
                return await self._client.request(
                    call.method,
                    url,
                    headers=CIMultiDict(call.headers),
                    data=body,
                    allow_redirects=False,
                    timeout=self._timeout,
                )
            except (aiohttp.ClientError, OSError) as error:
                if left == 0 or isinstance(error, TimeoutError):
                    self._ended(well=call.body.fault is not None)
                    raise
            left -= 1
            await asyncio.sleep(self._rules.retry_after_ms / 1000)

    def _ended(self, *, well: bool) -> None:
        now, before = time.monotonic(), self._breaker.state(time.monotonic())
        if well:
            self._breaker.succeeded()
        else:
            self._breaker.failed(now)
        if self._breaker.state(now) != before:
            self._open.set(0 if well else 1)
            log.warning("breaker", service=self._name, state=self._breaker.state(now))


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


def _timeout(silence: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, connect=_CONNECT + silence, sock_connect=_CONNECT, sock_read=silence)


def open_client(silence: float, authority: Path | None = None) -> aiohttp.ClientSession:
    """The one client of this process; ``silence`` is how long a service may say nothing (s).

    ``authority`` (PEM) vouches for services at https addresses. Raises OSError where it cannot be read.
    """
    trust = ssl.create_default_context(cafile=str(authority)) if authority else True
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            limit=0, limit_per_host=_AT_ONCE_PER_SERVICE, keepalive_timeout=_KEEP_ALIVE, ssl=trust
        ),
        timeout=_timeout(silence),
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        skip_auto_headers=("User-Agent", "Accept", "Accept-Encoding", "Content-Type"),
        max_field_size=_LONGEST_HEADER,
        max_line_size=_LONGEST_HEADER,
        trust_env=False,
    )


class Upstreams:
    """Who answers for which service."""

    def __init__(
        self, client: aiohttp.ClientSession, services: Mapping[str, str], own: ASGIApp, rules: BreakingRules
    ) -> None:
        self.client, self.addresses = client, dict(services)
        self._by_name: dict[str, Upstream] = {
            name: HttpUpstream(client, name, base, rules.of(name)) for name, base in services.items()
        }
        self._by_name["gateway"] = OwnUpstream(own)

    @property
    def names(self) -> frozenset[str]:
        """Every service that can be called."""
        return frozenset(self._by_name)

    def of(self, service: str) -> Upstream:
        """Who answers for ``service``."""
        return self._by_name[service]
