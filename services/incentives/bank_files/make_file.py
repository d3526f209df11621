"""Make the file for the bank: only of a released batch, always the same, its control totals kept."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from chassis.sealing import Sealer
from services.incentives.bank_files.errors import FileDiffers
from services.incentives.bank_files.lines import (
    Format,
    Head,
    Line,
    Totals,
    open_lines,
    read_head,
    read_lines,
    totals_of,
)
from services.incentives.bank_files.local_formats import write_interbank, write_same_bank, write_text
from services.incentives.bank_files.pain001 import write_pain001
from services.incentives.batches.errors import BatchNotInState
from services.incentives.batches.sign_batch import load_batch
from services.incentives.set_wise import set_wise

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS: dict[Format, tuple[Callable[[Head, Totals, Iterable[Line]], bytes], str, str]] = {
    "pain.001": (write_pain001, "application/xml", "xml"),
    "same-bank": (write_same_bank, _XLSX, "xlsx"),
    "interbank": (write_interbank, _XLSX, "xlsx"),
    "text": (write_text, "text/plain; charset=gbk", "txt"),
}
_PARTS = ("same-bank", "interbank")
"""These two hold the batch together, each a part of it."""
_KEEP = """
INSERT INTO bank_files AS kept (batch_id, format, lines, total_fen, digest, first_made_by, first_made_at)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
"""
# What was released, counted from the lines themselves: nothing may have come to them or gone since it was signed.
_RELEASED = """
SELECT count(*) AS lines, count(DISTINCT reference) AS ids, coalesce(sum(amount_fen), 0)::bigint AS fen
  FROM attempts WHERE batch_id = $1 AND state <> 'withdrawn'
"""
_KEPT = "SELECT digest FROM bank_files WHERE batch_id = $1 AND format = $2"


class BankFile(NamedTuple):
    """A file and its control totals."""

    content: bytes
    media_type: str
    name: str
    lines: int
    total_fen: int
    digest: bytes


async def make_file(session: AsyncSession, caller: Caller, sealer: Sealer, batch_id: UUID, kind: Format) -> BankFile:
    """The file. Raises UnknownBatch, BatchNotInState, FileNotPossible, FileDiffers."""
    connection = await driver(session)
    batch = await load_batch(connection, caller, batch_id)
    if batch["state"] not in ("released", "finished"):
        raise BatchNotInState(state=batch["state"])
    released = tuple(await connection.fetchrow(_RELEASED, batch_id))
    if released != (batch["released_lines"], batch["released_lines"], batch["released_fen"]):
        raise FileDiffers()
    head = await read_head(connection, sealer, batch_id)
    async with set_wise(connection, batch["released_lines"]):
        rows = await read_lines(connection, batch_id, kind, head.bank_code)
    # Unsealing and writing 100,000 lines takes seconds: other callers are answered meanwhile.
    file = await asyncio.to_thread(_write, sealer, head, rows, kind)
    await connection.execute(
        _KEEP, batch_id, kind, file.lines, file.total_fen, file.digest, caller.subject, clock.now()
    )
    whole = (file.lines, file.total_fen) == (batch["released_lines"], batch["released_fen"])
    if not (whole or kind in _PARTS) or await connection.fetchval(_KEPT, batch_id, kind) != file.digest:
        raise FileDiffers()
    totals = {"format": kind, "lines": file.lines, "total_fen": file.total_fen, "digest": file.digest.hex()}
    await audit.record(session, caller, "make-bank-file", batch_id, **totals)
    return file


def _write(sealer: Sealer, head: Head, rows: Sequence[Any], kind: Format) -> BankFile:
    write, media_type, suffix = _WRITERS[kind]
    totals = totals_of(rows)
    content = write(head, totals, open_lines(sealer, rows))
    name = f"{head.message_id}.{kind}.{suffix}"
    return BankFile(content, media_type, name, totals.lines, totals.fen, hashlib.sha256(content).digest())
