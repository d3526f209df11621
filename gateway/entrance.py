"""The gateway as the outside sees it: one bare ASGI application in front of its own pages and the services."""

import re

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from chassis.problems import Problem
from chassis.tracing import read_traceparent, span
from gateway.fhir.serve import PREFIX as FHIR
from gateway.fhir.serve import serve
from gateway.outward import Outward
from gateway.proxy.errors import BadRequest
from gateway.proxy.exchange import Exchange
from gateway.proxy.handle import handle, shut
from gateway.proxy.headers import request_id

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
        headers = dict(scope["headers"])
        call_id, state = request_id(headers), scope.setdefault("state", {})
        parent = headers.get(b"traceparent")
        with span("gateway", scope["method"], "server", read_traceparent(parent)) as current:
            state["request_id"], state["span"] = call_id, current
            await self._answer(scope, receive, Outward(send, call_id, state))

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


async def _refuse(scope: Scope, receive: Receive, send: Send, problem: Problem) -> None:
    await Exchange(scope, receive, send).refuse(problem)
