"""What is kept between the calls on one connection, and how long the connection itself is kept."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from chassis import clock
from chassis.auth import Caller
from chassis.problems import NotSignedIn
from chassis.signing import new_signing_key, signing_key_of, verifying_key_of
from gateway.auth.access_tokens import AccessTokens
from gateway.connection import ACROSS_CALLS, Connection
from gateway.proxy.errors import BadRequest
from gateway.proxy.read_head import Head, read_head
from tests.gateway.conftest import Place

ECHO = "/api/registry/v1/echo/1"
Raw = list[tuple[bytes, bytes]]
REQUEST = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
IDLE = 0.1


def on_a_connection() -> Callable[[Raw], Head]:
    """Reads the heads of calls that come over one connection."""
    across_calls: dict[str, Any] = {}
    return lambda raw: read_head({"headers": raw, "state": {ACROSS_CALLS: across_calls}})


def test_the_same_head_is_read_once_and_any_other_anew() -> None:
    read, raw = on_a_connection(), [(b"host", b"here"), (b"authorization", b"Bearer a")]
    first = read(raw)
    assert read(list(raw)) is first
    others: list[Raw] = [[*raw[:1], (b"authorization", b"Bearer b")], raw[:1], [*raw, (b"x-purpose", b"y")], raw[::-1]]
    for other in others:
        assert read(other) is not first and read(other).headers == dict(other)
        assert read(other).token is None
    assert read(raw) is not first, "the last one alone is kept"


def test_nothing_is_kept_for_another_connection_nor_of_a_refused_head() -> None:
    raw = [(b"host", b"here")]
    assert on_a_connection()(raw) is not on_a_connection()(raw)
    assert read_head({"headers": raw, "state": {}}).headers == dict(raw)
    read = on_a_connection()
    kept = read(raw)
    for _ in range(2):
        with pytest.raises(BadRequest):
            read([(b"host", b"a\x00")])
    assert read(raw) is kept


def test_a_token_that_was_read_is_still_asked_whether_it_is_good() -> None:
    private, public = new_signing_key()
    keys = {private["kid"]: verifying_key_of(public)}
    tokens = AccessTokens("https://here", timedelta(minutes=5), (private["kid"], signing_key_of(private)), keys)
    caller = Caller(subject="a", kind="department")
    free, bound = (tokens.read(f"Bearer {tokens.issue(caller, None, each)[0]}") for each in (None, "thumbprint"))
    tokens.check(free, None)
    tokens.check(bound, "thumbprint")
    for certificate in (None, "another"):
        with pytest.raises(NotSignedIn):
            tokens.check(bound, certificate)
    with clock.moved_to(clock.now() + timedelta(minutes=6)), pytest.raises(NotSignedIn):
        tokens.check(free, None)


def test_a_session_that_ends_ends_on_the_open_connection_as_well(place: Place) -> None:
    def fresh() -> str:
        return place.client().post("/oauth/token", data=place.grant("county-officer")).json()["access_token"]

    ended, other = fresh(), fresh()
    with place.client(ended) as officer:
        assert [officer.get(ECHO).status_code for _ in range(3)] == [200] * 3
        assert place.client().post("/oauth/revoke", data={"token": ended}).status_code == 200
        assert officer.get(ECHO).status_code == 401
        # The same connection with another token is another session's.
        assert officer.get(ECHO, headers={"Authorization": f"Bearer {other}"}).status_code == 200
        assert officer.get(ECHO).status_code == 401


class Wire(asyncio.Transport):
    """The caller's end: what was written, and whether it was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.written, self._closing = b"", False

    def write(self, data: Any) -> None:
        self.written += data

    def close(self) -> None:
        self._closing = True

    def is_closing(self) -> bool:
        return self._closing

    def resume_reading(self) -> None:
        """Nothing was paused."""


async def answering(scope: Any, receive: Any, send: Any) -> None:
    """ASGI 3: slowly, at first."""
    await asyncio.sleep(IDLE * 3 if scope["path"] == "/slow" else 0)
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def connected() -> tuple[Connection, Wire]:
    """A connection that is kept for IDLE seconds."""
    config = Config(answering, log_level="critical")
    config.load()
    connection, wire = Connection(config, ServerState(), {}), Wire()
    connection.timeout_keep_alive = IDLE  # type: ignore[assignment]
    connection.connection_made(wire)
    return connection, wire


async def test_an_idle_connection_is_closed_in_time_after_its_last_answer() -> None:
    connection, wire = connected()
    for _ in range(4):
        connection.data_received(REQUEST)
        await asyncio.sleep(IDLE * 0.6)
    assert wire.written.count(b"204") == 4 and not wire.is_closing(), "each answer starts the time anew"
    await asyncio.sleep(IDLE * 1.5)
    assert wire.is_closing()


async def test_a_connection_is_not_idle_while_a_call_is_answered_or_comes() -> None:
    connection, wire = connected()
    connection.data_received(REQUEST)
    await asyncio.sleep(IDLE * 0.3)
    connection.data_received(REQUEST.replace(b"/", b"/slow", 1))
    await asyncio.sleep(IDLE * 2)
    assert not wire.is_closing()
    await asyncio.sleep(IDLE * 1.5)
    connection.data_received(REQUEST[:9])
    await asyncio.sleep(IDLE * 2)
    assert not wire.is_closing(), "half a head has a patience of its own"
    connection.data_received(REQUEST[9:])
    await asyncio.sleep(IDLE * 0.5)
    assert wire.written.count(b"204") == 3 and not wire.is_closing()
    await asyncio.sleep(IDLE * 2)
    assert wire.is_closing()
    connection.connection_lost(None)
