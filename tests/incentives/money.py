"""A fund, people with accounts, and entitlements: what payments are made from."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import orjson

from chassis.auth import Caller
from chassis.identifiers import new_id
from services.incentives.accounts.keep_account import INDEXED_AS, seal_details
from services.incentives.accounts.rules import has_luhn_digit, masked
from services.incentives.main import SERVICE
from tests.conftest import Database
from tests.incentives.decided import DECISION, enter_decision
from tests.support.people import VILLAGE
from tests.support.running import COUNTY, Running, running

FUND, YEAR, DUE = "family-support", 2026, date(2026, 6, 30)
OWN_BANK, OTHER_BANK = "102100099996", "103100000026"
OPENING = {
    "code": FUND,
    "name": "计划生育家庭奖励扶助金",
    "payer": "示范县财政局",
    "account_number": "11001234500056789012",
    "bank_code": OWN_BANK,
    "bank_name": "工商银行示范支行",
}


def card(number: int) -> str:
    """A card number with its check digit."""
    digits = f"62170{number:013d}"
    return next(digits + last for last in "0123456789" if has_luhn_digit(digits + last))


@dataclass
class Paid:
    """One person who is owed something."""

    person_id: UUID
    entitlement_id: UUID
    card: str


@dataclass
class Office:
    """A running service, and the people of its finance office."""

    service: Running
    people: list[Paid] = field(default_factory=list)

    def clerk(self, name: str = "maker", role: Any = "finance-officer", division: str = COUNTY) -> httpx.AsyncClient:
        return self.service.as_caller(Caller(subject=name, kind="staff", role=role, division=division))

    @property
    def pool(self) -> asyncpg.Pool:
        return self.service.app.state.database.pool

    @property
    def sealer(self) -> Any:
        return self.service.app.state.sealer

    async def open_fund(self, budget_fen: int = 10**12, year: int = YEAR) -> None:
        admin = self.clerk("admin", "county-admin")
        opened = await admin.post("/funds", json=OPENING)
        assert opened.status_code in (201, 409), opened.text
        entered = {"amount_fen": budget_fen, "note": "年初预算"}
        granted = await admin.post(f"/funds/{FUND}/years/{year}/budget", json=entered)
        assert granted.status_code == 201, granted.text

    async def enter(self, amounts: Sequence[int], **known: Any) -> list[Paid]:
        """People with an account each, and what they are owed, straight into the tables."""
        entered = [
            await asyncio.to_thread(self._rows, n + len(self.people), fen, known) for n, fen in enumerate(amounts)
        ]
        async with self.pool.acquire() as connection, connection.transaction():
            await enter_decision(connection)
            for table in ("beneficiaries", "accounts", "entitlements"):
                rows = [rows[table] for _, rows in entered if table in rows]
                if rows:
                    columns = list(rows[0])
                    records = [tuple(row[name] for name in columns) for row in rows]
                    await connection.copy_records_to_table(table, records=records, columns=columns)
        self.people += [person for person, _ in entered]
        return [person for person, _ in entered]

    def _rows(self, n: int, fen: int, known: dict[str, Any]) -> tuple[Paid, dict[str, dict[str, Any]]]:
        person = Paid(new_id(), new_id(), card(n))
        bank = OTHER_BANK if n % 4 == 3 else OWN_BANK
        parts = known.get("parts") or [(known.get("due_on", DUE), fen)]
        rows = {
            "beneficiaries": beneficiary(
                person.person_id, f"张{chr(0x4E00 + n % 20000)}", known.get("village", VILLAGE)
            ),
            "accounts": account(self.sealer, person, f"张{chr(0x4E00 + n % 20000)}", bank),
            "entitlements": entitlement(person, fen, parts, known.get("village", VILLAGE)),
        }
        return person, rows

    async def cycle(self, name: str = "上半年", due_until: date = DUE, year: int = YEAR) -> dict[str, Any]:
        entry = {"fund": FUND, "year": year, "name": name, "due_until": str(due_until)}
        made = await self.clerk().post("/cycles", json=entry)
        assert made.status_code == 201, made.text
        return made.json()

    async def batch(self, cycle_id: str) -> dict[str, Any]:
        made = await self.clerk().post("/batches", json={"cycle_id": cycle_id})
        assert made.status_code == 201, made.text
        return made.json()

    async def release(self, batch: dict[str, Any]) -> dict[str, Any]:
        for who, step in (("approver", "approval"), ("releaser", "release")):
            revision = {"If-Match": f'"{batch["revision"]}"'}
            signed = await self.clerk(who).post(f"/batches/{batch['id']}/{step}", headers=revision)
            assert signed.status_code == 200, signed.text
            batch = signed.json()
        return batch

    async def send(self, cycle_id: str) -> dict[str, Any]:
        """A batch of all that can be paid, released."""
        return await self.release(await self.batch(cycle_id))

    async def attempts(self, batch_id: str) -> list[asyncpg.Record]:
        query = "SELECT * FROM attempts WHERE batch_id = $1 AND state <> 'withdrawn' ORDER BY line"
        return await self.pool.fetch(query, UUID(batch_id))

    async def answer(self, rows: Sequence[Sequence[str]], name: str = "return.csv") -> httpx.Response:
        header = "备注,应处理金额,处理标志,原因"
        content = "\n".join([header, *(",".join(row) for row in rows)]).encode("gb18030")
        return await self.clerk().post("/returns", files={"file": (name, content)})

    async def pay_all(self, batch: dict[str, Any]) -> httpx.Response:
        """The bank pays every line."""
        return await self.answer([told(a, "成功") for a in await self.attempts(batch["id"])])

    async def balances(self, year: int = YEAR) -> dict[str, int]:
        seen = (await self.clerk().get(f"/funds/{FUND}/years/{year}/trial-balance")).json()
        assert seen["total_fen"] == 0
        return {account["account"]: account["balance_fen"] for account in seen["accounts"]}


def told(attempt: asyncpg.Record, flag: str, reason: str = "") -> list[str]:
    """A line of the bank's answer."""
    fen = attempt["amount_fen"]
    return [attempt["reference"], f"{fen // 100}.{fen % 100:02d}", flag, reason]


