"""An extract of any form (.xlsx, .csv, NDJSON) as rows in the order of its kind's columns."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from services.registry.imports.columns import folded
from services.registry.imports.header import LOOKED_AT
from services.registry.imports.reading.people_file import people_rows
from services.registry.imports.reading.row import Row
from services.registry.imports.verdicts import Fault
from services.registry.reconciliation.record_kinds.kinds import Kind, spellings
from services.registry.reconciliation.submissions.refusals import beyond_schema, no_header, of_header

_HINT = ("必填", "选填")


class Given(NamedTuple):
    """One row: cells in the kind's order, what is odd about them by place; or a fault that keeps it from being read."""

    number: int
    cells: list[str]
    odd: Mapping[int, str] | None = None
    fault: Fault | None = None


def given_rows(path: Path, kind: Kind) -> Iterator[Given]:
    """The rows. Raises FileRefused where the file as a whole can't be taken."""
    return _ndjson_rows(path, kind) if _is_ndjson(path) else _table_rows(path, kind)


def _is_ndjson(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _ends_in_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1) in b"\r\n"


def _ndjson_rows(path: Path, kind: Kind) -> Iterator[Given]:
    decode = msgspec.json.Decoder(dict[str, str | int | float | bool | None]).decode
    known, whole = set(kind.names), _ends_in_newline(path)
    with path.open("rb") as file:
        lines = enumerate(file, 1)
        for number, line in lines:
            if not line.strip():
                continue
            try:
                record = decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                code = "bad_json" if whole or line.endswith(b"\n") else "cut_off"
                yield Given(number, [], None, Fault("", code))
                continue
            if stray := sorted(record.keys() - known):
                raise beyond_schema([name[:60] for name in stray])
            yield Given(number, [_text(record.get(name)) for name in kind.names])


def _text(value: str | int | float | bool | None) -> str:
    return "" if value is None else str(value)


def _table_rows(path: Path, kind: Kind) -> Iterator[Given]:
    known = spellings(kind.code)
    rows = people_rows(path, lambda cell: folded(cell) in known)
    header = _header(rows, kind)
    places = {known[folded(cell)]: at for at, cell in enumerate(header.cells) if folded(cell) in known}
    order = [places.get(name, -1) for name in kind.names]
    width = len(header.cells)
    broken_off = path.open("rb").read(2) != b"PK" and not _ends_in_newline(path)
    held: Row | None = None
    for row in rows:
        if not "".join(row.cells[:width]).strip() or _is_hint(row, header):
            continue
        if held is not None:
            yield _in_order(held, order)
        held = row
    if held is not None:
        # Only the last row can be half a row, and only where the file does not end as a file ends.
        short = broken_off and len(held.cells) < width
        yield Given(held.number, [], None, Fault("", "cut_off")) if short else _in_order(held, order)


def _header(rows: Iterator[Row], kind: Kind) -> Row:
    for looked_at, row in enumerate(rows):
        if looked_at >= LOOKED_AT:
            break
        if sum(1 for cell in row.cells if cell.strip()) >= 2:
            refusal = of_header(kind, row.cells)
            if refusal is None:
                return row
            if _is_table_head(row, kind):
                raise refusal
    raise no_header(kind)


def _is_table_head(row: Row, kind: Kind) -> bool:
    # A title line above the table ("2026年10月 出生登记") names no column; a header of ours or another kind does.
    return not any(cell.strip()[:1].isdigit() for cell in row.cells)


def _is_hint(row: Row, header: Row) -> bool:
    filled = [cell for cell in row.cells if cell.strip()]
    hints = sum(1 for cell in filled if cell.strip().startswith(_HINT))
    return row.number == header.number + 1 and hints >= 2 and hints * 2 >= len(filled)


def _in_order(row: Row, order: list[int]) -> Given:
    cells = [row.cells[at] if 0 <= at < len(row.cells) else "" for at in order]
    odd = {place: row.odd[at] for place, at in enumerate(order) if at in row.odd} if row.odd else None
    return Given(row.number, cells, odd)
