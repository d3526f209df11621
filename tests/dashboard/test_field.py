"""A village worker's phone: work without a network, and a store that gives nothing away."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Route, expect

from chassis import clock
from tests.dashboard.care_of_the_village import Cared, as_staff, ask_for_care
from tests.dashboard.conftest import County
from tests.dashboard.phone import Phone

pytestmark = pytest.mark.slow

Take = Callable[[], Cared]


@pytest.fixture(scope="module")
def worker(county: County) -> Iterator[httpx.Client]:
    with as_staff(county.url, county.account("village-worker")) as client:
        yield client


@pytest.fixture(scope="module")
def village(county: County, worker: httpx.Client) -> list[Cared]:
    return ask_for_care(worker, county.account("village-worker")["division"])


@pytest.fixture(scope="module")
def take(village: list[Cared]) -> Take:
    """Somebody whom no other test visits."""
    left = iter(village)
    return lambda: next(left)


@pytest.fixture
def phone(browser: Browser, county: County) -> Iterator[Phone]:
    size: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}
    context = browser.new_context(**size, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(30_000)
    found = Phone(context, page, county, county.account("village-worker"))
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    yield found
    context.close()
    assert found.errors == []


def entries_of(worker: httpx.Client, cared: Cared) -> list[dict[str, Any]]:
    found = worker.get(f"/api/followup/v1/visits/{cared.visit_id}/content").raise_for_status().json()["entries"]
    return list(found)


def state_of(worker: httpx.Client, cared: Cared) -> str:
    return str(worker.get(f"/api/followup/v1/visits/{cared.visit_id}").raise_for_status().json()["state"])


def test_it_can_be_installed(phone: Phone, village: list[Cared]) -> None:
    phone.sign_in()
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    tools = phone.context.new_cdp_session(phone.page)
    told = tools.send("Page.getAppManifest")
    assert told["errors"] == [] and told["url"].endswith("/field/manifest.webmanifest")
    errors = [error["errorId"] for error in tools.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    # Tests' windows are private ones, in which a browser installs nothing.
    assert [error for error in errors if error != "in-incognito"] == []


def test_three_touches_record_a_visit(phone: Phone, worker: httpx.Client, take: Take) -> None:
    cared = take()
    phone.sign_in()
    phone.page.evaluate("window.touches = 0; addEventListener('click', () => { window.touches += 1 }, true)")
    phone.record(cared.name, "已随访")
    assert phone.page.evaluate("window.touches") == 3
    expect(phone.page.locator(".plain-list")).to_contain_text(f"✓ {cared.name}")
    assert state_of(worker, cared) == "done"


def test_work_goes_on_without_a_network_and_is_sent_when_there_is_one(
    phone: Phone, worker: httpx.Client, take: Take
) -> None:
    seen, missed = take(), take()
    phone.sign_in()
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.context.set_offline(True)
    phone.open()
    phone.unlock()
    phone.record(seen.name, "已随访")
    phone.record(missed.name, "没有找到")
    expect(phone.page.locator(".sync")).to_contain_text("2 待发送")
    expect(phone.page.locator(".sync")).to_contain_text("没有网络")
    phone.open()
    phone.unlock()
    expect(phone.row(seen.name)).to_contain_text("待发送")
    phone.row(missed.name).tap()
    phone.page.tap("text=查看资料")
    expect(phone.page.locator("dl.facts")).to_contain_text("**********")
    phone.context.set_offline(False)
    phone.wait_until_sent()
    assert [entry["outcome"] for entry in entries_of(worker, seen)] == ["done"]
    assert [entry["outcome"] for entry in entries_of(worker, missed)] == ["not_found"]


def test_what_was_taken_in_without_an_answer_is_sent_again_and_counts_once(
    phone: Phone, worker: httpx.Client, take: Take
) -> None:
    cared = take()
    phone.sign_in()

    def swallow(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/api/followup/v1/sync*", swallow)
    phone.record(cared.name, "改为电话")
    expect(phone.page.locator(".sync")).to_contain_text("1 待发送 · 没有网络")
    assert len(entries_of(worker, cared)) == 1
    phone.page.unroute("**/api/followup/v1/sync*")
    phone.page.tap(".sync")
    phone.wait_until_sent()
    assert len(entries_of(worker, cared)) == 1


def test_two_tabs_show_the_same_and_both_end_with_signing_out(phone: Phone, take: Take) -> None:
    cared = take()
    phone.sign_in()
    other = phone.context.new_page()
    other.goto(phone.address)
    phone.unlock(other)
    # A tab in the background is drawn seldom, and taps wait for that.
    phone.page.bring_to_front()
    phone.context.set_offline(True)
    phone.record(cared.name, "已随访")
    expect(other.locator(".sync")).to_contain_text("1 待发送")
    phone.page.tap("text=菜单")
    phone.page.tap("text=退出并清除")
    expect(phone.page.locator(".menu")).to_contain_text("还有 1 条没有发送")
    phone.page.tap("text=仍然退出")
    for tab in (phone.page, other):
        expect(tab.locator("input[autocomplete=username]")).to_be_visible()
    assert phone.records() == 0


def test_the_store_gives_nothing_away(phone: Phone, village: list[Cared], take: Take) -> None:
    secret = "伤口边缘略红"
    phone.sign_in()
    phone.context.set_offline(True)
    phone.row(take().name).tap()
    phone.page.tap(".outcomes button:text-is('已随访')")
    phone.page.fill("textarea", secret)
    phone.page.tap(".record button[type=submit]")
    expect(phone.page.locator(".sync")).to_contain_text("1 待发送")
    kept = phone.kept()
    assert len(kept) > 10_000, "nothing was read at all"
    words = [secret, "城关镇", "341599", *(cared.name for cared in village), phone.account["password"]]
    readable = [word for word in words for code in ("utf-8", "utf-16-le") if word.encode(code) in kept]
    assert readable == []
    # The key can be used while the page is open, and read by nobody.
    phone.open()
    assert phone.page.locator(".row-button").count() == 0
    phone.page.fill("input[type=password]", "not this one")
    phone.page.tap("button[type=submit]")
    expect(phone.page.locator("[role=alert]")).to_contain_text("密码不正确")
    phone.context.set_offline(False)


def test_another_devices_entry_is_shown_beside_ones_own(phone: Phone, county: County, take: Take) -> None:
    cared = take()
    phone.sign_in()
    phone.context.set_offline(True)
    with as_staff(county.url, county.account("township-officer")) as township:
        body = {"outcome": "done", "done_on": str(clock.today()), "content": {"note": "乡镇已访", "findings": {}}}
        township.post(f"/api/followup/v1/visits/{cared.visit_id}/outcome", json=body).raise_for_status()
    phone.record(cared.name, "没有找到")
    phone.context.set_offline(False)
    expect(phone.page.locator(".badge")).to_have_text("1")
    phone.messages()
    phone.row(cared.name).tap()
    panels = phone.page.locator(".panel")
    expect(panels.nth(0)).to_contain_text("没有找到")
    expect(panels.nth(1)).to_contain_text("乡镇已访")
    expect(panels.nth(1)).to_contain_text("township-officer")
    expect(phone.page.locator(".told")).to_contain_text("已访")
    assert phone.serious_findings() == []
    phone.page.tap("text=知道了")
    expect(phone.page.locator(".badge")).to_have_count(0)


def test_what_the_server_refuses_is_mended_at_its_field(phone: Phone, worker: httpx.Client, take: Take) -> None:
    cared = take()
    phone.sign_in()
    phone.row(cared.name).tap()
    phone.page.tap(".outcomes button:text-is('已随访')")
    today = phone.page.input_value("input[type=date]")
    phone.page.fill("input[type=date]", "")
    phone.page.tap(".record button[type=submit]")
    expect(phone.page.locator(".fault")).to_have_text("请选择日期。")
    phone.page.fill("input[type=date]", "2020-01-01")
    phone.page.tap(".record button[type=submit]")
    expect(phone.page.locator(".badge")).to_have_text("1")
    phone.messages()
    phone.row(cared.name).tap()
    phone.page.tap("text=修改")
    expect(phone.page.locator(".field:has(input[type=date]) .fault")).to_be_visible()
    phone.page.fill("input[type=date]", today)
    phone.page.tap(".record button[type=submit]")
    expect(phone.page.locator(".plain-list")).to_contain_text(cared.name)
    assert phone.page.locator(".badge").count() == 0
    assert state_of(worker, cared) == "done"


def test_neither_a_session_that_ends_nor_a_lock_loses_what_was_typed(
    phone: Phone, worker: httpx.Client, take: Take
) -> None:
    cared = take()
    phone.sign_in()
    phone.row(cared.name).tap()
    phone.page.tap(".outcomes button:text-is('已随访')")
    phone.page.fill("textarea", "一切正常")
    phone.page.tap("text=菜单")
    # The draft is kept a moment after the last key.
    phone.page.wait_for_timeout(400)
    phone.page.tap("text=锁定")
    phone.unlock()
    expect(phone.page.locator("textarea")).to_have_value("一切正常")
    phone.context.clear_cookies()
    phone.context.set_offline(True)
    phone.open()
    phone.unlock()
    phone.row(cared.name).tap()
    phone.page.tap(".outcomes button:text-is('已随访')")
    expect(phone.page.locator("textarea")).to_have_value("一切正常")
    phone.context.set_offline(False)
    phone.page.tap(".record button[type=submit]")
    expect(phone.page.locator(".session-over")).to_contain_text("登录已过期")
    expect(phone.page.locator(".sync")).to_contain_text("1 待发送")
    phone.page.fill(".session-over input", phone.account["password"])
    phone.page.tap(".session-over button")
    phone.wait_until_sent()
    assert [entry["content"]["note"] for entry in entries_of(worker, cared)] == ["一切正常"]


def test_an_application_waits_for_a_network_and_comes_back_with_its_reason(phone: Phone, take: Take) -> None:
    cared = take()
    phone.sign_in()
    phone.row(cared.name).tap()
    phone.page.tap("text=查看资料")
    phone.page.tap("text=帮助申领待遇")
    phone.page.tap("text=提交申请")
    expect(phone.page.locator(".fault")).to_have_text("请选择项目。")
    phone.page.select_option("select >> nth=0", label="农村部分计划生育家庭奖励扶助")
    expect(phone.page.locator("main")).to_contain_text("请本人准备")
    phone.context.set_offline(True)
    phone.page.tap("text=提交申请")
    expect(phone.page.locator(".sync")).to_contain_text("1 待发送")
    phone.context.set_offline(False)
    expect(phone.page.locator(".badge")).to_have_text("1")
    phone.messages()
    phone.page.tap(".row-button >> nth=0")
    expect(phone.page.locator("main")).to_contain_text("不符合条件")


def test_every_view_fits_a_small_screen_and_everybody(phone: Phone, take: Take) -> None:
    cared = take()
    found: list[tuple[str, object]] = []

    def look(name: str, *touches: str) -> None:
        for touch in touches:
            phone.page.tap(touch)
        for width in (360, 320):
            phone.page.set_viewport_size({"width": width, "height": 640})
            if phone.is_wider_than_the_screen():
                found.append((name, f"wider than {width}"))
        found.extend((name, finding) for finding in phone.serious_findings())

    phone.open()
    look("sign in")
    phone.sign_in()
    look("today")
    look("coming", "nav.tabs button:has-text('两周内')")
    look("messages", "nav.tabs button:has-text('消息')")
    phone.page.tap("nav.tabs button:has-text('今天')")
    phone.row(cared.name).tap()
    look("visit")
    look("person", "text=查看资料")
    look("claim", "text=帮助申领待遇")
    phone.page.go_back()
    phone.page.go_back()
    look("record", ".outcomes button:text-is('已随访')")
    look("menu", "text=菜单")
    assert found == []


def test_a_slow_line_carries_it(phone: Phone, take: Take) -> None:
    tools = phone.context.new_cdp_session(phone.page)
    line = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", line)
    cared = take()
    phone.sign_in(whole=False)
    phone.record(cared.name, "已随访")
    expect(phone.page.locator(".plain-list")).to_contain_text(cared.name, timeout=30_000)


def test_whoever_does_not_make_visits_is_told_so(phone: Phone) -> None:
    phone.account = phone.county.account("finance-officer")
    phone.open()
    phone.page.fill("input[autocomplete=username]", phone.account["username"])
    phone.page.fill("input[type=password]", phone.account["password"])
    phone.page.tap("button[type=submit]")
    expect(phone.page.locator("[role=alert]")).to_contain_text("财政工作人员")
    expect(phone.page.locator("[role=alert]")).to_contain_text("县管理员")
    assert phone.records() == 0
