"""Callers who are slow on purpose: heads, bodies and answers have an end to patience, on the real server."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor

from tests.gateway import raw
from tests.gateway.conftest import Place

REQUEST = b"GET /.well-known/jwks.json HTTP/1.1\r\nHost: here\r\n\r\n"


def dripped(place: Place, before: bytes, drop: bytes, every: float = 0.2, most: float = 15) -> bytes:
    """What comes back while ``drop`` is sent again and again after ``before``, up to the end of the connection."""
    received, until = b"", time.monotonic() + most
    with socket.create_connection(("127.0.0.1", place.port), timeout=every) as connection:
        connection.sendall(before)
        while time.monotonic() < until:
            try:
                piece = connection.recv(65536)
                if not piece:
                    return received
                received += piece
            except TimeoutError:
                pass
            except ConnectionResetError:
                return received
            try:
                connection.sendall(drop)
            except (BrokenPipeError, ConnectionResetError):
                return received
    raise AssertionError("the connection was kept")


def bearer(place: Place) -> str:
    return f"Authorization: Bearer {place.token('county-admin')}"


def upload(place: Place) -> bytes:
    lines = ["POST /api/registry/v1/echo HTTP/1.1", "Host: here", bearer(place)]
    return "\r\n".join([*lines, "Content-Type: application/json", "Content-Length: 9000", "", ""]).encode()


CASES = {
    "nothing at all": (b"", b""),
    "a head that never ends": (b"GET /healthz HTTP/1.1\r\nHost: here\r\n", b"X-A: b\r\n"),
    "a line that never ends": (b"GET /", b"a"),
    "empty lines": (b"\r\n", b"\r\n"),
    "empty lines after an answer": (REQUEST, b"\r\n"),
    "a second head that never ends": (REQUEST + b"GET /", b"a"),
}


def test_heads_and_bodies_that_drip_end_the_connection_however_steadily_they_do(place: Place) -> None:
    cases = CASES | {"a body that drips": (upload(place), b" ")}
    with ThreadPoolExecutor(len(cases)) as callers:
        answers = callers.map(lambda case: dripped(place, *case), cases.values())
        for what, (before, _), answer in zip(cases, cases.values(), answers, strict=True):
            expected = 200 if before.startswith(REQUEST) else 408
            assert raw.status(answer) == expected, (what, answer[:100])
            assert b"/problems/too-slow" in answer or expected == 200, what


def test_an_answer_that_nobody_takes_is_dropped(place: Place) -> None:
    head = f"GET /api/registry/v1/stream?bytes=50000000 HTTP/1.1\r\nHost: here\r\n{bearer(place)}\r\n\r\n".encode()
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", place.port))
        connection.sendall(head)
        before = place.log("gateway").count("answer_not_taken")
        until = time.monotonic() + 15
        while place.log("gateway").count("answer_not_taken") == before:
            assert time.monotonic() < until, "the answer is still held"
            time.sleep(0.1)


def test_heads_without_end_are_refused_before_they_fill_the_memory(place: Place) -> None:
    many = b"".join(b"X-%d: %s\r\n" % (number, b"a" * 1000) for number in range(100))
    answer = raw.exchange(place, b"GET /healthz HTTP/1.1\r\nHost: here\r\n" + many)
    assert raw.status(answer) == 400 and b"application/problem+json" in answer


def test_a_trailer_is_no_header(place: Place) -> None:
    lines = [
        b"POST /oauth/revoke HTTP/1.1",
        b"Host: here",
        b"Content-Type: application/x-www-form-urlencoded",
        b"Transfer-Encoding: chunked",
        b"Trailer: Client-Cert",
    ]
    chunks = b"\r\n\r\n7\r\ntoken=a\r\n0\r\nClient-Cert: :AAAA:\r\n\r\n"
    answer = raw.exchange(place, b"\r\n".join(lines) + chunks)
    assert raw.status(answer) == 400 and b"application/problem+json" in answer


def test_a_long_body_does_not_count_for_the_next_head(place: Place) -> None:
    body = b"token=" + b"a" * 100_000
    first = b"POST /oauth/revoke HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n" % len(body)
    with socket.create_connection(("127.0.0.1", place.port), 20) as connection:
        connection.sendall(first)
        time.sleep(0.3)
        connection.sendall(body)
        connection.recv(65536)
        time.sleep(0.3)
        connection.sendall(b"GET /healthz HTTP/1.1\r\n")
        time.sleep(0.3)
        connection.sendall(b"Host: here\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b"HTTP/1.1 200" in answer
