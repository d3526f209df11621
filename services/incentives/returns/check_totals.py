"""Control totals of a file from the bank: against its own lines, and against the message that it answers."""

import asyncpg

from services.incentives.bank_files.lines import message_id_of
from services.incentives.returns.errors import TotalsDiffer
from services.incentives.returns.told import ToldFile

_DIGITS = frozenset("0123456789")
_MESSAGE = """
SELECT id, number, digest, state, released_lines, released_fen FROM batches WHERE number = $1
"""


def check_totals(told: ToldFile) -> None:
    """The file's own totals against its lines: one that was cut off is not taken in part. Raises TotalsDiffer."""
    total = sum(line.amount_fen or 0 for line in told.lines)
    if told.told_lines not in (None, len(told.lines)) or told.total_fen not in (None, total):
        raise _differ((told.told_lines, told.total_fen), (len(told.lines), total))


def _differ(told: tuple[int | None, int | None], found: tuple[int, int]) -> TotalsDiffer:
    return TotalsDiffer(
        "文件所载笔数、金额与各行不符，文件可能不完整。未作任何变动。",
        "Its count or sum does not fit its lines; it may not be whole. Nothing was changed.",
        count=told[0],
        counted=found[0],
        total_fen=told[1],
        added_fen=found[1],
    )


async def check_message(connection: asyncpg.Connection, told: ToldFile) -> None:
    """The bank's totals of a message of ours against what was released in it. Raises TotalsDiffer."""
    batch = await sent_as(connection, told.message)
    if batch is None:
        return
    released = (batch["released_lines"], batch["released_fen"])
    if told.message_lines not in (None, released[0]) or told.message_fen not in (None, released[1]):
        raise _differ((told.message_lines, told.message_fen), released)


async def sent_as(connection: asyncpg.Connection, message_id: str) -> asyncpg.Record | None:
    """The batch that went out as this message, if it is one of ours."""
    number = message_id.split("-")[1] if message_id.count("-") == 2 else ""
    batch = await connection.fetchrow(_MESSAGE, int(number)) if len(number) == 6 and set(number) <= _DIGITS else None
    if batch is None or message_id_of(batch["number"], batch["digest"]) != message_id:
        return None
    return batch
