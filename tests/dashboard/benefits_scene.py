"""A county in the middle of its year of benefits, made through the interface as its offices do."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from deploy.local.passwords import ADMIN
from deploy.local.postgres import Cluster
from services.incentives.accounts.rules import has_luhn_digit

SCHEME, FUND, YEAR = "childcare-subsidy", "childcare-subsidy", 2026
LIMIT = {"limit": "200"}


@dataclass
class Offices:
    """A client for each account of a running county."""

    home: Path
    url: str
    clients: dict[str, httpx.Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = json.loads((self.home / "credentials.json").read_text())
        self.staff = {account["role"]: account for account in known["staff"]}
        self.departments = {account["department"]: account for account in known["departments"]}

    def as_(self, who: str) -> httpx.Client:
        """Signed in as the account of a role, or as a department's client."""
        if who not in self.clients:
            answer = httpx.post(f"{self.url}/oauth/token", data=self._grant(who))
            token = answer.raise_for_status().json()["access_token"]
            headers = {"Authorization": f"Bearer {token}"}
            # Between two steps a browser has its turn; the gateway does not keep a silent connection for so long.
            limits = httpx.Limits(keepalive_expiry=2)
            self.clients[who] = httpx.Client(base_url=f"{self.url}/api", headers=headers, timeout=60, limits=limits)
        return self.clients[who]

    def _grant(self, who: str) -> dict[str, str]:
        if who in self.staff:
            known = self.staff[who]
            return {"grant_type": "password", "username": known["username"], "password": known["password"]}
        known = self.departments[who]
        return {"grant_type": "client_credentials"} | {name: known[name] for name in ("client_id", "client_secret")}

    def get(self, who: str, path: str, **query: str) -> Any:
        """What is answered. Raises where it is refused."""
        return answered(self.as_(who).get(path, params=query))

    def post(self, who: str, path: str, body: Any = None, revision: int | None = None, **known: Any) -> Any:
        """What is answered. Raises where it is refused."""
        headers = {} if revision is None else {"If-Match": f'"{revision}"'}
        return answered(self.as_(who).post(path, json=body, headers=headers, **known))

    def sql(self, command: str, *values: Any) -> None:
        """Straight into the database: only time is moved by it."""
        port = json.loads((self.home / "ports.json").read_text())["postgres"]
        password = json.loads((self.home / "secrets.json").read_text())[ADMIN]
        dsn = Cluster(self.home / "postgres", port, password).dsn("huijia")
        # A browser's event loop runs in this thread already.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, _execute(dsn, command, *values)).result()


async def _execute(dsn: str, command: str, *values: Any) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(command, *values)
    finally:
        await connection.close()


def answered(answer: httpx.Response) -> Any:
    if answer.is_error:
        raise AssertionError(f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text}")
    return answer.json() if answer.content else None


def card(number: int) -> str:
    """A card number with its check digit."""
    digits = f"62170{number:013d}"
    return next(digits + last for last in "0123456789" if has_luhn_digit(digits + last))


def claim_and_post(at: Offices) -> list[dict[str, Any]]:
    """Claims of a village up to the list that hangs out; the last of them is left where it began."""
    village = at.staff["village-worker"]["division"]
    asked = {"scheme": SCHEME, "year": str(YEAR), "division": village} | LIMIT
    found = at.get("village-worker", "/incentives/v1/candidates", **asked)["items"]
    people = at.get("village-worker", "/incentives/v1/beneficiaries", **LIMIT)["items"]
    children = {child["person_id"]: child for child in found[:8]}
    homes = {person["person_id"]: person["household_id"] for person in people}
    grown = [person for person in people if person["birth_date"] < "2006" and person["living"]]
    claims = []
    for child in children:
        payee = next((p for p in grown if p["household_id"] == homes.get(child)), grown[0])["person_id"]
        given = {"scheme": SCHEME, "year": YEAR, "person_id": child, "payee_id": payee}
        given["guardian_document"] = "户口簿 与户主关系页"
        claims.append(at.post("village-worker", "/incentives/v1/claims", given))
    _step(at, "village-worker", "review", claims[:-1])
    _step(at, "township-officer", "check", claims[:-2])
    _step(at, "county-officer", "confirm", claims[:-3])
    place = {"scheme": SCHEME, "year": YEAR, "division": village}
    at.post("township-officer", "/incentives/v1/postings", place)
    return claims


def _step(at: Offices, who: str, step: str, claims: list[dict[str, Any]]) -> None:
    at.post(who, "/incentives/v1/claims/steps", {"step": step, "claim_ids": [claim["id"] for claim in claims]})


def approve(at: Offices) -> None:
    """The list has hung out, and what nobody objected to is approved."""
    at.sql("UPDATE incentives.postings SET opened_on = opened_on - 20, last_day = current_date - 2")
    posting = at.get("county-admin", "/incentives/v1/postings", year=str(YEAR))["items"][0]
    at.post("county-admin", f"/incentives/v1/postings/{posting['id']}/approval")


def open_fund(at: Offices) -> None:
    """A fund with its budget."""
    fund = {"code": FUND, "name": "育儿补贴资金", "payer": "示范县财政局", "account_number": "11001234500056789012"}
    bank = {"bank_code": "102100099996", "bank_name": "工商银行示范支行"}
    at.post("county-admin", "/incentives/v1/funds", fund | bank)
    granted = {"amount_fen": 50_000_000, "note": "年初预算"}
    at.post("county-admin", f"/incentives/v1/funds/{FUND}/years/{YEAR}/budget", granted)


def enter_accounts(at: Offices, claims: list[dict[str, Any]]) -> None:
    """An account for everybody who is paid but the first."""
    for number, claim in enumerate(claims[1:]):
        bank = {"bank_code": "102100099996", "bank_name": "工商银行示范支行"}
        entry = {"person_id": claim["payee_id"], "account_number": card(number)} | bank
        at.post("village-worker", "/incentives/v1/accounts", entry)


def pay(at: Offices) -> dict[str, Any]:
    """A cycle with a released batch, and what the bank answered: one came back, one is not clear."""
    entry = {"fund": FUND, "year": YEAR, "name": "2026年第一批", "due_until": "2026-12-31"}
    cycle = at.post("finance-officer", "/incentives/v1/cycles", entry)
    batch = at.post("finance-officer", "/incentives/v1/batches", {"cycle_id": cycle["id"]})
    path = f"/incentives/v1/batches/{batch['id']}"
    batch = at.post("county-officer", f"{path}/approval", revision=batch["revision"])
    at.post("county-admin", f"{path}/release", revision=batch["revision"])
    lines = at.get("finance-officer", f"{path}/lines")["items"]
    told = ["处理成功"] * len(lines)
    told[-1] = "失败"
    rows = [
        f"{line['reference']},{line['amount_fen'] / 100:.2f},{said},{'账号不符' if said == '失败' else ''}"
        for line, said in zip(lines, told, strict=True)
    ]
    rows.append("999999000001,12.00,处理成功,")
    text = "\n".join(["备注,应处理金额,处理标志,原因", *rows])
    file = {"file": ("回单-2026-1.csv", text.encode(), "text/csv")}
    answered(at.as_("finance-officer").post("/incentives/v1/returns", files=file))
    return batch


def year_of_benefits(at: Offices) -> list[dict[str, Any]]:
    """From the first claim to what the bank sent back."""
    claims = claim_and_post(at)
    approve(at)
    open_fund(at)
    enter_accounts(at, claims)
    pay(at)
    return claims
