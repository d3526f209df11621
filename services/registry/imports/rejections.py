"""rejections.csv: one line per fault, then the row's cells as they were given, for Excel to open safely."""

import csv
import io
from collections.abc import AsyncIterator

import msgspec

from chassis.db import Database
from chassis.sealing import Sealer
from services.registry.imports.naming import Explained, Naming
from services.registry.imports.staged_rows import CELLS
from services.registry.imports.tables import Import
from services.registry.imports.verdicts import Fault, message

_BATCH = 1000
_FIRST = ("row", "column", "code", "message")
_PAGE = """
SELECT row_number, faults::text, cells FROM import_rejections
WHERE import_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3
"""


async def rejections_csv(database: Database, sealer: Sealer, row: Import, language: str) -> AsyncIterator[bytes]:
    """The file in UTF-8 with a byte order mark, piece by piece."""
    naming = Naming(msgspec.convert(row.mapping, Explained) if row.mapping else None)
    titles = {name: title for title in reversed(row.titles) if (name := naming.column(title))}
    yield b"\xef\xbb\xbf" + _lines([[*_FIRST, *row.titles]])
    last = -1
    while rows := await database.pool.fetch(_PAGE, row.id, last, _BATCH):
        last = rows[-1]["row_number"]
        lines = []
        for rejected in rows:
            cells = msgspec.json.decode(sealer.open(rejected["cells"], CELLS)) if rejected["cells"] else []
            for fault in msgspec.json.decode(rejected["faults"], type=list[Fault]):
                title = titles.get(fault.column, fault.column)
                lines.append([str(rejected["row_number"]), title, fault.code, message(fault, language), *cells])
        yield _lines(lines)


def _lines(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([defused(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def defused(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{cell}" if cell.lstrip("\t\r\n ")[:1] in ("=", "+", "-", "@") and cell.strip() else cell
