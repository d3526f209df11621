"""The gateway's connections to services: what is understood, what is not, and when a connection is used again."""

import asyncio
import hashlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from starlette.types import Message

from gateway.proxy.body import Body
from gateway.proxy.line import LineBroken, Unreadable
from gateway.proxy.lines import Lines
from gateway.proxy.upstreams import trust_in

_TRUST: ssl.SSLContext = trust_in(None)
_WELL = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n\r\nok"
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def service(talk: Talk, silence: float = 20) -> AsyncIterator[Lines]:
    """Lines to a service that talks like this on each connection."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass  # the other side has what it wanted, or the test is over
        finally:
            writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    lines = Lines(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", _TRUST, silence)
    try:
        yield lines
    finally:
        lines.close()
        server.close()


def saying(*pieces: bytes, then_close: bool = False) -> Talk:
    """Answers each request with these bytes."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0)
            if then_close:
                return

    return talk


def _body(*pieces: bytes, declared: int | None = 0) -> Body:
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Message:
        return waiting.pop(0)

    return Body(receive, declared, 10_000_000, 20)


async def _asked(lines: Lines, body: Body | None = None, method: str = "GET") -> tuple[int, dict[bytes, bytes], bytes]:
    line = await lines.ask(method, "/x", [("a", "b")], body or _body())
    try:
        rest = line.rest()
        whole = rest if rest is not None else b"".join([piece async for piece in line.pieces()])
        return line.status, dict(line.head), whole
    finally:
        lines.back(line)


async def test_an_answer_is_read_however_it_is_cut() -> None:
    async with service(saying(*(bytes([byte]) for byte in _WELL))) as lines:
        assert await _asked(lines) == (200, {b"content-length": b"2", b"x-a": b"b"}, b"ok")


async def test_chunks_and_answers_that_end_with_the_connection() -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n1\r\n!\r\n0\r\nX-Late: a\r\n\r\n"
    async with service(saying(chunked)) as lines:
        assert await _asked(lines) == (200, {b"transfer-encoding": b"chunked"}, b"ok!")
    async with service(saying(b"HTTP/1.1 200 OK\r\n\r\nsome", b"more", then_close=True)) as lines:
        assert (await _asked(lines))[2] == b"somemore"


async def test_one_connection_serves_call_after_call_until_a_side_ends_it() -> None:
    opened = 0

    async def counting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal opened
        opened += 1
        await saying(_WELL)(reader, writer)

    async with service(counting) as lines:
        for _ in range(3):
            await _asked(lines)
        assert opened == 1
        unread = await lines.ask("GET", "/x", [], _body())
        unread.has_ended = False  # as if more were to come: whoever leaves early leaves nothing behind for the next
        lines.back(unread)
        await _asked(lines)
        assert opened == 2
    last = _WELL.replace(b"X-A: b", b"Connection: close")
    async with service(saying(last, then_close=True)) as lines:
        assert [(await _asked(lines))[0] for _ in range(2)] == [200, 200]


async def test_a_connection_that_was_slowed_down_is_read_again_by_the_next() -> None:
    """A long answer may be there whole before anybody wakes, and be taken in one go."""
    async with service(saying(_WELL)) as lines:
        line = await lines.ask("GET", "/x", [], _body())
        line.rest()
        line._begin()
        line._is_asking = True
        line.data_received(b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" + b"x" * 300_000)
        assert not line._transport.is_reading()
        assert len(line.rest() or b"") == 300_000
        assert line._transport.is_reading()
        lines.back(line)
        assert (await _asked(lines))[2] == b"ok"


UNREADABLE = {
    "no answer": b"hello\r\n\r\n",
    "a number below 200": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "a head without end": b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 200_000,
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nokk",
}


@pytest.mark.parametrize("what", UNREADABLE)
async def test_what_is_no_answer_is_not_passed_for_one(what: str) -> None:
    async with service(saying(UNREADABLE[what])) as lines:
        with pytest.raises(Unreadable):
            await _asked(lines)


async def test_an_answer_that_nobody_asked_for_is_nobodys() -> None:
    async with service(saying(_WELL + _WELL.replace(b"ok", b"NO"))) as lines:
        assert [(await _asked(lines))[2] for _ in range(3)] == [b"ok"] * 3


async def test_an_answer_that_breaks_off_and_one_that_never_begins() -> None:
    async with service(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", then_close=True)) as lines:
        with pytest.raises(Unreadable):
            await _asked(lines)
    async with service(saying(then_close=True)) as lines:
        with pytest.raises(LineBroken):
            await _asked(lines)


async def test_a_silent_service_is_not_waited_for() -> None:
    for said in (b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"):
        async with service(saying(said), silence=0.05) as lines:
            with pytest.raises(TimeoutError):
                await _asked(lines)


@pytest.mark.parametrize("chunked", [True, False])
async def test_bodies_arrive_byte_for_byte(chunked: bool) -> None:
    sent = [bytes([number]) * 70_000 for number in range(20)]
    arrived = hashlib.sha256()

    async def taking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        assert (b"transfer-encoding: chunked" in head) == chunked
        while size := int(await reader.readline(), 16) if chunked else 70_000:
            arrived.update(await reader.readexactly(size))
            if chunked:
                await reader.readexactly(2)
            elif arrived.copy().digest() == hashlib.sha256(b"".join(sent)).digest():
                break
        writer.write(_WELL)
        await writer.drain()

    async with service(taking) as lines:
        declared = None if chunked else sum(map(len, sent))
        assert (await _asked(lines, _body(*sent, declared=declared), "POST"))[0] == 200
    assert arrived.digest() == hashlib.sha256(b"".join(sent)).digest()


@pytest.mark.parametrize("header", [("x", "a\r\nEvil: b"), ("x", "a\nb"), ("x\r\n", "a"), ("x", "a\0b")])
async def test_no_header_makes_a_second_request(header: tuple[str, str]) -> None:
    async with service(saying(_WELL)) as lines:
        with pytest.raises(ValueError, match="split"):
            await lines.ask("GET", "/x", [header], _body())
