"""Whatever happens, nobody is paid twice, nobody is forgotten, and the ledger adds up to nothing.

A clerk works off cycles from whatever state the database is in, killed at every step; and random cycles meet returns,
late returns, deaths and moves.
"""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis import clock
from chassis.auth import Caller
from chassis.db import Database as Connected
from chassis.keys import create_keys
from chassis.sealing import Sealer
from contracts.registry import DeathCorrected, DeathRegistered, DeathRevoked
from services.incentives.accounts.keep_account import keep_account
from services.incentives.accounts.schemas import AccountEntry
from services.incentives.bank_files.lines import fen_of
from services.incentives.bank_files.make_file import make_file
from services.incentives.batches.make_batch import make_batch
from services.incentives.batches.schemas import BatchEntry
from services.incentives.batches.sign_batch import approve_batch, release_batch, withdraw_batch
from services.incentives.entitlements.stop_entitlement import stop_entitlement
from services.incentives.funds.keep_fund import grant_budget, open_fund
from services.incentives.funds.schemas import BudgetEntry, FundEntry
from services.incentives.payments.errors import NothingToPay
from services.incentives.payments.plan_cycle import plan_cycle
from services.incentives.payments.schemas import CycleEntry
from services.incentives.returns.read_file import read_file
from services.incentives.returns.take_return import take_return
from services.incentives.subscriptions import SUBSCRIPTIONS
from tests.conftest import Database
from tests.incentives.decided import enter_decision
from tests.incentives.money import FUND, OPENING, OTHER_BANK, OWN_BANK, Paid, account, beneficiary, card, entitlement
from tests.support.delivering import deliver
from tests.support.people import OTHER_VILLAGE
from tests.support.running import COUNTY

MAKER, APPROVER, RELEASER = (
    Caller(subject=who, kind="staff", role="finance-officer", division=COUNTY)
    for who in ("maker", "approver", "releaser")
)
FIRST = date(2026, 1, 1)
REVISIONS = count(2)
STEPS = 75
EVERY = int(os.environ.get("FAULT_EVERY", "3"))
"""Every so manieth statement is died at; 1 takes a few minutes."""
UNDER_WAY = [""]
"""What the clerk is doing, so that a test can see that each of these was interrupted."""


