"""Benefits for the demo county, through the public API: funds, proofs, claims at every step, a list that hangs out.

What takes days takes days here too: a list hangs out for its scheme's working days before it can be approved and paid.
What was paid last year is made by ``deploy.local.demo_payments``, which can move the clock.
"""

import asyncio
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from demo.client import Client, Json, LoadFailed, accounts_of

_BENEFITS, _REGISTRY = "/api/incentives/v1", "/api/registry/v1"
_OFFICES = ("village-worker", "township-officer", "county-officer", "county-admin")
_FUNDS = {"family-support": "计划生育家庭扶助资金", "childcare-subsidy": "育儿补贴资金"}
_BANK = {"bank_code": "102100099996", "bank_name": "示范银行", "payer": "示范县财政局"}
_BUDGET_FEN = 500_000_00
_ELDERS, _EARLIER, _POSTED, _PARENTS, _CHILDREN = 8, 6, 5, 3, 2
_PATIENCE_SECONDS = 60.0


class Chosen(NamedTuple):
    """Whose claims the village sees, by what the register says of them; the same in every run."""

    elders: list[Json]
    earlier: list[Json]
    """Elders who claimed in the year before."""
    parents: list[Json]
    children: list[tuple[Json, Json]]
    """Each with the adult of the household who is paid."""


def choose(people: Sequence[Json], year: int) -> Chosen:
    """From the village's people: whoever the shipped schemes are for, the oldest first."""
    here = [p for p in people if p["living"] and p["registered_division"] == p["residence_division"]]
    ordered = sorted(here, key=lambda p: (p["birth_date"], p["name"], p["sex"]))
    aged = {age: [p for p in ordered if year - int(p["birth_date"][:4]) in age] for age in _AGES}
    elders, parents, babies = aged.values()
    adults = {p["household_id"]: p for p in reversed(parents) if p["household_id"]}
    children = [(p, adults[p["household_id"]]) for p in babies if p["household_id"] in adults]
    earlier = elders[_ELDERS : _ELDERS + _EARLIER]
    return Chosen(elders[:_ELDERS], earlier, parents[:_PARENTS], children[:_CHILDREN])


_AGES = (range(62, 80), range(25, 45), range(3))


def add_benefits(url: str, credentials: Path, today: date) -> str:
    """One line that says what is there now. Raises LoadFailed."""
    return asyncio.run(_add(url, accounts_of(credentials, _OFFICES), today))


async def _add(url: str, accounts: dict[str, Json], today: date) -> str:
    offices = [Client(url, accounts[role]["username"], accounts[role]["password"]) for role in _OFFICES]
    async with offices[0], offices[1], offices[2], offices[3]:
        await asyncio.gather(*(office.sign_in() for office in offices))
        worker, township, officer, admin = offices
        village = accounts["village-worker"]["division"]
        if (await worker.call("GET", f"{_BENEFITS}/claims?limit=1"))["items"]:
            return "已有申领，未作改动 there are claims already, nothing was changed"
        chosen = choose(await _people(worker, village), today.year)
        await _open_funds(admin, today.year)
        claims = await _claim(worker, chosen, today)
        posted = await _sign(worker, township, officer, claims[: len(chosen.elders)])
        if posted:
            posting = {"scheme": "rural-reward", "year": today.year, "division": village}
            await officer.call("POST", f"{_BENEFITS}/postings", json=posting)
    return f"{len(claims)} 项申领 claims, {posted} 人公示中 on the village's list"


async def _people(worker: Client, village: str) -> list[Json]:
    found: list[Json] = []
    cursor = ""
    while True:
        page = await worker.call("GET", f"{_REGISTRY}/persons?division={village}&limit=200{cursor}")
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


async def _open_funds(admin: Client, year: int) -> None:
    for number, (code, name) in enumerate(_FUNDS.items()):
        fund = {"code": code, "name": name, "account_number": f"110012345000567890{number:02d}"} | _BANK
        await admin.call("POST", f"{_BENEFITS}/funds", json=fund)
        budget = {"amount_fen": _BUDGET_FEN, "note": "年初预算"}
        await admin.call("POST", f"{_BENEFITS}/funds/{code}/years/{year}/budget", json=budget)


async def _claim(worker: Client, chosen: Chosen, today: date) -> list[str]:
    """The elders' claims first; then a parent's reward each, the children's subsidy, and one that is refused."""
    claims: list[str] = []
    for number, person in enumerate(chosen.elders):
        await _known(worker, person["id"])
        await _prove(worker, person["id"], "rural-registration")
        await _prove(worker, person["id"], "period-family-confirmation", f"皖奖扶{number:04d}")
        claims.append(await _ask(worker, "rural-reward", person["id"], today.year))
    for number, person in enumerate(chosen.parents):
        await _known(worker, person["id"])
        born = f"{today.year - 11}-0{number + 1}-15"
        await _prove(worker, person["id"], "one-child-certificate", f"皖光荣{number:04d}", born)
        claims.append(await _ask(worker, "parent-reward", person["id"], today.year))
    for child, adult in chosen.children:
        await _known(worker, child["id"])
        await _known(worker, adult["id"])
        guardian = {"payee_id": adult["id"], "guardian_document": "户口簿"}
        claims.append(await _ask(worker, "childcare-subsidy", child["id"], today.year, **guardian))
    for person in chosen.earlier:
        await _known(worker, person["id"])
    if chosen.parents:
        claims.append(await _ask(worker, "rural-reward", chosen.parents[0]["id"], today.year))
    return claims


async def _known(worker: Client, person_id: str) -> None:
    """Wait until the register's news of the person has come to benefits."""
    began = asyncio.get_running_loop().time()
    while not await worker.is_there(f"{_BENEFITS}/beneficiaries/{person_id}"):
        if asyncio.get_running_loop().time() - began > _PATIENCE_SECONDS:
            raise LoadFailed(f"奖扶服务 {_PATIENCE_SECONDS:.0f} 秒内未收到人员信息 benefits did not hear of a person")
        await asyncio.sleep(0.1)


async def _prove(
    worker: Client, person_id: str, kind: str, number: str | None = None, value: str | None = None
) -> None:
    shown = [{"title": "原件", "reference": "村档案2026-1"}]
    proof: dict[str, Any] = {"person_id": person_id, "kind": kind, "held_from": "2015-01-01", "documents": shown}
    if number:
        proof |= {"number": number, "issued_on": "2012-06-01"}
    await worker.call("POST", f"{_BENEFITS}/proofs", json=proof | ({"value": value} if value else {}))


async def _ask(worker: Client, scheme: str, person_id: str, year: int, **more: Any) -> str:
    claim = {"scheme": scheme, "year": year, "person_id": person_id} | more
    return str((await worker.call("POST", f"{_BENEFITS}/claims", json=claim))["id"])


async def _sign(worker: Client, township: Client, officer: Client, claims: Sequence[str]) -> int:
    """The first go to the county, one more to the township, one to the village; the rest wait. How many went all the
    way."""
    steps = ((worker, "review", _POSTED + 2), (township, "check", _POSTED + 1), (officer, "confirm", _POSTED))
    for office, step, count in steps:
        if claims:
            body = {"step": step, "claim_ids": list(claims[:count])}
            await office.call("POST", f"{_BENEFITS}/claims/steps", json=body)
    return min(len(claims), _POSTED)
