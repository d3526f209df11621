"""A process killed at any statement, from the claim to the bank's answer: nobody is paid twice, nobody is forgotten.

Clerks work off a round of claims from whatever state the database is in; what they did last may have been cut off at
any statement, the commit included.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TextIO
from uuid import UUID

import asyncpg
from asyncpg.prepared_stmt import PreparedStatement

from bench.whole_cycle import noon
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.keys import create_keys
from services.incentives.bank_files.make_file import make_file
from services.incentives.batches.make_batch import make_batch
from services.incentives.batches.sign_batch import approve_batch, release_batch
from services.incentives.claims.apply import apply
from services.incentives.claims.schemas import ClaimGiven
from services.incentives.claims.take_step import take_step
from services.incentives.payments.errors import NothingToPay
from services.incentives.payments.plan_cycle import plan_cycle
from services.incentives.postings.approve_posting import approve_posting
from services.incentives.postings.open_posting import open_posting
from services.incentives.postings.schemas import PostingGiven
from services.incentives.returns.take_return import take_return
from tests.conftest import Database
from tests.incentives.fire import MAKER, UNDER_WAY, Bank, Desk
from tests.incentives.money import OWN_BANK, Paid, account, beneficiary, card
from tests.support.people import VILLAGE
from tests.support.running import COUNTY

SCHEME, YEAR, EACH_FEN = "rural-reward", 2026, 96_000
WORKER, TOWNSHIP, OFFICER, ADMIN = (
    Caller(subject=role, kind="staff", role=role, division=division)  # type: ignore[arg-type]
    for role, division in (
        ("village-worker", VILLAGE),
        ("township-officer", f"{VILLAGE[:9]}000"),
        ("county-officer", COUNTY),
        ("county-admin", COUNTY),
    )
)
ASKED_ON, PAID_ON = date(2026, 3, 2), date(2026, 10, 1)
PEOPLE = 2
STEPS = (
    *(apply, take_step, open_posting, approve_posting),
    *(plan_cycle, make_batch, approve_batch, release_batch, make_file, take_return),
)
EVERY = int(os.environ.get("FAULT_EVERY", "0"))
"""Beside each step's commit, every so manieth statement is died at; 1 takes a quarter of an hour."""
_CLAIMS = "SELECT * FROM claims WHERE person_id = ANY($1::uuid[]) ORDER BY id"


async def _claims(desk: Desk, people: Sequence[UUID], state: str) -> list[asyncpg.Record]:
    return [row for row in await desk.database.pool.fetch(_CLAIMS, people) if row["state"] == state]


async def claim(desk: Desk, people: Sequence[UUID]) -> None:
    """From wherever their claims stand to approval."""
    known = {row["person_id"] for row in await desk.database.pool.fetch(_CLAIMS, people)}
    for person in people:
        if person not in known:
            await desk.do(apply, desk.sealer, WORKER, ClaimGiven(scheme=SCHEME, year=YEAR, person_id=person))
    for who, step, state in ((WORKER, "review", "applied"), (TOWNSHIP, "check", "reviewed"), (OFFICER, "confirm", "checked")):  # fmt: skip  # noqa: E501
        if waiting := [row["id"] for row in await _claims(desk, people, state)]:
            await desk.do(take_step, desk.sealer, who, step, waiting)
    if await _claims(desk, people, "confirmed"):
        await desk.do(open_posting, OFFICER, PostingGiven(scheme=SCHEME, year=YEAR, division=VILLAGE))
    if posted := await _claims(desk, people, "posted"):
        query = "SELECT last_day FROM postings WHERE id = $1"
        last_day = await desk.database.pool.fetchval(query, posted[0]["posting_id"])
        with noon(last_day + timedelta(days=1)):
            await desk.do(approve_posting, ADMIN, posted[0]["posting_id"])


async def pay(desk: Desk, bank: Bank, due: date) -> None:
    """A cycle, from wherever it stands to where nothing is left to pay."""
    cycle_id = await desk.plan(due)
    while True:
        try:
            batch = await desk.send(cycle_id)
        except NothingToPay:
            return
        file = await desk.do(make_file, MAKER, desk.sealer, batch["id"], "text")
        await desk.answer(bank.take(file.name, file.content))


async def _work(dsn: str, folder: Path, people: Sequence[UUID], due: date) -> None:
    async with Desk(dsn, folder) as desk:
        with noon(ASKED_ON):
            await claim(desk, people)
        with noon(PAID_ON):
            await pay(desk, Bank(folder / "bank"), due)


class Death(NamedTuple):
    """Just before a statement is sent to the database, or just after it has answered; numbered from 1."""

    statement: int
    before: bool


