"""What people do in the office, in a real browser, against a real county."""

from collections.abc import Callable

import pytest

from tests.conftest import ROOT
from tests.dashboard.conftest import Desk

pytestmark = pytest.mark.slow

AXE = ROOT / "dashboard" / "node_modules" / "axe-core" / "axe.min.js"
REGISTER = ["/persons", "/households", "/declarations", "/imports", "/divisions"]
CARE = ["/worklist", "/visits", "/plans", "/checks", "/referrals", "/supplies", "/protocols"]
PAGES = {
    "village-worker": ["/", *REGISTER, *CARE, "/certificates", "/retention", "/health"],
    "township-officer": ["/", "/duplicates", "/corrections", "/statistics"],
    "county-officer": ["/", "/statistics", "/notices", "/beneficiaries"],
    "county-admin": ["/", "/access-log"],
    "finance-officer": ["/", "/beneficiaries"],
    "auditor": ["/", "/access-log", "/retention", "/divisions"],
}
_SERIOUS = ("serious", "critical")


@pytest.mark.parametrize("role", PAGES)
def test_every_page_opens_and_is_accessible(desk: Callable[..., Desk], role: str) -> None:
    at = desk(role)
    found = []
    for path in PAGES[role]:
        at.open(path)
        assert at.page.locator("main .ant-result-403").count() == 0, path
        at.page.evaluate(AXE.read_text())
        answer = at.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(path, v["id"], v["nodes"][0]["html"]) for v in answer["violations"] if v["impact"] in _SERIOUS]
    assert found == []
    assert at.errors == []


def test_a_wrong_password_says_so_and_keeps_the_name(desk: Callable[..., Desk]) -> None:
    at = desk()
    at.open("/")
    at.page.fill("input[autocomplete=username]", "county-officer")
    at.page.fill("input[autocomplete=current-password]", "not this one")
    at.page.click("button[type=submit]")
    assert "用户名或密码不正确" in at.page.locator("[role=alert]").first.inner_text()
    assert at.page.input_value("input[autocomplete=username]") == "county-officer"


def test_a_page_without_the_right_names_it_and_who_can_give_it(desk: Callable[..., Desk]) -> None:
    at = desk("village-worker")
    at.open("/access-log")
    said = at.page.locator("main").inner_text()
    assert "县管理员、审计员" in said and "村级工作人员" in said


def _open_first_person(at: Desk) -> None:
    village = at.county.account("village-worker")["division"]
    answer = at.page.request.get(f"{at.county.url}/api/registry/v1/persons?division={village}&limit=1")
    at.open(f"/persons/{answer.json()['items'][0]['id']}")


def test_full_numbers_are_shown_only_for_a_reason_and_the_look_is_kept(desk: Callable[..., Desk]) -> None:
    at = desk("county-admin")
    _open_first_person(at)
    assert "**********" in at.page.locator("main").inner_text()
    at.page.click("text=显示完整号码")
    at.page.fill(".ant-modal input", "核对身份证件")
    at.page.click(".ant-modal button[type=submit]")
    at.page.wait_for_selector("text=隐藏")
    at.page.click("text=个人权利 >> nth=-1")
    at.page.wait_for_selector("text=/identifiers/")


def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing(desk: Callable[..., Desk]) -> None:
    at = desk("township-officer")
    _open_first_person(at)
    at.page.click("button:has-text('修')")
    at.page.fill(".ant-modal input#note", "村口有车")
    at.page.fill(".ant-modal input#reason", "本人告知")
    at.page.context.clear_cookies()
    at.page.click(".ant-modal button[type=submit]")
    at.page.wait_for_selector("text=登录已过期")
    at.page.fill("input[autocomplete=current-password]", at.county.account("township-officer")["password"])
    at.page.keyboard.press("Enter")
    # The call that waited goes on by itself, with what was typed.
    at.page.wait_for_selector("dd:has-text('村口有车')")


def test_a_fault_is_shown_at_its_field_and_a_lost_connection_keeps_the_text(desk: Callable[..., Desk]) -> None:
    at = desk("township-officer")
    _open_first_person(at)
    at.page.click("button:has-text('修')")
    at.page.fill(".ant-modal input#citizen_number", "123")
    at.page.fill(".ant-modal input#reason", "更正号码")
    at.page.click(".ant-modal button[type=submit]")
    at.page.wait_for_selector(".ant-form-item:has(input#citizen_number) .ant-form-item-explain-error")
    at.page.context.set_offline(True)
    at.page.click(".ant-modal button[type=submit]")
    at.page.wait_for_selector("text=没有网络连接")
    assert at.page.input_value(".ant-modal input#citizen_number") == "123"
    at.page.context.set_offline(False)


def test_everything_is_there_in_english(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer")
    at.page.click("button:has-text('English')")
    at.page.wait_for_selector("text=Find people")
    assert at.page.locator("html").get_attribute("lang") == "en"


def test_it_can_be_read_at_twice_the_size(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer")
    at.page.set_viewport_size({"width": 640, "height": 430})
    at.open("/")
    assert at.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
