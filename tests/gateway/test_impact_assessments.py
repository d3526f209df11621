"""Impact assessments: two people, versions that stay, and a list of what is due (PIPL art. 55-56)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from chassis import clock
from chassis.auth import Caller
from gateway.wiring import OWN_API
from tests.conftest import Database
from tests.support.running import COUNTY, Running, running

PATH = "/impact-assessments"
ENTRY: dict[str, Any] = {
    "activity": "school-enrolment-look-ups",
    "name": "向教育部门提供入学核对信息",
    "reasons": ["disclosure", "sensitive"],
    "categories": ["姓名", "出生日期", "住址"],
    "recipients": ["education"],
    "legal_basis": "义务教育法第十二条",
    "necessity": "只按身份证号逐人查询",
    "risks": "未成年人信息外泄",
    "measures": "按用途、限次、签收据、可追溯",
}


@pytest.fixture
async def gateway(county: Database, tmp_path: Path) -> AsyncIterator[Running]:
    async with running(OWN_API, county.dsn("gateway"), tmp_path) as service:
        yield service


async def call(service: Running, who: str, method: str, path: str, expect: int = 200, **options: Any) -> Any:
    role: Any = "auditor" if who == "auditor" else "county-officer" if who == "officer" else "county-admin"
    caller = Caller(subject=who, kind="staff", role=role, division=COUNTY)
    async with service.as_caller(caller) as client:
        answer: httpx.Response = await client.request(method, path, **options)
    assert answer.status_code == expect, answer.text
    return answer.json()


def decision(days: int = 365, **changes: Any) -> dict[str, Any]:
    review_on = (clock.today() + timedelta(days=days)).isoformat()
    return {"decision": "with-measures", "grounds": "措施适当", "review_on": review_on} | changes


async def test_one_assesses_another_decides_and_it_stays(gateway: Running, county: Database) -> None:
    made = await call(gateway, "ann", "POST", PATH, 201, json=ENTRY)
    assert (made["version"], made["due"], made["decision"]) == (1, True, None)
    await call(gateway, "officer", "POST", PATH, 409, json=ENTRY)
    path = f"{PATH}/{ENTRY['activity']}/versions/1/decision"
    told = await call(gateway, "ann", "POST", path, 409, json=decision())
    assert told["type"].endswith("own-assessment")
    await call(gateway, "officer", "POST", path, 403, json=decision())
    await call(gateway, "bea", "POST", path, 422, json=decision(0))
    await call(gateway, "bea", "POST", path, 422, json=decision(5000))
    decided = await call(gateway, "bea", "POST", path, json=decision())
    assert (decided["decided_by"], decided["due"]) == ("bea", False)
    await call(gateway, "bea", "POST", path, 409, json=decision())
    connection = await asyncpg.connect(county.dsn("gateway"))
    try:
        with pytest.raises(asyncpg.RaiseError):
            await connection.execute("UPDATE impact_assessments SET grounds = 'x'")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("DELETE FROM impact_assessments")
    finally:
        await connection.close()


async def test_what_is_due_is_listed_and_reviewed_by_a_new_version(gateway: Running) -> None:
    await call(gateway, "ann", "POST", PATH, 201, json=ENTRY)
    await call(gateway, "bea", "POST", f"{PATH}/{ENTRY['activity']}/versions/1/decision", json=decision(30))
    assert (await call(gateway, "auditor", "GET", f"{PATH}?due=true"))["items"] == []
    with clock.moved_to(clock.now() + timedelta(days=31)):
        (due,) = (await call(gateway, "auditor", "GET", f"{PATH}?due=true"))["items"]
        assert due["activity"] == ENTRY["activity"]
        again = await call(gateway, "officer", "POST", PATH, 201, json=ENTRY | {"risks": "新增批量导入"})
        assert again["version"] == 2
    versions = (await call(gateway, "auditor", "GET", f"{PATH}/{ENTRY['activity']}"))["items"]
    assert [(each["version"], each["risks"]) for each in versions] == [(2, "新增批量导入"), (1, ENTRY["risks"])]


async def test_pages_refusals_and_roles(gateway: Running) -> None:
    for name in ("a-one", "b-two"):
        await call(gateway, "ann", "POST", PATH, 201, json=ENTRY | {"activity": name})
    first = await call(gateway, "auditor", "GET", f"{PATH}?limit=1")
    second = await call(gateway, "auditor", "GET", f"{PATH}?limit=1&cursor={first['next']}")
    assert [page["items"][0]["activity"] for page in (first, second)] == ["a-one", "b-two"]
    await call(gateway, "auditor", "POST", PATH, 403, json=ENTRY)
    await call(gateway, "ann", "POST", PATH, 422, json=ENTRY | {"reasons": ["because"]})
    await call(gateway, "ann", "GET", f"{PATH}/nothing-here", 404)
    await call(gateway, "bea", "POST", f"{PATH}/a-one/versions/7/decision", 404, json=decision())
