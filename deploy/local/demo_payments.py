"""The demo county's year that is past: claimed, posted, approved, paid by three people, answered by the bank.

A list hangs out for weeks before anybody is paid. So last year's payments are made here by the same use cases as
everybody's, each on a day of that year: the clock is moved in this process alone. Run by ``make up`` once, with the
environment of the benefits service and the file of the first start's accounts.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from chassis import clock
from chassis.auth import Caller
from chassis.db import Database
from chassis.sealing import Sealer
from chassis.settings import Settings
from services.incentives.accounts.keep_account import keep_account
from services.incentives.accounts.rules import has_luhn_digit
from services.incentives.accounts.schemas import AccountEntry
from services.incentives.bank_files.lines import yuan
from services.incentives.bank_files.make_file import make_file
from services.incentives.batches.make_batch import make_batch
from services.incentives.batches.schemas import BatchEntry
from services.incentives.batches.sign_batch import approve_batch, release_batch
from services.incentives.claims.apply import apply
from services.incentives.claims.renew import renew
from services.incentives.claims.schemas import ClaimGiven
from services.incentives.claims.take_step import take_step
from services.incentives.funds.keep_fund import grant_budget
from services.incentives.funds.schemas import BudgetEntry
from services.incentives.payments.plan_cycle import plan_cycle
from services.incentives.payments.schemas import CycleEntry
from services.incentives.postings.approve_posting import approve_posting
from services.incentives.postings.open_posting import open_posting
from services.incentives.postings.schemas import PostingGiven
from services.incentives.proofs.record_proof import record_proof
from services.incentives.proofs.schemas import ProofGiven
from services.incentives.returns.read_file import read_file
from services.incentives.returns.take_return import take_return

_SCHEME, _FUND = "rural-reward", "family-support"
_BUDGET_FEN, _FEWEST, _MOST = 200_000_00, 4, 6
_BANK = {"bank_code": "102100099996", "bank_name": "示范银行"}
_PROOFS = ("rural-registration", "period-family-confirmation")
_SHOWN = [{"title": "原件", "reference": "村档案"}]
_AGES = (62, 79)
"""In the year after, as ``demo.benefits`` chooses them."""
_ELDERS = """
SELECT person_id FROM beneficiaries b
 WHERE living AND NOT withdrawn AND registered_division = $1 AND residence_division = $1
   AND birth_date BETWEEN $2 AND $3 AND NOT EXISTS (SELECT FROM claims c WHERE c.person_id = b.person_id)
 ORDER BY birth_date, name, sex LIMIT $4
