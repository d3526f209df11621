"""What people do in the office, in a real browser, against a real county."""

from collections.abc import Callable

import pytest

from tests.dashboard.conftest import Desk

pytestmark = pytest.mark.slow

_IN_SIGHT = """() => [...document.querySelectorAll('main h1, main .lead')].every((one) => {
  const { x, y } = one.getBoundingClientRect()
  const there = document.elementFromPoint(x + 4, y + 4)
  return there !== null && (one.contains(there) || there.contains(one))
})"""
"""Whether nothing lies over what a page is called and is for."""


def test_a_wrong_password_says_so_and_keeps_the_name(desk: Callable[..., Desk]) -> None:
    at = desk()
    at.open("/")
    at.page.fill("input[autocomplete=username]", "county-officer")
    at.page.fill("input[autocomplete=current-password]", "not this one")
    at.page.click("button[type=submit]")
    assert "用户名或密码不正确" in at.page.locator("[role=alert]").first.inner_text()
    assert at.page.input_value("input[autocomplete=username]") == "county-officer"
    at.sign_in("county-officer")


def test_a_page_without_the_right_names_it_and_who_can_give_it(desk: Callable[..., Desk]) -> None:
    at = desk("village-worker")
    at.open("/access-log")
    said = at.page.locator("main").inner_text()
    assert "县管理员、审计员" in said and "村级工作人员" in said


def test_on_a_narrow_page_the_menu_is_shut_and_nothing_lies_over_what_is_read(desk: Callable[..., Desk]) -> None:
    at = desk("village-worker")
    at.page.set_viewport_size({"width": 360, "height": 740})
    for path in ("/check-days", "/vital-events", "/outreach", "/working-days"):
        at.open(path)
        assert at.page.locator("nav a").count() == 0
        assert at.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert at.page.evaluate(_IN_SIGHT), path
    at.page.get_by_role("button", name="导航").click()
    at.page.locator("nav a").first.wait_for()
