"""The schedules that ship say what their sources say: each row is a line of the domain facts, with its numbers.

Numbers that a source does not give are our choice, and each step of a protocol says which of its own those are.
"""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import Protocol, Window

ANCHOR = date(2026, 1, 31)
LEAP_DAY = date(2028, 2, 29)


def protocol(protocol_id: str) -> Protocol:
    return catalogue().version(protocol_id, 1)


def windows(protocol_id: str, anchor: date = ANCHOR) -> list[Window]:
    return protocol(protocol_id).windows(anchor)


def window(protocol_id: str, step: str) -> Window:
    return next(w for w in windows(protocol_id) if w.step.id == step)


def days(count: int) -> date:
    return ANCHOR + timedelta(days=count)


def weeks(count: int) -> date:
    return ANCHOR + timedelta(weeks=count)


# 国家基本公共卫生服务规范 (third edition): antenatal visits before week 13, in weeks 16–20, 21–24, 28–36, 37–40.
@pytest.mark.parametrize(
    ("step", "first_week", "last_week"),
    [
        ("before-week-13", None, 12),
        ("weeks-16-20", 16, 20),
        ("weeks-21-24", 21, 24),
        ("weeks-28-36", 28, 36),
        ("weeks-37-40", 37, 40),
    ],
)
def test_antenatal_visits_lie_in_the_weeks_of_the_norm(step: str, first_week: int | None, last_week: int) -> None:
    owed = window("antenatal", step)
    # A week lasts to its last day: week 20 ends the day before week 21 begins.
    assert owed.latest_on == weeks(last_week + 1) - timedelta(days=1)
    assert first_week is None or owed.earliest_on == weeks(first_week)


def test_in_pregnancy_two_months_never_pass_without_a_contact() -> None:
    """舒城: at least every two months, by phone where a meeting fails."""
    last_days = sorted(w.latest_on for w in windows("antenatal"))
    assert all((later - earlier).days <= 60 for earlier, later in pairwise(last_days))
    assert protocol("antenatal").retries["not_found"].phone_after is not None


@pytest.mark.parametrize(
    ("protocol_id", "step"), [("postpartum", "postpartum-home-visit"), ("newborn-and-child", "newborn-home-visit")]
)
def test_mother_and_newborn_are_visited_at_home_within_a_week(protocol_id: str, step: str) -> None:
    owed = window(protocol_id, step)
    assert (owed.step.place, owed.latest_on) == ("home", days(7))


def test_a_mother_is_seen_at_42_days() -> None:
    assert window("postpartum", "day-42").due_on == days(42)


def test_a_child_is_seen_at_28_to_30_days() -> None:
    owed = window("newborn-and-child", "month-1")
    assert (owed.earliest_on, owed.latest_on) == (days(28), days(30))


def test_a_child_is_seen_at_the_months_and_years_of_the_norm() -> None:
    # 3, 6, 8, 12, 18, 24, 30, 36 months; then yearly at 4, 5, 6.
    due = [w.due_on for w in windows("newborn-and-child", date(2026, 3, 15))[2:]]
    months = [3, 6, 8, 12, 18, 24, 30, 36, 48, 60, 72]
    assert due == [date(2026 + (2 + n) // 12, (2 + n) % 12 + 1, 15) for n in months]


def test_from_65_years_on_a_check_is_offered_every_year() -> None:
    older = protocol("older-people")
    assert older.age is not None and (older.age.from_years, older.age.offered_every) == (65, "P1Y")
    seen = windows("older-people", LEAP_DAY)
    assert [w.due_on for w in seen] == [LEAP_DAY, *(date(2028 + n, 2, 28) for n in (1, 2, 3)), date(2032, 2, 29)]


def test_after_an_iud_1_3_6_and_12_months_then_yearly() -> None:
    due = [w.due_on for w in windows("after-iud", date(2026, 3, 15))]
    first = [date(2026, 4, 15), date(2026, 6, 15), date(2026, 9, 15)]
    assert due == [*first, *(date(2026 + n, 3, 15) for n in range(1, 6))]


def test_after_a_procedure_one_week_one_three_and_six_months() -> None:
    due = [w.due_on for w in windows("after-procedure")]
    assert due == [date(2026, 2, 7), date(2026, 2, 28), date(2026, 4, 30), date(2026, 7, 31)]


def test_after_a_referral_contact_is_made_within_two_weeks() -> None:
    (contact,) = windows("after-referral")
    assert contact.latest_on == days(14)


def test_a_pre_pregnancy_check_is_followed_by_its_result_early_pregnancy_and_outcome() -> None:
    check = protocol("pre-pregnancy-check")
    assert [step.id for step in check.steps] == ["result", "three-months", "outcome"]
    # Whom the first call did not reach is not called again; who did not want the result is not called at all.
    assert check.brought_about_by("three-months", "done") == [check.step("outcome")]
    assert check.skipped_by("result", "declined") == [check.step("three-months")]


def test_every_schedule_of_the_facts_ships_and_every_window_says_whose_choice_it_is() -> None:
    offered = catalogue().in_force(date(2026, 11, 1))
    assert {each.id for each in offered} == {
        *("antenatal", "postpartum", "newborn-and-child", "older-people", "after-iud", "after-procedure"),
        *("after-referral", "pre-pregnancy-check"),
    }
    for each in offered:
        for step in each.steps:
            assert step.source in each.sources
            assert step.window == "from-source" or set(step.window) == {"our-choice"}