def _count_statements(told: TextIO, death: Death | None) -> None:
    """Write down to which step each statement belongs, and kill this process, really, where it is to die."""
    seen = 0

    def counted(method: Any) -> Any:
        async def call(self: Any, *arguments: Any, **options: Any) -> Any:
            nonlocal seen
            if not UNDER_WAY[0]:
                return await method(self, *arguments, **options)
            seen += 1
            print(UNDER_WAY[0], file=told, flush=True)
            dies = death is not None and death.statement == seen
            if death is not None and dies and death.before:
                os.kill(os.getpid(), signal.SIGKILL)
            result = await method(self, *arguments, **options)
            if dies:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call

    # The driver's own calls, and those that SQLAlchemy makes through prepared statements; commits are among them.
    for kind, names in (
        (asyncpg.Connection, ("execute", "executemany", "fetch", "fetchrow", "fetchval", "copy_records_to_table")),
        (PreparedStatement, ("fetch", "executemany")),
    ):
        for name in names:
            setattr(kind, name, counted(getattr(kind, name)))


def _in_a_process_of_its_own(death: Death | None, dsn: str, folder: Path, people: Sequence[UUID], due: date) -> int:
    child = os.fork()
    if child == 0:
        try:
            with (folder / "statements").open("w") as told:
                _count_statements(told, death)
                asyncio.run(_work(dsn, folder, people, due))
            os._exit(0)
        except BaseException:
            os._exit(3)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _deaths(steps: Sequence[str]) -> list[Death]:
    """Around the first commit of each step, and where the environment asks for more."""
    commits = [
        number for number, (step, after) in enumerate(zip(steps, [*steps[1:], ""], strict=True), 1) if step != after
    ]
    first = {steps[number - 1]: number for number in reversed(commits)}
    chosen = [Death(number, before) for number in sorted(first.values()) for before in (True, False)]
    return chosen + [Death(number, bool(number % 2)) for number in range(1, len(steps) + 1, EVERY or len(steps) + 1)]


async def _enter(desk: Desk, people: Sequence[Paid]) -> None:
    """Whom the register knows, with their accounts and what they brought in earlier years."""
    await desk.insert("beneficiaries", *(beneficiary(person.person_id, "张三") for person in people))
    await desk.insert("accounts", *(account(desk.sealer, person, "张三", OWN_BANK) for person in people))
    proof = {"held_from": date(2015, 1, 1), "documents": '[{"title": "x", "reference": "x"}]', "recorded_by": "x"}
    proof |= {"recorded_at": await desk.database.pool.fetchval("SELECT now()"), "state": "held", "revision": 1}
    kinds = ("rural-registration", "period-family-confirmation")
    await desk.insert(
        "proofs",
        *({"id": new_id(), "person_id": p.person_id, "kind": kind} | proof for p in people for kind in kinds),
    )


async def _look(desk: Desk, people: Sequence[Paid]) -> None:
    """The books balance; everybody has one claim, one entitlement, and each instalment once."""
    await desk.check_books()
    found = await desk.database.pool.fetch(
        "SELECT c.person_id, count(DISTINCT c.id) AS claims, count(DISTINCT e.id) AS entitlements,"
        " count(p.id) AS payments, sum(p.amount_fen)::bigint AS fen, bool_and(p.state = 'paid') AS paid"
        " FROM claims c JOIN entitlements e ON e.id = c.entitlement_id JOIN payments p ON p.entitlement_id = e.id"
        " GROUP BY c.person_id"
    )
    assert {tuple(row.values())[1:] for row in found} == {(1, 1, 2, EACH_FEN, True)}
    assert {row["person_id"] for row in found} == {person.person_id for person in people}


def test_a_process_killed_at_any_step_pays_everybody_exactly_once(county: Database, tmp_path: Path) -> None:
    create_keys(tmp_path)
    dsn, people = county.dsn("incentives"), list[Paid]()

    async def bring() -> list[UUID]:
        async with Desk(dsn, tmp_path) as desk:
            if not people:
                await desk.open()
            fresh = [Paid(new_id(), new_id(), card(len(people) + n)) for n in range(PEOPLE)]
            await _enter(desk, fresh)
        people.extend(fresh)
        return [person.person_id for person in fresh]

    assert _in_a_process_of_its_own(None, dsn, tmp_path, asyncio.run(bring()), PAID_ON) == 0
    steps = (tmp_path / "statements").read_text().split()
    assert set(steps) == {step.__name__ for step in STEPS}, "each step is interrupted"
    for number, death in enumerate(_deaths(steps), 1):
        whose, due = asyncio.run(bring()), PAID_ON + timedelta(days=number)
        assert _in_a_process_of_its_own(death, dsn, tmp_path, whose, due) == -signal.SIGKILL, death
        asyncio.run(_work(dsn, tmp_path, whose, due))

    async def look() -> None:
        async with Desk(dsn, tmp_path) as desk:
            await _look(desk, people)

    asyncio.run(look())
    assert Bank(tmp_path / "bank").paid() == {person.card: EACH_FEN for person in people}