def beneficiary(person_id: UUID, name: str, village: str = VILLAGE) -> dict[str, Any]:
    places = {"registered_division": village, "residence_division": village}
    known = {"person_id": person_id, "revision": 1, "name": name, "birth_date": date(1960, 1, 1), "sex": 2}
    return known | places | {"living": True, "withdrawn": False}


def account(sealer: Any, person: Paid, holder: str, bank: str = OWN_BANK) -> dict[str, Any]:
    return {
        "id": new_id(),
        "person_id": person.person_id,
        "bank_account_sealed": seal_details(sealer, person.card, holder),
        "bank_account_index": sealer.index(person.card, INDEXED_AS),
        "account_shown": masked(person.card),
        "bank_code": bank,
        "bank_name": "农商行",
        "registered_by": "test",
        "registered_at": date_time(),
    }


def entitlement(person: Paid, fen: int, parts: Sequence[tuple[date, int]], village: str = VILLAGE) -> dict[str, Any]:
    instalments = [{"due_on": str(day), "amount_fen": part} for day, part in parts]
    return {
        "id": person.entitlement_id,
        "decision_id": DECISION,
        "scheme": "rural-reward",
        "scheme_version": 1,
        "person_id": person.person_id,
        "payee_id": person.person_id,
        "division_code": village,
        "fund": FUND,
        "period_start": date(2026, 1, 1),
        "period_end": date(2026, 12, 31),
        "amount_fen": fen,
        "owed_fen": fen,
        "instalments": orjson.dumps(instalments).decode(),
        "state": "approved",
        "approved_by": "county",
        "approved_at": date_time(),
        "revision": 1,
    }


def date_time() -> Any:
    from chassis import clock

    return clock.now()


@asynccontextmanager
async def office(county: Database, folder: Path, budget_fen: int = 10**12) -> AsyncIterator[Office]:
    """The service with a fund that has money."""
    async with running(SERVICE, county.dsn("incentives"), folder) as service:
        at_work = Office(service)
        await at_work.open_fund(budget_fen)
        yield at_work
