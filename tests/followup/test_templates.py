"""C5: whoever reads a message over somebody's shoulder learns nothing about their health, nor who they are."""

import re
from datetime import date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.identifiers import new_id
from services.followup.checks.catalogue import check_services
from services.followup.protocols.catalogue import catalogue
from services.followup.reminders.policy import policy_on
from services.followup.reminders.rules import About, Template, is_quiet, next_attempt, template_for
from services.followup.reminders.templates import render, templates

TELLING_ZH = (
    "健康|随访|访视|检查|体检|结果|孕|产|胎|婴|儿|宝|妈|母|避孕|节育|环|手术|流产|医|院|诊|药|病|治|疫苗|护|卫生|保健|妇|"
    "计生|计划生育|生育|老年|转诊|化验|血|HIV|惠家"
)
TELLING_EN = (
    r"health|follow|visit|check|test|result|pregnan|birth|child|baby|mother|maternal|contracept|procedure|surg|abort|"
    r"doctor|nurse|clinic|hospital|medic|diagnos|ill|disease|treat|vaccin|care|women|elder|referr|blood|planning"
)


def telling(text: str, language: str) -> list[str]:
    """The words in ``text`` that say something about health."""
    if language == "zh":
        return re.findall(TELLING_ZH, text)
    return re.findall(rf"\b(?:{TELLING_EN})", text, re.IGNORECASE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("template", get_args(Template))
def test_no_text_says_anything_about_health(template: Template, language: str) -> None:
    text = render(template, language, date(2026, 11, 5))
    assert telling(text, language) == []
    assert len(text) > 20


@pytest.mark.parametrize(
    ("text", "language"),
    [("您的产后访视", "zh"), ("孕检提醒", "zh"), ("Your clinic visit", "en"), ("Results are ready", "en")],
)
def test_the_list_of_words_finds_what_it_is_for(text: str, language: str) -> None:
    assert telling(text, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_knows_every_protocol_and_check(language: str) -> None:
    protocols = catalogue().in_force(date(2026, 11, 1))
    titles = [getattr(protocol.title, language) for protocol in protocols]
    titles += [getattr(service.title, language) for service in check_services().values()]
    assert [title for title in titles if not telling(title, language)] == []


def test_a_text_takes_a_day_and_nothing_else() -> None:
    for words in templates().values():
        for text in (words.zh, words.en):
            assert set(re.findall(r"{(\w+)}", text)) <= {"month", "day"}
            assert str(new_id()) not in text


def test_visits_checks_and_referrals_read_the_same() -> None:
    used = {template_for(about) for about in get_args(About)}
    assert used == set(get_args(Template))
    assert template_for("visit") == template_for("appointment") == template_for("referral")


@given(start=st.integers(0, 24), end=st.integers(0, 24))
def test_quiet_hours_are_as_long_as_they_say(start: int, end: int) -> None:
    quiet = [hour for hour in range(24) if is_quiet(hour, start, end)]
    assert len(quiet) == ((end - start) % 24 if (start, end) != (0, 24) else 24)


def test_the_policy_covers_every_occasion_and_leaves_people_the_night() -> None:
    policy = policy_on(date(2026, 11, 1))
    assert set(policy.days_ahead) == set(policy.days_of_use) == set(get_args(About))
    assert [hour for hour in range(24) if is_quiet(hour, policy.quiet_from, policy.quiet_until)] == [
        *range(8),
        *range(20, 24),
    ]
    now = datetime(2026, 11, 1)  # noqa: DTZ001 - only differences count here
    waits = [next_attempt(now, n, policy.back_off_minutes) for n in range(1, len(policy.back_off_minutes) + 2)]
    assert waits[0] == now + timedelta(minutes=1)
    assert waits[-1] is None
