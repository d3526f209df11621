"""What a file for the bank is made from: the batch as it was released, and its lines."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Literal, NamedTuple

import asyncpg

from chassis.clock import SHANGHAI
from chassis.sealing import Sealer
from services.incentives.accounts.keep_account import opening_details
from services.incentives.funds.keep_fund import SEALED_AS

Format = Literal["pain.001", "same-bank", "interbank", "text"]

_HEAD = """
SELECT b.id, b.number, b.digest, b.released_at, f.name, f.payer, f.bank_account_sealed, f.bank_code, f.bank_name
  FROM batches b JOIN funds f ON f.code = b.fund WHERE b.id = $1
"""
_LINES = """
SELECT a.line, a.reference, a.amount_fen, c.bank_account_sealed, c.bank_code, c.bank_name
  FROM attempts a JOIN accounts c ON c.id = a.account_id
 WHERE a.batch_id = $1 AND a.state <> 'withdrawn'
   AND CASE $2 WHEN 'same-bank' THEN left(c.bank_code, 3) = left($3, 3)
               WHEN 'interbank' THEN left(c.bank_code, 3) <> left($3, 3) ELSE true END
 ORDER BY a.line
"""
_OF_LINE = itemgetter("line", "reference", "amount_fen", "bank_account_sealed", "bank_code", "bank_name")


class Head(NamedTuple):
    """Who pays, and which message this is. The same batch always gives the same."""

    message_id: str
    number: int
    made_at: datetime
    execute_on: date
    fund: str
    payer: str
    account: str
    bank_code: str
    bank_name: str


class Line(NamedTuple):
    """One payment as the bank gets it."""

    line: int
    reference: str
    amount_fen: int
    account: str
    holder: str
    bank_code: str
    bank_name: str


class Totals(NamedTuple):
    """What a file tells of its lines as a whole."""

    lines: int
    fen: int


def yuan(fen: int) -> str:
    """Exact, with two places: 3852000 → ``38520.00``."""
    return f"{fen // 100}.{fen % 100:02d}"


def fen_of(text: str) -> int:
    """Whole fen in a number of yuan as a bank writes it. Raises ValueError for anything else, fractions of fen too."""
    cleaned = text.strip().replace(",", "").removeprefix("¥").removeprefix("¥")
    if not cleaned or len(cleaned) > 20 or cleaned.strip("0123456789.") or cleaned.count(".") > 1 or cleaned == ".":
        raise ValueError("not an amount")
    whole, _, part = cleaned.partition(".")
    if part[2:].strip("0"):
        raise ValueError("a fraction of a fen")
    return int(whole or 0) * 100 + int(part[:2].ljust(2, "0"))


def message_id_of(number: int, digest: bytes) -> str:
    """The bank's key for the whole message; the same whenever it is sent, so that a bank takes it once."""
    return f"HUIJIA-{number:06d}-{digest.hex()[:12]}"


async def read_head(connection: asyncpg.Connection, sealer: Sealer, batch_id: Any) -> Head:
    """The batch as the bank sees it."""
    row = await connection.fetchrow(_HEAD, batch_id)
    released: datetime = row["released_at"]
    return Head(
        message_id_of(row["number"], row["digest"]),
        row["number"],
        released,
        released.astimezone(SHANGHAI).date(),
        row["name"],
        row["payer"],
        sealer.open(row["bank_account_sealed"], SEALED_AS),
        row["bank_code"],
        row["bank_name"],
    )


async def read_lines(connection: asyncpg.Connection, batch_id: Any, kind: Format, own_bank: str) -> list[Any]:
    """The lines that go into a file of this format. Banks are told apart by the first three digits of their number."""
    rows: list[Any] = await connection.fetch(_LINES, batch_id, kind, own_bank)
    return rows


def totals_of(rows: Iterable[Mapping[str, Any]]) -> Totals:
    """Counted from the lines as they were read."""
    amounts = [row["amount_fen"] for row in rows]
    return Totals(len(amounts), sum(amounts))


def open_lines(sealer: Sealer, rows: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
    """With account and holder unsealed, one after the other."""
    opened = opening_details(sealer)
    for line, reference, fen, sealed, bank_code, bank_name in map(_OF_LINE, rows):
        number, holder = opened(sealed)
        yield Line(line, reference, fen, number, holder, bank_code, bank_name)
