"""Tables through a pipe: a header in JSON, pieces of CSV, an end. Lengths are four bytes, big-endian."""

from collections.abc import AsyncIterator, Iterator
from typing import IO, Any

import msgspec


class Header(msgspec.Struct, frozen=True):
    """What follows. An empty ``name`` ends the stream."""

    name: str
    columns: list[str] = []
    note: str = ""


def packed(piece: bytes) -> bytes:
    """The piece with its length before it."""
    return len(piece).to_bytes(4, "big") + piece


def header_bytes(header: Header) -> bytes:
    """The header, packed."""
    return packed(msgspec.json.encode(header))


END_OF_TABLE = (0).to_bytes(4, "big")


def tables_of(stream: IO[bytes]) -> Iterator[tuple[Header, Iterator[bytes]]]:
    """Each table's header with its pieces, which must be taken before the next header."""
    while (header := msgspec.json.decode(_piece(stream), type=Header)).name:
        yield header, _pieces(stream)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := _piece(stream):
        yield piece


def _piece(stream: IO[bytes]) -> bytes:
    length = int.from_bytes(_exactly(stream, 4), "big")
    return _exactly(stream, length)


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise EOFError("the stream ended in the middle of a piece")
    return data


async def read_tables(stream: Any) -> AsyncIterator[tuple[Header, AsyncIterator[bytes]]]:
    """As ``tables_of``, from an asyncio stream. Raises asyncio.IncompleteReadError."""
    while (header := msgspec.json.decode(await _next(stream), type=Header)).name:
        yield header, _following(stream)


async def _following(stream: Any) -> AsyncIterator[bytes]:
    while piece := await _next(stream):
        yield piece


async def _next(stream: Any) -> bytes:
    length = int.from_bytes(await stream.readexactly(4), "big")
    return bytes(await stream.readexactly(length))
