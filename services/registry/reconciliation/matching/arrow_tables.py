"""Tables between the pipe and the comparison."""

import io
from collections.abc import Iterator
from typing import IO

import pyarrow as pa
from pyarrow import csv

from services.registry.reconciliation.matching.frames import END_OF_TABLE, Header, header_bytes, packed


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
