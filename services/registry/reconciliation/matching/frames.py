"""Tables through a pipe: a header in JSON, pieces of CSV, an end. Lengths are four bytes, big-endian."""

import io
from collections.abc import AsyncIterator, Iterator
from typing import IO, Any

import msgspec
import pyarrow as pa
from pyarrow import csv


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


def as_table(header: Header, pieces: Iterator[bytes]) -> pa.Table:
    """CSV without a header line, every column text, an empty cell nothing known."""
    data = b"".join(pieces)
    types = dict.fromkeys(header.columns, pa.string())
    if not data:
        return pa.table({name: pa.array([], pa.string()) for name in header.columns})
    options = csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""])
    return csv.read_csv(io.BytesIO(data), csv.ReadOptions(column_names=header.columns), convert_options=options)


def write_table(out: IO[bytes], name: str, table: pa.Table, piece: int = 20_000) -> None:
    """The table as CSV, piece by piece."""
    out.write(header_bytes(Header(name, table.column_names)))
    for batch in table.to_batches(max_chunksize=piece):
        buffer = io.BytesIO()
        csv.write_csv(batch, buffer, csv.WriteOptions(include_header=False))
        if buffer.tell():
            out.write(packed(buffer.getvalue()))
    out.write(END_OF_TABLE)


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
