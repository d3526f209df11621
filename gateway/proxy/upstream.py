"""What a call and its answer are between the gateway and whoever answers it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from gateway.proxy.body import Body


class Call:
    """A request on its way to a service."""

    __slots__ = ("address", "body", "headers", "method")

    def __init__(self, method: str, address: str, headers: list[tuple[str, str]], body: Body) -> None:
        self.method, self.address, self.headers, self.body = method, address, headers, body


class Answer:
    """A service's answer: ``pieces`` has not been read yet, or ``whole`` is all of it."""

    __slots__ = ("_by_name", "headers", "pieces", "status", "whole")

    def __init__(
        self,
        status: int,
        headers: list[tuple[bytes, bytes]],
        pieces: AsyncIterator[bytes],
        whole: bytes | None = None,
    ) -> None:
        self.status, self.headers, self.pieces, self.whole = status, headers, pieces, whole
        # Each is asked for several times. The first of a name counts.
        self._by_name = dict(reversed(headers))

    def header(self, name: bytes) -> str | None:
        """The text of a header, by lower-case name; ``headers`` are in lower case as well."""
        value = self._by_name.get(name)
        return None if value is None else value.decode("latin-1")

    def add(self, name: bytes, value: bytes) -> None:
        """One more header."""
        self.headers.append((name, value))
        self._by_name.setdefault(name, value)


async def once(whole: bytes) -> AsyncIterator[bytes]:
    """The pieces of an answer that is whole."""
    yield whole


class Upstream(Protocol):
    """Something that answers calls: a service over HTTP, or the gateway's own API."""

    def answer(self, call: Call) -> AbstractAsyncContextManager[Answer]:
        """The answer. Raises ServiceDown, ServiceSilent, BadAnswer, or the body's own fault."""
        ...