class Desk:
    """The office's work without HTTP, each step in a transaction of its own."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.database, self.sealer = Connected(dsn, pool_size=2), Sealer.load(folder, "incentives")

    async def __aenter__(self) -> "Desk":
        await self.database.start()
        return self

    async def __aexit__(self, *_: Any) -> None:
        await self.database.stop()

    async def do(self, work: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        UNDER_WAY[0] = work.__name__
        async with self.database.transaction() as session:
            return await work(session, *arguments)

    async def open(self) -> None:
        await enter_decision(self.database.pool)
        await self.do(open_fund, MAKER, self.sealer, FundEntry.model_validate(OPENING))
        await self.do(grant_budget, MAKER, FUND, 2026, BudgetEntry(amount_fen=10**12, note="预算"))

    async def enter(self, first: int, owed: list[list[tuple[date, int]]]) -> list[Paid]:
        people = [
            Paid(UUID(int=2**64 + first + n), UUID(int=2**65 + first + n), card(first + n)) for n in range(len(owed))
        ]
        for person, parts in zip(people, owed, strict=True):
            rows = {
                "beneficiaries": beneficiary(person.person_id, "张三"),
                "accounts": account(self.sealer, person, "张三", OWN_BANK),
                "entitlements": entitlement(person, sum(fen for _, fen in parts), parts),
            }
            for table, row in rows.items():
                await self.database.pool.copy_records_to_table(table, records=[tuple(row.values())], columns=list(row))
        return people

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


async def work_off(desk: Desk, bank: Bank, due: date) -> None:
    """A cycle, from wherever it stands to where nothing is left to pay."""
    cycle_id = await desk.plan(due)
    while True:
        try:
            batch = await desk.send(cycle_id)
        except NothingToPay:
            return
        file = await desk.do(make_file, MAKER, desk.sealer, batch["id"], "text")
        await desk.answer(bank.take(file.name, file.content))


def _die_at(statement: int, folder: Path) -> None:
    """Kill this process, really, before its n-th statement (odd) or after it (even): commits are statements too."""
    seen = 0

    def counted(method: Any) -> Any:
        async def call(self: Any, *arguments: Any, **options: Any) -> Any:
            nonlocal seen
            seen += 1
            dies = seen == statement
            if dies:
                with (folder / "interrupted").open("a") as told:
                    told.write(f"{UNDER_WAY[0]}\n")
            if dies and statement % 2:
                os.kill(os.getpid(), signal.SIGKILL)
            result = await method(self, *arguments, **options)
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call

    for name in ("execute", "fetch", "fetchrow", "fetchval", "copy_records_to_table"):
        setattr(asyncpg.Connection, name, counted(getattr(asyncpg.Connection, name)))


async def _work(dsn: str, folder: Path, due: date) -> None:
    async with Desk(dsn, folder) as desk:
        await work_off(desk, Bank(folder / "bank"), due)


def _in_a_process_that_dies(statement: int, dsn: str, folder: Path, due: date) -> int:
    child = os.fork()
    if child == 0:
        try:
            _die_at(statement, folder)
            asyncio.run(_work(dsn, folder, due))
            os._exit(0)
        except BaseException:
            os._exit(3)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


_STEPS_OF_A_CYCLE = (plan_cycle, make_batch, approve_batch, release_batch, make_file, take_return)


def test_a_process_killed_at_any_step_pays_everybody_exactly_once(county: Database, tmp_path: Path) -> None:
    create_keys(tmp_path)
    dsn, rounds = county.dsn("incentives"), range(1, STEPS, EVERY)
    days = [FIRST + timedelta(days=n) for n in range(len(rounds))]

    async def prepare() -> list[Paid]:
        async with Desk(dsn, tmp_path) as desk:
            await desk.open()
            return await desk.enter(0, [[(day, 100 + n) for day in days] for n in range(3)])

    people = asyncio.run(prepare())
    ends = []
    for statement, day in zip(rounds, days, strict=True):
        ends.append(_in_a_process_that_dies(statement, dsn, tmp_path, day))
        asyncio.run(_work(dsn, tmp_path, day))
    assert set(ends) <= {-signal.SIGKILL, 0}
    assert ends.count(-signal.SIGKILL) > len(ends) // 2, "the process died under way"
    interrupted = set((tmp_path / "interrupted").read_text().split())
    assert interrupted >= {step.__name__ for step in _STEPS_OF_A_CYCLE}, "each step was interrupted"

    async def look() -> None:
        async with Desk(dsn, tmp_path) as desk:
            await desk.check_books()
            states = await desk.database.pool.fetch("SELECT state, count(*) AS n FROM payments GROUP BY state")
            assert {row["state"]: row["n"] for row in states} == {"paid": 3 * len(days)}

    asyncio.run(look())
    assert Bank(tmp_path / "bank").paid() == {p.card: (100 + n) * len(days) for n, p in enumerate(people)}


_KINDS = ["make", "send", "answer", "late", "stop", "die", "correct", "live", "move", "account"]
_ACTS = st.lists(
    st.tuples(st.sampled_from(_KINDS), st.integers(0, 10**6)),
    max_size=14,
)


async def _act(desk: Desk, people: list[Paid], cycle_id: UUID, act: str, chance: int) -> None:
    pool, person = desk.database.pool, people[chance % len(people)]
    if act == "move":
        await pool.execute(
            "UPDATE beneficiaries SET residence_division = $2 WHERE person_id = $1", person.person_id, OTHER_VILLAGE
        )
    elif act in ("die", "correct", "live"):
        await _register_tells(desk, person, act, date(2026, 1 + chance % 12, 1))
    elif act == "stop":
        await desk.do(stop_entitlement, person.entitlement_id, date(2026, 3, 1), "exit", chance % 300)
    elif act == "account":
        await _new_account(desk, person, chance)
    elif act in ("make", "send"):
        with suppress(NothingToPay):
            await (desk.send(cycle_id) if act == "send" else desk.do(make_batch, MAKER, BatchEntry(cycle_id=cycle_id)))
    else:
        await _bank_says(desk, cycle_id, "paid" if act == "late" else "open", chance)


async def _register_tells(desk: Desk, person: Paid, act: str, day: date) -> None:
    """A death, on another day after all, or none at all; heard of nobody living, a correction is none."""
    died = await desk.database.pool.fetchval("SELECT died_on FROM beneficiaries WHERE person_id = $1", person.person_id)
    told: dict[str, Any] = {"person_id": person.person_id, "revision": next(REVISIONS)}
    if act == "live" and died is not None:
        await deliver(desk.database, SUBSCRIPTIONS, DeathRevoked(**told))
    elif act == "correct" and died is not None:
        await deliver(desk.database, SUBSCRIPTIONS, DeathCorrected(**told, died_on=day))
    elif act == "die" and died is None:
        await deliver(desk.database, SUBSCRIPTIONS, DeathRegistered(**told, died_on=day))


async def _new_account(desk: Desk, person: Paid, chance: int) -> None:
    entry = {
        "person_id": person.person_id,
        "account_number": card(10**7 + chance),
        "bank_code": OTHER_BANK,
        "bank_name": "行",
    }
    await desk.do(keep_account, MAKER, desk.sealer, AccountEntry.model_validate(entry))


async def _bank_says(desk: Desk, cycle_id: UUID, state: str, chance: int) -> None:
    """Of lines with the bank, some fail; of lines that were paid, one comes back late."""
    query = (
        "SELECT a.* FROM attempts a JOIN batches b ON b.id = a.batch_id WHERE b.cycle_id = $1 AND a.state = $2"
        " AND b.state IN ('released', 'finished') ORDER BY a.reference"
    )
    lines = await desk.database.pool.fetch(query, cycle_id, state)
    if state == "paid":
        said = [[a["reference"], "", "退票", f"账号错误 {chance}"] for a in lines[:1]]
    else:
        said = [
            [a["reference"], "", "失败" if chance >> n & 1 else "成功", f"AC04 {chance}"] for n, a in enumerate(lines)
        ]
    if said:
        await desk.answer(said)


async def _random_cycle(dsn: str, folder: Path, number: int, acts: list[tuple[str, int]]) -> None:
    async with Desk(dsn, folder) as desk:
        first, second = FIRST + timedelta(days=2 * number), FIRST + timedelta(days=2 * number + 1)
        people = await desk.enter(number * 10, [[(first, 60 + n), (second, 90 + n)] for n in range(3)])
        cycle_id = await desk.plan(second)
        for act, chance in acts:
            await _act(desk, people, cycle_id, act, chance)
            await desk.check_books()
        for person in people:
            await _register_tells(desk, person, "live", first)
            await _new_account(desk, person, person.entitlement_id.int % 10**6)
        await _pay_the_rest(desk, cycle_id)
        with suppress(NothingToPay):
            # What is owed again is due on the day on which that was heard.
            await _pay_the_rest(desk, await desk.plan(clock.today() + timedelta(days=number)))
        await desk.check_books()
        await _check_people(desk, people)


async def _pay_the_rest(desk: Desk, cycle_id: UUID) -> None:
    for _ in range(6):
        try:
            await desk.send(cycle_id)
        except NothingToPay:
            # Every line of a batch became stale before its release: it is withdrawn, and made anew.
            query = "SELECT * FROM batches WHERE cycle_id = $1 AND state IN ('made', 'approved')"
            stale = await desk.database.pool.fetchrow(query, cycle_id)
            if stale is None:
                return
            await desk.do(withdraw_batch, MAKER, stale["id"], f'"{stale["revision"]}"')
        await _bank_says(desk, cycle_id, "open", 0)


async def _check_people(desk: Desk, people: list[Paid]) -> None:
    """Everybody has what is owed to them, and what is beyond it stands as a debt."""
    for person in people:
        owed = await desk.database.pool.fetchval(
            "SELECT sum(owed_fen)::bigint FROM entitlements WHERE person_id = $1", person.person_id
        )
        paid = await desk.database.pool.fetchrow(
            "SELECT coalesce(sum(amount_fen) FILTER (WHERE state = 'paid'), 0)::bigint AS fen,"
            " count(*) FILTER (WHERE state = 'owed') AS waiting FROM payments WHERE person_id = $1",
            person.person_id,
        )
        debt = await desk.database.pool.fetchval(
            "SELECT coalesce(sum(amount_fen), 0)::bigint FROM recoverables WHERE person_id = $1",
            person.person_id,
        )
        assert (paid["waiting"], paid["fen"] - debt) == (0, owed)


def test_random_cycles_end_with_everybody_paid_what_is_owed(county: Database, tmp_path: Path) -> None:
    create_keys(tmp_path)
    dsn, numbers = county.dsn("incentives"), iter(range(150))

    async def prepare() -> None:
        async with Desk(dsn, tmp_path) as desk:
            await desk.open()

    asyncio.run(prepare())

    @given(_ACTS)
    @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def cycles(acts: list[tuple[str, int]]) -> None:
        asyncio.run(_random_cycle(dsn, tmp_path, next(numbers), acts))

    cycles()