"""
_SENT = "SELECT reference, amount_fen FROM attempts WHERE batch_id = $1 AND state <> 'withdrawn' ORDER BY line"
_HEADER = "备注,应处理金额,处理标志,原因"


class PastYear:
    """One year of one fund in the village of the demo county's worker; each step in a transaction of its own."""

    def __init__(self, database: Database, sealer: Sealer, staff: dict[str, Caller], year: int) -> None:
        self.database, self.sealer, self.staff, self.year = database, sealer, staff, year

    async def on(self, month: int, day: int, work: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        """Do it at noon of that day."""
        noon = datetime(self.year, month, day, 4, tzinfo=UTC)
        with clock.moved_to(noon):
            async with self.database.transaction() as session:
                return await work(session, *arguments)

    async def elders(self) -> list[UUID]:
        """Who has not claimed anything, the oldest first."""
        youngest, oldest = (self.year + 1 - age for age in _AGES)
        born = (date(oldest, 1, 1), date(youngest, 12, 31))
        rows = await self.database.pool.fetch(_ELDERS, self.staff["village-worker"].division, *born, _MOST)
        return [row["person_id"] for row in rows]

    async def approved(self, people: Sequence[UUID]) -> None:
        """From what they bring to what is owed to them: signed by the village, the township and the county."""
        worker, officer = self.staff["village-worker"], self.staff["county-officer"]
        claims = []
        for number, person in enumerate(people):
            for kind in _PROOFS:
                await self.on(1, 6, record_proof, self.sealer, worker, self._proof(person, kind, number))
            given = ClaimGiven(scheme=_SCHEME, year=self.year, person_id=person)
            claims.append((await self.on(1, 6, apply, self.sealer, worker, given)).id)
        steps = (("review", worker), ("check", self.staff["township-officer"]), ("confirm", officer))
        for day, (step, who) in enumerate(steps, 8):
            await self.on(1, day, take_step, self.sealer, who, step, claims)
        hung = PostingGiven(scheme=_SCHEME, year=self.year, division=worker.division or "")
        posting = await self.on(2, 10, open_posting, officer, hung)
        over = posting.last_day + timedelta(days=1)
        await self.on(over.month, over.day, approve_posting, self.staff["county-admin"], posting.id)

    def _proof(self, person: UUID, kind: str, number: int) -> ProofGiven:
        known: dict[str, Any] = {"person_id": person, "kind": kind, "held_from": "2015-01-01", "documents": _SHOWN}
        if kind == "period-family-confirmation":
            known |= {"number": f"皖奖扶{self.year}{number:04d}", "issued_on": "2014-06-01"}
        return ProofGiven.model_validate(known)

    async def account(self, month: int, day: int, person: UUID, number: int) -> None:
        """The one that they are paid to from then on."""
        entry = AccountEntry.model_validate({"person_id": person, "account_number": _card(number)} | _BANK)
        await self.on(month, day, keep_account, self.staff["village-worker"], self.sealer, entry)

    async def sent(self, month: int, day: int, cycle_id: UUID) -> list[tuple[str, str]]:
        """Batched, approved and released by three people, and written for the bank: (reference, yuan) of each line."""
        finance = self.staff["finance-officer"]
        batch = await self.on(month, day, make_batch, finance, BatchEntry(cycle_id=cycle_id))
        await self.on(month, day + 1, approve_batch, self.staff["county-officer"], batch["id"], '"1"')
        await self.on(month, day + 2, release_batch, self.staff["county-admin"], batch["id"], '"2"')
        await self.on(month, day + 2, make_file, finance, self.sealer, batch["id"], "pain.001")
        lines = await self.database.pool.fetch(_SENT, batch["id"])
        return [(line["reference"], yuan(line["amount_fen"])) for line in lines]

    async def answered(self, month: int, day: int, lines: Sequence[tuple[str, ...]]) -> None:
        """What the bank says of each line: reference, yuan, outcome, reason."""
        content = "\n".join([_HEADER, *(",".join(line) for line in lines)]).encode()
        name = f"回单{self.year}{month:02d}{day:02d}.csv"
        finance = self.staff["finance-officer"]
        await self.on(month, day, take_return, finance, self.sealer, content, name, read_file(content))


async def pay(past: PastYear) -> str:
    """The whole year; one line that says what there is."""
    people = await past.elders()
    if len(people) < _FEWEST:
        return "村里老人不足，未做上年发放 too few elders in the village for last year's payments"
    budget = BudgetEntry(amount_fen=_BUDGET_FEN, note="年初预算")
    await past.on(1, 5, grant_budget, past.staff["county-admin"], _FUND, past.year, budget)
    await past.approved(people)
    # The last one brings no account yet: what is owed to them waits, and is not forgotten.
    for number, person in enumerate(people[:-1]):
        await past.account(3, 2, person, number)
    first = CycleEntry(fund=_FUND, year=past.year, name="上半年", due_until=date(past.year, 6, 30))
    cycle = await past.on(6, 20, plan_cycle, past.staff["finance-officer"], first)
    await _first_half(past, cycle["id"], people)
    second = CycleEntry(fund=_FUND, year=past.year, name="下半年", due_until=date(past.year, 9, 30))
    cycle = await past.on(9, 20, plan_cycle, past.staff["finance-officer"], second)
    sent = await past.sent(9, 22, cycle["id"])
    await past.answered(9, 26, [(*line, "成功", "") for line in sent])
    await _renewed(past)
    return f"{past.year}年已发放两期 two cycles paid to {len(people)} people, one of whom has no account yet"


async def _first_half(past: PastYear, cycle_id: UUID, people: Sequence[UUID]) -> None:
    """One comes back, one comes back after it had been paid: both go out again to the accounts put right."""
    sent = await past.sent(6, 22, cycle_id)
    said = [("成功", "")] * len(sent)
    said[1] = ("失败", "AC01 账号不符")
    await past.answered(6, 26, [(*line, *outcome) for line, outcome in zip(sent, said, strict=True)])
    await past.answered(6, 30, [(*sent[2], "退票", "账户已销户")])
    doubted = await past.database.pool.fetch("SELECT person_id FROM accounts WHERE doubted_at IS NOT NULL")
    for number, row in enumerate(doubted, len(people)):
        await past.account(7, 3, row["person_id"], number)
    again = await past.sent(7, 6, cycle_id)
    await past.answered(7, 10, [(*line, "成功", "") for line in again])


async def _renewed(past: PastYear) -> None:
    """They are taken up for the year after, with nothing to ask where nothing changed."""
    async with past.database.transaction() as session:
        await renew(session, past.sealer, past.staff["township-officer"], _SCHEME, past.year + 1)


def _card(number: int) -> str:
    digits = f"6217003415{number:08d}"
    return next(digits + last for last in "0123456789" if has_luhn_digit(digits + last))


def _callers(credentials: Path) -> dict[str, Caller]:
    staff = json.loads(credentials.read_text(encoding="utf-8"))["staff"]
    return {
        each["role"]: Caller(subject=each["username"], kind="staff", role=each["role"], division=each["division"])
        for each in staff
    }


async def _main(credentials: Path) -> str:
    settings = Settings()
    database = Database(settings.database_url, pool_size=2)
    await database.start()
    try:
        if await database.pool.fetchval("SELECT EXISTS (SELECT FROM cycles)"):
            return "已有发放周期，未作改动 there are payment cycles already, nothing was changed"
        sealer = Sealer.load(settings.keys_folder, "incentives")
        return await pay(PastYear(database, sealer, _callers(credentials), clock.today().year - 1))
    finally:
        await database.stop()


if __name__ == "__main__":
    print(asyncio.run(_main(Path(sys.argv[1]))))
