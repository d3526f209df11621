"""Reads so frequent that the framework's way to them costs more than they do: a shorter way to the same answers.

A service names them beside its routers. A hot read takes its route's call in one plain form; every other form, and all
that is refused or fails, goes on to the route, so that there is one place that tells of faults. Token, declared access
and what a department is shown are the route's.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec
import structlog
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.access import Access, access_of
from chassis.auth import Caller, of_request
from chassis.http import SUBJECTS_HEADER, Router, shown_to

_SUBJECTS = SUBJECTS_HEADER.lower().encode()
_JSON = "application/json"
_LONGEST_QUESTION = 256


class Found(msgspec.Struct, frozen=True):
    """An answer as JSON, and the persons it tells about."""

    body: bytes
    subjects: list[str]


class HotRead(msgspec.Struct, frozen=True):
    """``asked`` matches the query of a GET, or the body of a POST, in its plain form; its one group is the question."""

    endpoint: Callable[..., Any]
    asked: re.Pattern[bytes]
    answer: Callable[[Any, Caller, str], Awaitable[Found]]
    """Of the application's state, the caller and the question."""


class _Way(msgspec.Struct, frozen=True):
    read: HotRead
    route: APIRoute
    declared: Access


class HotReads:
    """ASGI middleware: answers the plain form of ``reads``, and passes everything else on."""

    def __init__(self, app: ASGIApp, of: FastAPI, prefix: str, routers: Sequence[Router], reads: Sequence[HotRead]):
        self._app, self._of = app, of
        routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
        by_endpoint = {route.endpoint: route for route in routes}
        ways = [_Way(read, by_endpoint[read.endpoint], access_of(read.endpoint)) for read in reads]
        self._ways = {(method, prefix + way.route.path): way for way in ways for method in way.route.methods or ()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI 3."""
        way = self._ways.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if way is None:
            await self._app(scope, receive, send)
            return
        asked, receive = await _asked(scope, receive)
        question = way.read.asked.fullmatch(asked) if len(asked) <= _LONGEST_QUESTION else None
        told = None if question is None else await self._answer(way, scope, question[1].decode())
        if told is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = way.route
        headers, body = told
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, way: _Way, scope: Scope, question: str) -> tuple[list[tuple[bytes, bytes]], bytes] | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        named = scope["method"] == "GET" or headers.get(b"content-type") == _JSON
        if b"idempotency-key" in headers or not named:
            return None
        try:
            token = self._of.state.tokens.verify(headers.get(b"authorization"))
            caller = of_request(token, headers.get(b"x-request-id"))
            structlog.contextvars.bind_contextvars(request_id=caller.request_id)
            way.declared.check(caller)
            found = await way.read.answer(self._of.state, caller, question)
            told: tuple[bytes, list[str] | None] = (found.body, found.subjects)
            if caller.kind == "department":
                told = shown_to(caller, way.declared, *told)
        except Exception:  # whatever it was, the route meets it again, and tells of it
            return None
        body, subjects = told
        size = b"%d" % len(body)
        about = (_SUBJECTS, ",".join(subjects or ()).encode())
        return [about, (b"content-length", size), (b"content-type", _JSON.encode())], body


async def _asked(scope: Scope, receive: Receive) -> tuple[bytes, Receive]:
    """The query of a GET, or the body of a POST that has no query; and what gives the body once more."""
    query: bytes = scope["query_string"]
    if scope["method"] == "GET":
        return query, receive
    sent = await _beginning(receive)
    return b"" if query else b"".join([message.get("body", b"") for message in sent]), _again(sent, receive)


async def _beginning(receive: Receive) -> list[Message]:
    """A body, or as much of it as shows that it is not short."""
    sent, size, more = [], 0, True
    while more and size <= _LONGEST_QUESTION:
        sent.append(await receive())
        size += len(sent[-1].get("body", b""))
        more = sent[-1].get("more_body", False)
    return sent


def _again(sent: list[Message], receive: Receive) -> Receive:
    """``receive``, beginning with what has been taken from it."""
    taken = sent[::-1]

    async def receive_again() -> Message:
        return taken.pop() if taken else await receive()

    return receive_again
