"""The field's door: accounts with a second factor, and passwords that changed while something was not sent."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.dashboard.care_of_the_village import Cared, as_staff, ask_for_care
from tests.dashboard.conftest import County
from tests.dashboard.phone import Phone

pytestmark = pytest.mark.slow

NEW = "a newer password 9"


@pytest.fixture(scope="module")
def cared(county: County) -> Cared:
    account = county.account("village-worker")
    with as_staff(county.url, account) as client:
        return ask_for_care(client, account["division"], (7,))[0]


@pytest.fixture
def phone(browser: Browser, county: County) -> Iterator[Phone]:
    size: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}
    context = browser.new_context(**size, locale="zh-CN")
    yield Phone(context, context.new_page(), county, county.account("village-worker"))
    context.close()


def test_a_code_is_asked_for_where_the_account_has_one(phone: Phone) -> None:
    sent: list[str] = []

    def gateway(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data or "")
        if "totp=123456" in sent[-1]:
            # The code is this stand-in's matter; the account of the test has none.
            route.continue_(post_data=sent[-1].replace("&totp=123456", ""))
        else:
            body = '{"type": "/problems/second-factor-needed", "title": "x", "status": 401}'
            route.fulfill(status=401, content_type="application/problem+json", body=body)

    phone.page.route("**/session", gateway)
    phone.open()
    phone.page.fill("input[autocomplete=username]", phone.account["username"])
    phone.page.fill("input[type=password]", phone.account["password"])
    phone.page.tap("button[type=submit]")
    phone.page.fill("input[autocomplete=one-time-code]", "123456")
    phone.page.tap("button[type=submit]")
    phone.page.wait_for_selector("nav.tabs")
    assert len(sent) == 2


def test_a_new_password_takes_along_what_was_not_sent(phone: Phone, cared: Cared) -> None:
    phone.sign_in(whole=False)
    phone.row(cared.name).wait_for()
    phone.context.set_offline(True)
    phone.record(cared.name, "没有找到")
    expect(phone.page.locator(".sync")).to_contain_text("1 待发送")

    def changed(route: Route) -> None:
        data = route.request.post_data or ""
        if route.request.method == "POST" and "newer" in data:
            who = {"subject": phone.account["username"], "kind": "staff", "role": "village-worker"}
            route.fulfill(status=200, json={**who, "department": None, "division": None, "expires_in": 3600})
        else:
            route.continue_()

    phone.page.route("**/session", changed)
    # Nothing is to be sent before the page is opened again: the page sends as soon as there is a network.
    phone.page.route("**/api/followup/v1/sync*", lambda route: route.abort())
    phone.context.set_offline(False)
    phone.open()
    phone.page.fill("input[type=password]", NEW)
    phone.page.tap("button[type=submit]")
    expect(phone.page.locator(".door")).to_contain_text("请输入修改前的密码")
    phone.page.fill("input[type=password]", phone.account["password"])
    phone.page.tap("button.primary")
    expect(phone.page.locator(".sync")).to_contain_text("1 待发送")
    phone.open()
    phone.page.fill("input[type=password]", NEW)
    phone.page.tap("button[type=submit]")
    expect(phone.row(cared.name)).to_contain_text("待发送")
