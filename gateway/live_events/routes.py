"""``GET /events``: what passes on the bus, as server-sent events, for the county's own staff."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from uuid import UUID

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from chassis.problems import NotAllowed, Problem
from gateway.auth.routes import address_of
from gateway.live_events.flow import Passed, Watcher
from gateway.parts import Parts, parts_of
from gateway.web_session.cookie import authorization_of

router = APIRouter(tags=["pages"])

_ROLES = ("county-admin", "county-officer", "auditor")
_SIGN_OF_LIFE = b": nothing new\n\n"
_EVERY = 10.0
# A browser comes again by itself; so nobody who has left, or lost the right, is told for long.
_LONGEST = 600.0
_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@router.get("/events", include_in_schema=False, status_code=HTTPStatus.OK)
async def watch_events(request: Request) -> Response:
    """Kinds, times and places of events as they pass; never whom they are about."""
    parts = parts_of(request)
    parts.limits.take_address(address_of(request))
    held = parts.tokens.verify(authorization_of(request.method, dict(request.headers.raw)))
    parts.revocations.check(held.session)
    if held.caller.kind != "staff" or held.caller.role not in _ROLES:
        raise NotAllowed()
    return StreamingResponse(_told(parts, held.session), media_type="text/event-stream", headers=_HEADERS)


async def _told(parts: Parts, session: UUID) -> AsyncIterator[bytes]:
    until = asyncio.get_running_loop().time() + _LONGEST
    async with parts.flow.watch() as watcher:
        # The first words tell the browser that it is connected.
        yield _SIGN_OF_LIFE
        while asyncio.get_running_loop().time() < until:
            yield await _next(watcher)
            try:
                parts.revocations.check(session)
            except Problem:
                return


async def _next(watcher: Watcher) -> bytes:
    try:
        async with asyncio.timeout(_EVERY):
            first = await watcher.get()
    except TimeoutError:
        return _SIGN_OF_LIFE
    passed = [first]
    while not watcher.empty():
        passed.append(watcher.get_nowait())
    return b"".join(_written(each) for each in passed)


def _written(passed: Passed) -> bytes:
    return b"data: " + msgspec.json.encode(passed) + b"\n\n"
