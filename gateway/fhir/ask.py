"""Asks ``/api/`` in the name of the FHIR caller: the same entrance, the same checks, the same log."""

from typing import Any

import msgspec
import orjson
from starlette.types import Message, Receive, Scope

from gateway.parts import Parts
from gateway.proxy.errors import ClientGone
from gateway.proxy.handle import handle

# Who calls, what for, and in which language a refusal is worded. Nothing else of the FHIR call goes on.
_PASSED = frozenset({b"authorization", b"x-purpose", b"x-case-reference", b"accept-language", b"x-reason"})
_RETURNED = frozenset({b"retry-after", b"www-authenticate", b"x-retain-until", b"x-receipt", b"x-receipt-secret"})
_LIMITS = b"ratelimit"


class Told(msgspec.Struct, frozen=True):
    """What ``/api/`` answered."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: Any


class Inside:
    """The way from one FHIR call to the calls that it stands for."""

    def __init__(self, parts: Parts, scope: Scope, receive: Receive) -> None:
        """``receive`` has been read to the end of the body: what is left to hear is that the caller has gone."""
        self._parts, self._scope, self._receive = parts, scope, receive
        self.headers: dict[bytes, bytes] = {}
        """What the answers said beside their bodies: limits, receipts; the last one of each name counts."""

    async def get(self, path: str, query: str = "") -> Told:
        """Raises ClientGone."""
        return await self._ask("GET", path, query, b"")

    async def post(self, path: str, content: dict[str, Any]) -> Told:
        """Raises ClientGone."""
        return await self._ask("POST", path, "", orjson.dumps(content))

    async def _ask(self, method: str, path: str, query: str, body: bytes) -> Told:
        heard = _Heard()
        await handle(self._parts, self._inner(method, path, query, body), self._receiving(body), heard.send)
        if not heard.status:
            raise ClientGone
        told = Told(heard.status, heard.headers, orjson.loads(b"".join(heard.pieces) or b"null"))
        self.headers |= {n: v for n, v in told.headers if n in _RETURNED or n.startswith(_LIMITS)}
        return told

    def _inner(self, method: str, path: str, query: str, body: bytes) -> Scope:
        headers = [(n.lower(), v) for n, v in self._scope["headers"] if n.lower() in _PASSED]
        if body:
            headers += [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        address = {"path": path, "raw_path": path.encode("ascii"), "query_string": query.encode("ascii")}
        own_state = {"state": dict(self._scope["state"])}
        return {**self._scope, "method": method, "headers": headers, **address, **own_state}

    def _receiving(self, body: bytes) -> Receive:
        sent = False

        async def receive() -> Message:
            nonlocal sent
            if sent:
                return await self._receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        return receive


class _Heard:
    def __init__(self) -> None:
        self.status, self.headers, self.pieces = 0, list[tuple[bytes, bytes]](), list[bytes]()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.pieces.append(message.get("body", b""))
