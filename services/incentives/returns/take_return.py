"""Take the bank's answer: match each line, set aside what cannot be matched, and let the rest have its effect.

The same file twice has no effect, nor has a line that tells what is known already. A line in doubt changes nothing: it
is quarantined with its reason, until somebody has looked into it.
"""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.incentives.accounts.keep_account import INDEXED_AS
from services.incentives.accounts.rules import cleaned
from services.incentives.payments.plan_cycle import lock_fund
from services.incentives.returns.apply_verdicts import apply_verdicts
from services.incentives.returns.bank_words import bank_words
from services.incentives.returns.check_totals import check_message, check_totals, sent_as
from services.incentives.returns.errors import ReturnUnreadable
from services.incentives.returns.judge_lines import judge_lines
from services.incentives.returns.told import Told, ToldFile

_KNOWN = "SELECT * FROM return_files WHERE digest = $1"
_STAGE = """
CREATE TEMPORARY TABLE told (
    line integer, reference text COLLATE "C", amount_fen bigint, account_index bytea, outcome text, reason text,
    settled_on date, blames_account boolean, unreadable text
) ON COMMIT DROP
"""
_COLUMNS = (
    *("line", "reference", "amount_fen", "account_index", "outcome", "reason", "settled_on"),
    *("blames_account", "unreadable"),
)
_WHOLE = """
INSERT INTO told
SELECT a.line, a.reference, a.amount_fen, NULL, $2, $3, $4, $5, ''
  FROM attempts a JOIN batches b ON b.id = a.batch_id WHERE b.id = $1 AND a.state <> 'withdrawn'
"""
_FUNDS = """
SELECT DISTINCT b.fund FROM batches b WHERE b.id IN (SELECT a.batch_id FROM told t JOIN attempts a USING (reference))
 ORDER BY b.fund
"""
_COUNT = """
SELECT verdict, count(*) AS lines, coalesce(sum(amount_fen), 0)::bigint AS fen
  FROM return_lines WHERE file_id = $1 GROUP BY verdict ORDER BY verdict
"""
_KEEP = """
INSERT INTO return_files (id, digest, format, file_name, lines, counts, sums, received_by, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING RETURNING *
"""


async def take_return(
    session: AsyncSession, caller: Caller, sealer: Sealer, content: bytes, name: str, told: ToldFile
) -> tuple[Any, bool]:
    """The file as it was taken, and whether it was known before. Raises TotalsDiffer, ReturnUnreadable, YearNotOpen."""
    check_totals(told)
    connection = await driver(session)
    await check_message(connection, told)
    digest = hashlib.sha256(content).digest()
    # Of two people who send the same file at once, the second waits here and then finds the first's.
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))", digest)
    known = await connection.fetchrow(_KNOWN, digest)
    if known is not None:
        return known, True
    await _stage(connection, sealer, told)
    await connection.execute("ANALYZE told")
    for row in await connection.fetch(_FUNDS):
        await lock_fund(connection, row["fund"])
    file_id = new_id()
    await judge_lines(connection, file_id)
    await apply_verdicts(session, file_id, caller.subject)
    rows = await connection.fetch(_COUNT, file_id)
    kept = await _keep(connection, caller, file_id, digest, name, told, rows)
    await audit.record(session, caller, "take-bank-return", file_id, format=told.format, counts=_counts(rows))
    return kept, False


def _counts(rows: Iterable[asyncpg.Record]) -> dict[str, int]:
    return {row["verdict"]: row["lines"] for row in rows}


async def _keep(
    connection: asyncpg.Connection,
    caller: Caller,
    file_id: UUID,
    digest: bytes,
    name: str,
    told: ToldFile,
    rows: list[asyncpg.Record],
) -> Any:
    sums = {row["verdict"]: row["fen"] for row in rows}
    lines = sum(row["lines"] for row in rows)
    values = (
        file_id,
        digest,
        told.format,
        name,
        lines,
        orjson.dumps(_counts(rows)).decode(),
        orjson.dumps(sums).decode(),
    )
    return await connection.fetchrow(_KEEP, *values, caller.subject, clock.now())


async def _stage(connection: asyncpg.Connection, sealer: Sealer, told: ToldFile) -> None:
    await connection.execute(_STAGE)
    if told.whole_message is not None:
        batch = await _batch_of(connection, told.whole_message)
        blames = told.whole_outcome == "failed" and bank_words().blames_account(told.whole_reason)
        values = (told.whole_outcome, told.whole_reason, clock.today(), blames)
        await connection.execute(_WHOLE, batch, *values)
        return
    today, blames_account = clock.today(), bank_words().blames_account
    records = [_record(line, sealer, today, bool(line.reason) and blames_account(line.reason)) for line in told.lines]
    await connection.copy_records_to_table("told", records=records, columns=_COLUMNS)


def _record(line: Told, sealer: Sealer, today: Any, blames: bool) -> tuple[Any, ...]:
    number = cleaned(line.account)
    index = sealer.index(number, INDEXED_AS) if number and "*" not in number else None
    # No bank has settled anything tomorrow.
    day = min(line.settled_on or today, today)
    amount = line.amount_fen
    unreadable = line.unreadable or ("the amount is out of bounds" if (amount or 0) > 10**15 else "")
    amount = None if unreadable else amount
    return (line.line, line.reference, amount, index, line.outcome, line.reason, day, blames, unreadable)


async def _batch_of(connection: asyncpg.Connection, message_id: str) -> UUID:
    """The batch that went out as this message. Raises ReturnUnreadable."""
    batch = await sent_as(connection, message_id)
    if batch is None:
        raise ReturnUnreadable("不是对本系统报文的回复。未作任何变动。", "It answers no message of ours.")
    found: UUID = batch["id"]
    return found
