"""The office's work without HTTP, to be interrupted at any statement, and the bank that it deals with."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from chassis.auth import Caller
from chassis.db import Database as Connected
from chassis.sealing import Sealer
from services.incentives.bank_files.lines import fen_of
from services.incentives.batches.make_batch import make_batch
from services.incentives.batches.schemas import BatchEntry
from services.incentives.batches.sign_batch import approve_batch, release_batch
from services.incentives.funds.keep_fund import grant_budget, open_fund
from services.incentives.funds.schemas import BudgetEntry, FundEntry
from services.incentives.payments.plan_cycle import plan_cycle
from services.incentives.payments.schemas import CycleEntry
from services.incentives.returns.read_file import read_file
from services.incentives.returns.take_return import take_return
from tests.incentives.money import FUND, OPENING
from tests.support.running import COUNTY

MAKER, APPROVER, RELEASER = (
    Caller(subject=who, kind="staff", role="finance-officer", division=COUNTY)
    for who in ("maker", "approver", "releaser")
)
UNDER_WAY = [""]
"""The use case that the clerk is at, whose statements a test may interrupt; its last statement is the commit."""


class Desk:
    """Each step is a transaction of its own."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.database, self.sealer = Connected(dsn, pool_size=2), Sealer.load(folder, "incentives")

    async def __aenter__(self) -> "Desk":
        await self.database.start()
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.database.stop()

    async def do(self, work: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        UNDER_WAY[0] = work.__name__
        try:
            async with self.database.transaction() as session:
                return await work(session, *arguments)
        finally:
            UNDER_WAY[0] = ""

    async def open(self) -> None:
        await self.do(open_fund, MAKER, self.sealer, FundEntry.model_validate(OPENING))
        await self.do(grant_budget, MAKER, FUND, 2026, BudgetEntry(amount_fen=10**12, note="预算"))

    async def insert(self, table: str, *rows: dict[str, Any]) -> None:
        """What other services or earlier years brought here."""
        records = [tuple(row.values()) for row in rows]
        await self.database.pool.copy_records_to_table(table, records=records, columns=list(rows[0]))

    async def plan(self, due: date) -> UUID:
        known = await self.database.pool.fetchval("SELECT id FROM cycles WHERE due_until = $1", due)
        if known is not None:
            return known
        entry = CycleEntry(fund=FUND, year=2026, name="周期", due_until=due)
        return (await self.do(plan_cycle, MAKER, entry))["id"]

    async def send(self, cycle_id: UUID) -> Any:
        """The cycle's batch that is not finished, or a new one, released. Raises NothingToPay."""
        query = "SELECT * FROM batches WHERE cycle_id = $1 AND state IN ('made', 'approved', 'released') ORDER BY id"
        batch = await self.database.pool.fetchrow(query, cycle_id)
        if batch is None:
            batch = await self.do(make_batch, MAKER, BatchEntry(cycle_id=cycle_id))
        if batch["state"] == "made":
            batch = await self.do(approve_batch, APPROVER, batch["id"], f'"{batch["revision"]}"')
        if batch["state"] == "approved":
            batch = await self.do(release_batch, RELEASER, batch["id"], f'"{batch["revision"]}"')
        return batch

    async def answer(self, lines: list[list[str]]) -> Any:
        content = "\n".join(["备注,金额,处理标志,原因", *(",".join(line) for line in lines)]).encode()
        taken, _ = await self.do(take_return, MAKER, self.sealer, content, "r.csv", read_file(content))
        return taken["counts"]

    async def check_books(self) -> None:
        """The ledger says what the payments say."""
        pool = self.database.pool
        rows = await pool.fetch("SELECT account, debit_fen - credit_fen AS fen FROM ledger_balances WHERE year = 2026")
        books = {row["account"]: row["fen"] for row in rows}
        assert sum(books.values()) == 0
        written = await pool.fetch(
            "SELECT account, sum(amount_fen)::bigint AS fen FROM ledger_entries GROUP BY account"
        )
        assert {row["account"]: row["fen"] for row in written if row["fen"]} == {k: v for k, v in books.items() if v}
        payments = await pool.fetchrow(
            "SELECT coalesce(sum(amount_fen) FILTER (WHERE state = 'owed'), 0)::bigint AS owed,"
            " coalesce(sum(amount_fen) FILTER (WHERE state = 'paid'), 0)::bigint AS paid FROM payments"
        )
        sent = await pool.fetchval(
            "SELECT coalesce(sum(a.amount_fen), 0)::bigint FROM attempts a JOIN batches b ON b.id = a.batch_id"
            " WHERE a.state = 'open' AND b.state = 'released'"
        )
        debts = await pool.fetchval("SELECT coalesce(sum(amount_fen), 0)::bigint FROM recoverables")
        found = (books["committed"], books["in-transit"], books["paid"], books["recoverable"])
        assert found == (payments["owed"] - sent, sent, payments["paid"] - debts, debts)


class Bank:
    """Pays each message once, by its id, and answers with what it did: the first line of several fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def take(self, message: str, content: bytes) -> list[list[str]]:
        kept = self.folder / message
        if not kept.exists():
            (self.folder / "new").write_bytes(content)
            (self.folder / "new").rename(kept)
        assert kept.read_bytes() == content, "one message, one content"
        return [[reference, fen, "成功" if ok else "失败", ""] for reference, _, fen, ok in self._lines(kept)]

    def paid(self) -> Counter[str]:
        """Account → fen, over all messages."""
        done: Counter[str] = Counter()
        for kept in self.folder.iterdir():
            for _, number, fen, ok in self._lines(kept):
                done[number] += fen_of(fen) if ok else 0
        return done

    @staticmethod
    def _lines(kept: Path) -> list[tuple[str, str, str, bool]]:
        rows = [line.split() for line in kept.read_bytes().decode("gbk").splitlines()[:-1]]
        return [
            (r[1], r[2], f"{int(r[5]) // 100}.{int(r[5]) % 100:02d}", n > 0 or len(rows) == 1)
            for n, r in enumerate(rows)
        ]
