"""A year whose holidays nobody has announced to this system: said openly, and loaded by the county when they are."""

from datetime import date
from typing import Any

import structlog

from chassis.sweeps import run_once
from chassis.working_days import is_announced
from services.followup.worklists.check_calendar import CHECK_CALENDAR
from tests.followup.care import Care, on

YEAR = 2036
SPRING = {"from_on": f"{YEAR}-01-28", "to_on": f"{YEAR}-02-03", "name": "春节"}
ANNOUNCED: dict[str, Any] = {"source": "国务院办公厅通知", "holidays": [SPRING], "workdays": [f"{YEAR}-02-09"]}


async def days(care: Care, first: date) -> dict[str, tuple[bool, bool]]:
    answer = await care.service.as_staff("county-officer").get("/calendar", params={"first": str(first)})
    return {d["day"]: (d["working"], d["announced"]) for d in answer.json()["items"]}


async def warned(care: Care) -> list[int]:
    with structlog.testing.capture_logs() as logged:
        await run_once(care.database, CHECK_CALENDAR)
    return [line["year"] for line in logged if line["event"] == "holidays_not_known"]


def test_the_calendar_that_ships_says_how_far_it_goes() -> None:
    assert is_announced(2026)
    assert not is_announced(YEAR)


async def test_a_year_that_is_not_known_is_said_to_be_so_and_can_be_loaded(care: Care) -> None:
    with on(date(YEAR, 1, 10)):
        officer = care.service.as_staff("county-officer")
        before = await days(care, date(YEAR, 1, 20))
        assert (before[f"{YEAR}-01-28"], before[f"{YEAR}-02-09"]) == ((True, False), (False, False))
        assert await warned(care) == [YEAR]
        await officer.put(f"/calendar/{YEAR}-01-29", json={"working": True, "name": "值班"})
        for _ in range(2):
            loaded = await officer.put(f"/calendar-years/{YEAR}", json=ANNOUNCED)
            assert (loaded.status_code, loaded.json()["days_off"], loaded.json()["weekends_worked"]) == (200, 5, 1)
        known = await days(care, date(YEAR, 1, 20))
        assert (known[f"{YEAR}-01-28"], known[f"{YEAR}-02-09"]) == ((False, True), (True, True))
        assert known[f"{YEAR}-01-29"] == (True, True), "the county's own day wins"
        assert await warned(care) == []
        other = ANNOUNCED | {"holidays": [SPRING | {"from_on": f"{YEAR}-01-30"}], "workdays": []}
        await officer.put(f"/calendar-years/{YEAR}", json=other)
        again = await days(care, date(YEAR, 1, 20))
        assert (again[f"{YEAR}-01-28"], again[f"{YEAR}-02-09"]) == ((True, True), (False, True))


async def test_a_year_that_cannot_be_is_refused_with_every_fault(care: Care) -> None:
    with on(date(YEAR, 1, 10)):
        wrong = {
            "source": "x",
            "holidays": [
                {"from_on": f"{YEAR}-05-03", "to_on": f"{YEAR}-05-01"},
                {"from_on": f"{YEAR - 1}-12-31", "to_on": f"{YEAR}-01-01"},
                {"from_on": f"{YEAR}-06-01", "to_on": f"{YEAR}-07-31"},
                SPRING,
            ],
            "workdays": [f"{YEAR}-02-02", f"{YEAR}-02-12", f"{YEAR + 1}-01-03"],
        }
        answer = await care.service.as_staff("county-officer").put(f"/calendar-years/{YEAR}", json=wrong)
        assert answer.status_code == 422
        codes = [fault["code"] for fault in answer.json()["errors"]]
        assert codes == ["before_from", "another_year", "too_long", "holiday_too", "no_weekend", "another_year"]
        refused = await care.service.as_staff("township-officer").put(f"/calendar-years/{YEAR}", json=ANNOUNCED)
        assert refused.status_code == 403
