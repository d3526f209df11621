"""A fresh county is half way through last month's meeting, and families of it moved: made through everybody's doors."""

from datetime import date

import pytest

from chassis import clock
from demo.meeting import drawn_on
from demo.moves import day_of, heads
from tests.e2e.conftest import County

MEETINGS = "/api/registry/v1/reconciliation"


@pytest.mark.parametrize(
    ("today", "drawn"),
    [
        (date(2026, 11, 23), date(2026, 9, 30)),
        (date(2027, 1, 1), date(2026, 11, 30)),
        (date(2027, 3, 31), date(2027, 1, 31)),
        (date(2028, 4, 30), date(2028, 2, 29)),
    ],
)
def test_the_county_is_drawn_on_the_eve_of_the_last_month_that_is_over(today: date, drawn: date) -> None:
    assert drawn_on(today) == drawn
    months = {(day_of(number, today).year, day_of(number, today).month) for number in range(60)}
    assert months == {_month_before(today)}


def _month_before(today: date) -> tuple[int, int]:
    last = date.fromordinal(today.replace(day=1).toordinal() - 1)
    return last.year, last.month


def test_whoever_speaks_for_a_family_lives_with_it() -> None:
    village = "341599101200"
    at_home = {"living": True, "relation_to_head": "02", "residence_division": village}
    people = [
        {"id": "old", "name": "甲", "birth_date": "1950-01-01"} | at_home,
        {"id": "young", "name": "乙", "birth_date": "1990-01-01"} | at_home,
        {"id": "dead", "name": "丙", "birth_date": "1991-01-01"} | at_home | {"living": False},
        {"id": "child", "name": "丁", "birth_date": "2015-01-01"} | at_home | {"relation_to_head": "20"},
        {"id": "away", "name": "戊", "birth_date": "1992-01-01"} | at_home | {"residence_division": "339999000000"},
    ]
    assert heads(people, village) == ["young", "old"]


def test_a_fresh_county_is_in_the_middle_of_last_months_meeting(running_county: County) -> None:
    officer = running_county.staff("county-officer")
    first = date.fromordinal(drawn_on(clock.today()).toordinal() + 1)
    (meeting,) = officer.get(f"{MEETINGS}/sessions", params={"period": f"{first:%Y-%m}"}).json()["items"]
    assert meeting["state"] == "meeting"
    assert set(meeting["missing"]) >= {"education", "human-resources"}, "two rolls are still owed"
    submissions = officer.get(f"{MEETINGS}/submissions", params={"session": meeting["id"]}).json()["items"]
    assert {each["kind"] for each in submissions} >= {"low-income"}
    agenda = officer.get(f"{MEETINGS}/discrepancies", params={"session": meeting["id"], "limit": 200}).json()["items"]
    # So few people differ in a handful of ways: departments have answered what is theirs, or it is settled.
    owed = [case for case in agenda if case["owner"] != "population-office"]
    assert all(case["answers"] or case["state"] == "closed" for case in owed)
