"""One calendar for the whole house: the county's days, announcements, the library's calendar, Monday to Friday."""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import chinese_calendar
import pytest

from chassis.county_days import keep_county_days
from chassis.data_files import BadDataFile
from chassis.deadlines import Provision
from chassis.working_days import (
    after_working_days,
    is_announced,
    is_working_day,
    read_announcements,
    set_county_days,
)
from contracts.working_days import WorkingDaysChanged

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def nothing_set() -> Iterator[None]:
    set_county_days({})
    yield
    set_county_days({})


def test_what_ships_beside_the_library_agrees_with_it_where_both_know_a_year() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [is_working_day(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]
    assert (is_working_day(date(2025, 10, 1)), is_working_day(date(2025, 9, 28))) == (False, True)


def test_years_that_nobody_announced_count_monday_to_friday() -> None:
    assert (is_announced(2026), is_announced(2031)) == (True, False)
    assert (is_working_day(date(2031, 10, 3)), is_working_day(date(2031, 10, 4))) == (True, False)


def test_every_deadline_counts_the_days_that_the_county_set() -> None:
    duty = Provision(since=date(2020, 1, 1), source="…", working_days=5)
    assert (duty.last_day(MONDAY), after_working_days(MONDAY, 5)) == (date(2026, 11, 30), date(2026, 11, 30))
    set_county_days({date(2026, 11, 25): False, date(2026, 11, 26): False, date(2026, 11, 28): True})
    assert (duty.last_day(MONDAY), after_working_days(MONDAY, 5)) == (date(2026, 12, 1), date(2026, 12, 1))


@pytest.mark.parametrize(
    "module", ["gateway", "services.followup", "services.incentives", "services.migrants", "services.assessment"]
)
def test_every_service_hears_of_them(module: str) -> None:
    subscriptions = import_module(f"{module}.subscriptions").SUBSCRIPTIONS
    assert subscriptions.handlers[WorkingDaysChanged] is keep_county_days


def test_of_two_announcements_the_later_counts_and_a_slip_stops_the_start(tmp_path: Path) -> None:
    file = tmp_path / "days.yaml"
    first = "- {year: 2030, announced_on: 2029-11-01, source: a, free: [[2030-05-01, 2030-05-02]]}\n"
    later = (
        "- {year: 2030, announced_on: 2030-02-01, source: b, free: [[2030-05-01, 2030-05-01]], worked: [2030-05-04]}\n"
    )
    file.write_text(later + first, "utf-8")
    assert read_announcements(file)[2030] == {date(2030, 5, 1): False, date(2030, 5, 4): True}
    for wrong in (first.replace("2030-05-02", "2031-05-02"), first.replace("2030-05-02", "x"), "quota: 5"):
        file.write_text(wrong, "utf-8")
        with pytest.raises(BadDataFile, match=r"days\.yaml"):
            read_announcements(file)
