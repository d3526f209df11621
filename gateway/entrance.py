"""The gateway as the outside sees it: one bare ASGI application in front of its own pages and the services."""

import re
from typing import Any

from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from chassis.problems import Problem
from chassis.tracing import read_traceparent, span
from gateway.fhir.serve import PREFIX as FHIR
from gateway.fhir.serve import serve
from gateway.proxy.errors import BadRequest
from gateway.proxy.exchange import Exchange
from gateway.proxy.handle import handle, shut
from gateway.proxy.headers import RawHeaders, request_id

# No script, style or image but our own files; nobody may frame us.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
RawPairs = list[tuple[bytes, bytes]]
_SECURITY: RawPairs = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
]


def _secured(nonce: str) -> RawPairs:
    return [(b"content-security-policy", _POLICY.format(nonce=nonce).encode()), *_SECURITY]


_ALWAYS = _secured("")
_SECURE_NAMES = frozenset({b"content-security-policy", *(name for name, _ in _SECURITY)})
_OWN_PATH = re.compile(rb"/[A-Za-z0-9._/-]*")


class Entrance:
    """Gives each call an id, sends it where it belongs, and adds what every answer carries."""

    def __init__(self, pages: FastAPI) -> None:
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        if scope["type"] == "lifespan":
            await self._pages(scope, receive, send)
        elif scope["type"] == "websocket":
            await shut(receive, send)
        else:
            await self._call(scope, receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        call_id = request_id(_last_of_each(scope["headers"]))
        scope.setdefault("state", {})["request_id"] = call_id
        send = _finishing(send, call_id, scope["state"])
        parent = read_traceparent(dict(scope["headers"]).get(b"traceparent", b"").decode("latin-1"))
        with span("gateway", scope["method"], "server", parent) as current:
            scope["state"]["span"] = current
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["raw_path"].startswith(b"/api/"):
            await handle(self._pages.state.parts, scope, receive, send)
        elif scope["raw_path"].startswith(FHIR):
            await serve(self._pages.state.parts, scope, receive, send)
        elif not _OWN_PATH.fullmatch(scope["raw_path"]):
            await _refuse(scope, receive, send, BadRequest())
        else:
            await self._pages(_as_get(scope), receive, send)


def _as_get(scope: Scope) -> Scope:
    # Whatever answers a GET answers a HEAD; the server leaves out the body.
    return scope | {"method": "GET"} if scope["method"] == "HEAD" else scope  # type: ignore[operator]


def _last_of_each(headers: RawHeaders) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in headers}


async def _refuse(scope: Scope, receive: Receive, send: Send, problem: Problem) -> None:
    await Exchange(scope, receive, send).refuse(problem)


def _finishing(send: Send, call_id: str, state: dict[str, Any]) -> Send:
    async def finishing(message: Message) -> None:
        if message["type"] == "http.response.start":
            # A page that styles itself while it runs has a nonce of its own; see gateway.dashboard.serve.
            ours = _ALWAYS
            if "style_nonce" in state:
                ours = _secured(f" 'nonce-{state['style_nonce']}'")
            theirs = [header for header in message["headers"] if header[0] not in _SECURE_NAMES]
            message = message | {"headers": [*theirs, *ours, (b"x-request-id", call_id.encode())]}  # type: ignore[operator]
        await send(message)

    return finishing
