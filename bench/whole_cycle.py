"""From claims to money in accounts for everybody at once, by the same steps that the offices take for a list.

Used by ``bench.benefit_cycle``, and by the tests that pay the documents' cases to the fen.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from chassis import clock
from chassis.auth import Caller
from chassis.db import Database, driver
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.incentives.accounts.keep_account import INDEXED_AS, seal_details
from services.incentives.accounts.rules import has_luhn_digit, masked
from services.incentives.bank_files.lines import yuan
from services.incentives.bank_files.make_file import make_file
from services.incentives.batches.make_batch import make_batch
from services.incentives.batches.schemas import BatchEntry
from services.incentives.batches.sign_batch import approve_batch, release_batch
from services.incentives.decisions.make_decisions import Asked, make_decisions
from services.incentives.funds.keep_fund import grant_budget, open_fund
from services.incentives.funds.schemas import BudgetEntry, FundEntry
from services.incentives.payments.plan_cycle import plan_cycle
from services.incentives.payments.schemas import CycleEntry
from services.incentives.postings.approve_posting import approve_posting
from services.incentives.postings.open_posting import open_posting
from services.incentives.postings.schemas import PostingGiven
from services.incentives.returns.read_file import read_file
from services.incentives.returns.take_return import take_return
from services.incentives.schemes.model import Scheme

COUNTY, BANK = "341599000000", "102100099996"
_CLERKS = [Caller(subject=who, kind="staff", role="finance-officer", division=COUNTY) for who in "abc"]
_ADMIN = Caller(subject="approver", kind="staff", role="county-admin", division=COUNTY)
_PERSON = (
    *("person_id", "revision", "name", "birth_date", "sex", "registered_division", "residence_division", "living"),
    "withdrawn",
)
_CLAIM = ("id", "scheme", "year", "person_id", "payee_id", "state", "decision_id", "applied_at", "revision")
_ACCOUNT = (
    *("id", "person_id", "bank_account_sealed", "bank_account_index", "account_shown", "bank_code", "bank_name"),
    *("registered_by", "registered_at"),
)


def noon(day: date) -> AbstractContextManager[None]:
    """Inside the block it is noon of that day in China."""
    return clock.moved_to(datetime(day.year, day.month, day.day, 4, tzinfo=UTC))


@dataclass
class WholeCycle:
    """One year of one fund."""

    database: Database
    sealer: Sealer
    fund: str
    year: int

    async def open(self, budget_fen: int) -> None:
        """The fund and its budget."""
        opening = {"code": self.fund, "name": "奖扶资金", "payer": "财政局", "bank_code": BANK, "bank_name": "行"}
        fund = FundEntry.model_validate(opening | {"account_number": "1100123450005678"})
        budget = BudgetEntry(amount_fen=budget_fen, note="年初预算")
        async with self.database.transaction() as session:
            await open_fund(session, _CLERKS[0], self.sealer, fund)
            await grant_budget(session, _CLERKS[0], self.fund, self.year, budget)

    async def enter(self, born: Sequence[date], village: str) -> list[UUID]:
        """People of a village with an account each; their ids, in the order of their days of birth."""
        ids = [new_id() for _ in born]
        people = [
            (person, 1, "张某", day, 2, village, village, True, False) for person, day in zip(ids, born, strict=True)
        ]
        seal, at = self.sealer, clock.now()
        accounts = []
        for n, person in enumerate(ids):
            number = _card(n)
            sealed, index = seal_details(seal, number, "张某"), seal.index(number, INDEXED_AS)
            accounts.append((new_id(), person, sealed, index, masked(number), BANK, "行", "x", at))
        pool = self.database.pool
        await pool.copy_records_to_table("beneficiaries", records=people, columns=_PERSON)
        await pool.copy_records_to_table("accounts", records=accounts, columns=_ACCOUNT)
        return ids

    async def decide(self, scheme: Scheme, people: Sequence[UUID], village: str) -> None:
        """Claims with their decisions, signed by the village, the township and the county."""
        asked, at = [Asked(new_id(), person) for person in people], clock.now()
        signed: dict[str, Any] = {"division_code": village, "origin": "applied", "applied_by": "worker"}
        for step, who in (("reviewed", "worker"), ("checked", "township"), ("confirmed", "county")):
            signed |= {f"{step}_by": who, f"{step}_at": at}
        async with self.database.transaction() as session:
            made = await make_decisions(session, self.sealer, scheme, self.year, asked, "worker")
            rows = []
            for each in asked:
                decision = made[each.claim_id]
                state = "confirmed" if decision.entitled else "refused"
                whose = (each.claim_id, scheme.id, self.year, each.person_id, each.person_id)
                rows.append((*whose, state, decision.id, at, 1, *signed.values()))
            columns = (*_CLAIM, *signed)
            await (await driver(session)).copy_records_to_table("claims", records=rows, columns=columns)

    async def approve(self, scheme: Scheme, division: str) -> tuple[int, int]:
        """Hung out, and approved when its days are over; how many, and fen."""
        given = PostingGiven(scheme=scheme.id, year=self.year, division=division)
        async with self.database.transaction() as session:
            posting = await open_posting(session, _ADMIN, given)
            last_day = posting.last_day
        with noon(last_day + timedelta(days=1)):
            async with self.database.transaction() as session:
                approved = await approve_posting(session, _ADMIN, posting.id)
        return approved.approved, approved.total_fen

    async def pay(self, due_until: date | None = None) -> tuple[int, int]:
        """Planned, batched, signed by three, sent as pain.001, answered as paid; how many, and fen.

        All that falls due in the year unless `due_until` says an earlier day.
        """
        due = due_until or date(self.year, 12, 31)
        entry = CycleEntry(fund=self.fund, year=self.year, name=f"{due.month}月底以前", due_until=due)
        cycle = await self._do(plan_cycle, _CLERKS[0], entry)
        batch = await self._do(make_batch, _CLERKS[0], BatchEntry(cycle_id=cycle["id"]))
        await self._do(approve_batch, _CLERKS[1], batch["id"], '"1"')
        await self._do(release_batch, _CLERKS[2], batch["id"], '"2"')
        file = await self._do(make_file, _CLERKS[0], self.sealer, batch["id"], "pain.001")
        lines = await self.database.pool.fetch("SELECT * FROM attempts WHERE batch_id = $1", batch["id"])
        said = [f"{line['reference']},{yuan(line['amount_fen'])},成功," for line in lines]
        content = "\n".join(["备注,应处理金额,处理标志,原因", *said]).encode()
        await self._do(take_return, _CLERKS[0], self.sealer, content, "return.csv", read_file(content))
        query = "SELECT count(*), coalesce(sum(amount_fen), 0)::bigint FROM payments WHERE state = 'paid'"
        count, fen = await self.database.pool.fetchrow(query)
        assert (file.lines, file.total_fen) == (count, fen), "what the bank was sent is what was paid"
        return count, fen

    async def _do(self, work: Any, *arguments: Any) -> Any:
        async with self.database.transaction() as session:
            return await work(session, *arguments)


def _card(number: int) -> str:
    digits = f"62170{number:013d}"
    return next(digits + last for last in "0123456789" if has_luhn_digit(digits + last))
