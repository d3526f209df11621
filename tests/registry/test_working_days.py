"""The county's calendar: a year whose holidays nobody told this system is loaded when they are announced, days are set
one by one, and every service goes by them.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import structlog

from chassis.county_days import use_county_days
from chassis.sweeps import run_once
from chassis.working_days import after_working_days, is_announced, is_working_day
from services.registry.republish.tell_current_state import tell_current_state
from services.registry.working_days.check_calendar import CHECK_CALENDAR
from tests.registry.conftest import Registry

YEAR = 2036
THEN = datetime(YEAR, 1, 10, 4, tzinfo=UTC)
SPRING = {"from_on": f"{YEAR}-01-28", "to_on": f"{YEAR}-02-03", "name": "春节"}
ANNOUNCED: dict[str, Any] = {"source": "国务院办公厅通知", "holidays": [SPRING], "workdays": [f"{YEAR}-02-09"]}


async def days(registry: Registry, first: date) -> dict[str, tuple[bool, bool]]:
    page = await registry.call("GET", "/calendar", params={"first": str(first)})
    return {d["day"]: (d["working"], d["announced"]) for d in page["items"]}


async def warned(registry: Registry) -> list[int]:
    with structlog.testing.capture_logs() as logged:
        await run_once(registry.running.app.state.database, CHECK_CALENDAR)
    return [line["year"] for line in logged if line["event"] == "holidays_not_known"]


async def load(registry: Registry, expect: int = 200, **changes: Any) -> Any:
    officer = await registry.staff("county-officer")
    return await registry.call("PUT", f"/calendar-years/{YEAR}", expect, json=ANNOUNCED | changes, by=officer)


async def set_day(registry: Registry, day: date, working: bool) -> Any:
    officer = await registry.staff("county-officer")
    return await registry.call("PUT", f"/calendar/{day}", json={"working": working, "name": "本县"}, by=officer)


async def test_a_year_that_is_not_known_is_said_to_be_so_and_can_be_loaded(registry: Registry) -> None:
    with registry.at(THEN):
        before = await days(registry, date(YEAR, 1, 20))
        assert (before[f"{YEAR}-01-28"], before[f"{YEAR}-02-09"]) == ((True, False), (False, False))
        assert (await warned(registry), is_announced(2026), is_announced(YEAR)) == ([YEAR], True, False)
        await set_day(registry, date(YEAR, 1, 29), working=True)
        for _ in range(2):
            loaded = await load(registry)
            assert (loaded["days_off"], loaded["weekends_worked"]) == (5, 1)
        known = await days(registry, date(YEAR, 1, 20))
        assert (known[f"{YEAR}-01-28"], known[f"{YEAR}-02-09"]) == ((False, True), (True, True))
        assert known[f"{YEAR}-01-29"] == (True, True), "the county's own day wins"
        assert await warned(registry) == []
        await load(registry, holidays=[SPRING | {"from_on": f"{YEAR}-01-30"}], workdays=[])
        again = await days(registry, date(YEAR, 1, 20))
        assert (again[f"{YEAR}-01-28"], again[f"{YEAR}-02-09"]) == ((True, True), (False, True))


async def test_a_year_that_cannot_be_is_refused_with_every_fault(registry: Registry) -> None:
    with registry.at(THEN):
        wrong = {
            "holidays": [
                {"from_on": f"{YEAR}-05-03", "to_on": f"{YEAR}-05-01"},
                {"from_on": f"{YEAR - 1}-12-31", "to_on": f"{YEAR}-01-01"},
                {"from_on": f"{YEAR}-06-01", "to_on": f"{YEAR}-07-31"},
                SPRING,
            ],
            "workdays": [f"{YEAR}-02-02", f"{YEAR}-02-12", f"{YEAR + 1}-01-03"],
        }
        problem = await load(registry, 422, **wrong)
        codes = [fault["code"] for fault in problem["errors"]]
        assert codes == ["before_from", "another_year", "too_long", "holiday_too", "no_weekend", "another_year"]
        town = await registry.staff("township-officer")
        await registry.call("PUT", f"/calendar-years/{YEAR}", 403, json=ANNOUNCED, by=town)


async def test_what_the_county_set_is_told_whole_and_every_deadline_here_goes_by_it(registry: Registry) -> None:
    monday = date(2026, 11, 23)
    await set_day(registry, monday, working=False)
    await set_day(registry, monday + timedelta(days=5), working=True)
    told = [data for kind, data in await registry.published() if kind == "working-days-changed"]
    assert told[-1] == {"year": 2026, "worked": ["2026-11-28"], "free": ["2026-11-23"]}
    assert "set-working-day" in await registry.audited()
    before = after_working_days(date(2026, 11, 20), 6)
    await use_county_days(registry.running.app.state.database)
    assert (before, after_working_days(date(2026, 11, 20), 6)) == (date(2026, 11, 30), date(2026, 11, 30))
    assert (is_working_day(monday), is_working_day(monday + timedelta(days=5))) == (False, True)
    await registry.forget_events()
    assert (await tell_current_state(registry.running.app.state.database))["working days"] == 1
    again = [data for kind, data in await registry.published() if kind == "working-days-changed"]
    assert again == [told[-1]]
