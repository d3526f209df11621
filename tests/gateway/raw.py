"""Requests that no decent client would send."""

import socket

from tests.gateway.conftest import Place


def exchange(place: Place, request: bytes, wait: float = 5) -> bytes:
    """What comes back for these bytes, up to the end of the connection or of the first answer."""
    with socket.create_connection(("127.0.0.1", place.port), timeout=wait) as connection:
        connection.sendall(request)
        return _answer(connection)


def _answer(connection: socket.socket) -> bytes:
    received = b""
    while not _complete(received):
        try:
            piece = connection.recv(65536)
        except (TimeoutError, ConnectionResetError):
            break
        if not piece:
            break
        received += piece
    return received


def _complete(received: bytes) -> bool:
    head, separator, body = received.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(separator and lengths) and len(body) >= int(lengths[0].partition(b":")[2])


def status(answer: bytes) -> int:
    """The status of an answer; 0 where there is none."""
    parts = answer.split(b" ", 2)
    return int(parts[1]) if len(parts) > 1 and parts[0].startswith(b"HTTP/") else 0


def get(place: Place, target: bytes, *headers: bytes, method: bytes = b"GET", body: bytes = b"") -> bytes:
    """What comes back for this request line and these headers, with an administrator's token."""
    lines = [
        method + b" " + target + b" HTTP/1.1",
        b"Host: 127.0.0.1",
        b"Authorization: Bearer " + place.token("county-admin").encode(),
        *headers,
    ]
    return exchange(place, b"\r\n".join(lines) + b"\r\n\r\n" + body)
