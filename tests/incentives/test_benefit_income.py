"""C6: civil affairs checks a family's income and sees sums; what the money is for stays here (C5)."""

from datetime import date
from pathlib import Path

from tests.conftest import Database
from tests.incentives.money import office

FIELDS = ["person_id", "year", "expected_fen", "paid_fen"]


async def test_a_department_sees_sums_and_nothing_else(county: Database, tmp_path: Path) -> None:
    async with office(county, tmp_path) as at_work:
        (person,) = await at_work.enter([96_000], parts=[(date(2026, 6, 30), 48_000), (date(2026, 9, 30), 48_000)])
        cycle = await at_work.cycle(due_until=date(2026, 9, 30))
        await at_work.pay_all(await at_work.send(cycle["id"]))
        path, query = f"/benefit-income/{person.person_id}", {"year": 2026}
        may = at_work.service.as_department("civil-affairs", "low-income-check", **{"benefit-income": FIELDS})
        seen = await may.get(path, params=query)
        paid = {"expected_fen": 96_000, "paid_fen": 96_000}
        assert seen.json() == {"person_id": str(person.person_id), "year": 2026} | paid
        less = at_work.service.as_department("civil-affairs", "low-income-check", **{"benefit-income": ["paid_fen"]})
        assert (await less.get(path, params=query)).json() == {"paid_fen": 96_000}
        assert (await may.get(path, params={"year": 2025})).json()["expected_fen"] == 0
        police = at_work.service.as_department("public-security", "household-registration", person=["id"])
        unknown = await may.get("/benefit-income/00000000-0000-7000-8000-000000000000", params=query)
        assert ((await police.get(path, params=query)).status_code, unknown.status_code) == (403, 404)
        others = [f"/statements/persons/{person.person_id}", "/entitlements", "/claims", "/payments"]
        assert [(await may.get(other)).status_code for other in others] == [403] * len(others)
