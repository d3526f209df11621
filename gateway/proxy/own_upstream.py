"""The gateway's own API, called like a service's, in this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import ASGIApp, Message
from yarl import URL

from gateway.proxy.upstream import Answer, Call


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
