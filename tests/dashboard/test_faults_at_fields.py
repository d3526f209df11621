"""Whatever a server refuses is told at the field that it is about: forms are filled in, and all of it is refused."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.dashboard.conftest import Desk
from tests.dashboard.windows import named

pytestmark = pytest.mark.slow

# Role, page, and the button that asks; each is a form of its own kind.
FORMS = [
    ("county-admin", "/accounts", "提出开立账号"),
    ("county-admin", "/incidents", "记录安全事件"),
    ("county-admin", "/partners", "登记推送地址"),
    ("county-admin", "/clients", "提出登记公钥"),
    ("county-admin", "/divisions", "登记变更"),
    ("county-officer", "/meetings", "建立会议"),
    ("county-officer", "/surveys", "抽取样本"),
    ("county-officer", "/postings", "张榜公示"),
    ("county-admin", "/funds", "开设资金"),
    ("village-worker", "/persons", "登记新人员"),
    ("village-worker", "/complaints", "登记来信来访"),
    ("township-officer", "/supplies", "新设服务点"),
]
IN_ADDRESS = {"/clients": 1}
"""How many fields of a form stand in the call's address: nothing is told about them."""
TEXT = {
    "period": "2026-01",
    "to": "341599100202",
    "code": "341599100777",
    "jwk": "{}",
    "url": "https://partner.example/hook",
}

OF_KIND = {"spinbutton": "12", "datetime-local": "2026-01-15T10:00"}


def fill(page: Page, form: Locator) -> int:
    """Put something into every field that is shown; how many there are."""
    items = form.locator(".ant-form-item")
    for number in range(items.count()):
        _fill_one(page, items.nth(number))
    return items.count()


def _fill_one(page: Page, item: Locator) -> None:
    if item.locator(".ant-radio-wrapper").count() > 0:
        item.locator(".ant-radio-wrapper").first.click()
    elif item.locator(".ant-checkbox-input").count() > 0:
        item.locator(".ant-checkbox-input").first.check()
    elif item.locator(".ant-select").count() > 0:
        _choose(page, item.locator(".ant-select").first)
    elif item.locator(".ant-picker input").count() > 0:
        item.locator(".ant-picker input").first.fill("2026-01-15")
        page.keyboard.press("Enter")
    else:
        box = item.locator("input, textarea").first
        name = (box.get_attribute("id") or "").rpartition("_")[2]
        kind = box.get_attribute("role") or box.get_attribute("type") or ""
        box.fill(OF_KIND.get(kind) or TEXT.get(name, "1234567890123"))


def _choose(page: Page, select: Locator) -> None:
    select.click()
    if "ant-tree-select" in (select.get_attribute("class") or ""):
        select.locator("input").first.fill("城关社区")
        page.locator(".ant-select-tree-title:visible", has_text="城关社区").first.click()
    else:
        page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option").first.click()
        page.keyboard.press("Escape") if select.locator("[mode=multiple]").count() else None


def leaves(body: Any, place: str = "#") -> Iterator[str]:
    """The place of every value that was sent."""
    if isinstance(body, dict):
        for name, value in body.items():
            yield from leaves(value, f"{place}/{name}")
    elif isinstance(body, list) and body:
        for number, value in enumerate(body):
            yield from leaves(value, f"{place}/{number}")
    else:
        yield place


@pytest.mark.parametrize(("role", "path", "button"), FORMS)
def test_every_field_tells_its_own_fault(desk: Callable[..., Desk], role: str, path: str, button: str) -> None:
    at = desk(role, path)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        if route.request.method == "GET" or route.request.url.endswith("/search"):
            route.continue_()
            return
        refused.extend(leaves(json.loads(route.request.post_data or "{}")))
        faults = [{"pointer": place, "code": "tried", "message": f"试错 {place}"} for place in refused]
        body = {"type": "/problems/bad-payload", "title": "提交的内容有误", "status": 422, "errors": faults}
        route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(body))

    at.page.route("**/api/**", refuse)
    at.page.locator("main").get_by_role("button", name=named(button)).first.click()
    form = at.page.get_by_role("dialog").locator("form")
    fields = fill(at.page, form)
    form.locator("button[type=submit]").click()
    told = form.locator(".ant-form-item-explain-error")
    expect(told.filter(has_text="试错").first).to_be_visible()
    for place in refused:
        expect(told.filter(has_text=place).first, "told above the form, not at a field").to_be_visible()
    assert form.locator(".ant-form-item-has-error").count() == fields - IN_ADDRESS.get(path, 0)
    assert at.errors == []
