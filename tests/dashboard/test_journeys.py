"""Journeys through the office that go wrong on the way: a session that ends, a line that breaks, another tab."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.care_of_the_village import Cared, as_staff, ask_for_care
from tests.dashboard.conftest import County, Desk
from tests.dashboard.windows import named

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def worker(county: County) -> Iterator[httpx.Client]:
    with as_staff(county.url, county.account("village-worker")) as client:
        yield client


@pytest.fixture(scope="module")
def take(county: County, worker: httpx.Client) -> Callable[[], Cared]:
    left = iter(ask_for_care(worker, county.account("village-worker")["division"], (7,) * 8))
    return lambda: next(left)


def notes_of(worker: httpx.Client, cared: Cared) -> list[str]:
    content = worker.get(f"/api/followup/v1/visits/{cared.visit_id}/content").raise_for_status().json()
    return [entry["content"]["note"] for entry in content["entries"]]


def begin_to_record(page: Page, cared: Cared, note: str) -> None:
    """From the worker's list to the filled-in form."""
    row = page.locator(".list-row").filter(has_text=cared.name).first
    row.locator("button.ant-btn-primary").click()
    page.locator(".ant-modal textarea").fill(note)


def save(page: Page) -> None:
    page.locator(".ant-modal button[type=submit]").first.click()


def test_a_worker_records_a_visit(desk: Callable[..., Desk], worker: httpx.Client, take: Callable[[], Cared]) -> None:
    cared, at = take(), desk("village-worker")
    begin_to_record(at.page, cared, "恢复良好")
    save(at.page)
    expect(at.page.locator(".ant-modal textarea")).to_be_hidden()
    assert notes_of(worker, cared) == ["恢复良好"]
    assert at.errors == []


def test_a_call_instead_of_a_visit_asks_for_no_place(
    desk: Callable[..., Desk], worker: httpx.Client, take: Callable[[], Cared]
) -> None:
    cared, at = take(), desk("village-worker")
    begin_to_record(at.page, cared, "电话中说恢复良好")
    at.page.locator(".ant-modal .ant-radio-wrapper").filter(has_text="改为电话").click()
    expect(at.page.locator(".ant-modal")).not_to_contain_text("地点")
    save(at.page)
    expect(at.page.locator(".ant-modal textarea")).to_be_hidden()
    assert notes_of(worker, cared) == ["电话中说恢复良好"]


def test_three_touches_record_a_visit_in_the_office(
    desk: Callable[..., Desk], worker: httpx.Client, take: Callable[[], Cared]
) -> None:
    cared, at = take(), desk("village-worker")
    at.page.evaluate("window.touches = 0; addEventListener('pointerdown', () => { window.touches += 1 }, true)")
    at.page.locator(".list-row").filter(has_text=cared.name).first.locator("button.ant-btn-primary").click()
    at.page.locator(".ant-modal .ant-radio-wrapper").filter(has_text="没有找到").click()
    save(at.page)
    expect(at.page.locator(".ant-modal")).to_be_hidden()
    assert at.page.evaluate("window.touches") == 3
    visit = worker.get(f"/api/followup/v1/visits/{cared.visit_id}").raise_for_status().json()
    assert visit["attempts"] == 1


def test_a_keyboard_alone_signs_in_and_records_a_visit(
    desk: Callable[..., Desk], worker: httpx.Client, take: Callable[[], Cared]
) -> None:
    cared, at = take(), desk()
    name, secret = at.county.entry("village-worker")
    at.open("/")
    keys = at.page.keyboard
    # The first field has the focus already.
    keys.type(name)
    keys.press("Tab")
    keys.type(secret)
    keys.press("Enter")
    at.page.wait_for_selector(".list-row")
    at.settle()
    keys.press("Tab")
    assert at.page.evaluate("document.activeElement.className") == "skip"
    keys.press("Enter")
    tab_to(at.page, "e.matches('button') && e.textContent.replace(/\\s/g, '') === '记录'", cared.name)
    keys.press("Enter")
    at.page.wait_for_selector(".ant-modal textarea")
    tab_to(at.page, "e.matches('.ant-modal textarea')")
    keys.type("用键盘记录")
    tab_to(at.page, "e.matches('.ant-modal button[type=submit]')")
    keys.press("Enter")
    expect(at.page.locator(".ant-modal textarea")).to_be_hidden()
    assert notes_of(worker, cared) == ["用键盘记录"]


def tab_to(page: Page, what: str, row: str = "") -> None:
    """Press Tab until the focus is on ``what``, inside the row of ``row`` where one is named."""
    inside = f"(e.closest('.list-row')?.textContent ?? '').includes({row!r})" if row else "true"
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const e = document.activeElement; return ({what}) && {inside} }})()"):
            return
    raise AssertionError(f"{what} cannot be reached with the Tab key")


def test_on_a_slow_line_one_click_sends_once_and_says_that_it_is_sending(
    desk: Callable[..., Desk], worker: httpx.Client, take: Callable[[], Cared]
) -> None:
    cared, at = take(), desk("village-worker")
    begin_to_record(at.page, cared, "慢网络")
    tools = at.page.context.new_cdp_session(at.page)
    line = {"offline": False, "latency": 800, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", line)
    sent: list[str] = []
    at.page.on("request", lambda one: sent.append(one.url))
    save(at.page)
    expect(at.page.locator(".ant-modal .ant-btn-loading")).to_be_visible()
    at.page.locator(".ant-modal button[type=submit]").first.click(force=True)
    expect(at.page.locator(".ant-modal textarea")).to_be_hidden()
    assert len([url for url in sent if url.endswith("/outcome")]) == 1
    assert notes_of(worker, cared) == ["慢网络"]


def test_a_long_list_draws_what_is_in_sight_and_prints_all_of_it(desk: Callable[..., Desk]) -> None:
    at = desk("township-officer")
    body = {"items": many_visits(), "next": None}
    at.page.route("**/api/followup/v1/visits?*", lambda route: route.fulfill(json=body))
    at.follow("/visits")
    rows, place = at.page.locator(".list-row"), at.page.locator(".list-scroll")
    assert 0 < rows.count() < 60
    place.evaluate("(list) => { list.scrollTop = list.scrollHeight }")
    expect(at.page.get_by_text("示例999", exact=True)).to_be_visible()
    assert rows.count() < 60
    at.page.emulate_media(media="print")
    at.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert rows.count() == 1000
    expect(at.page.locator(".frame-header")).to_be_hidden()
    expect(at.page.locator("nav")).to_be_hidden()
    at.page.evaluate("dispatchEvent(new Event('afterprint'))")
    at.page.emulate_media(media="screen")
    expect(rows).not_to_have_count(1000)
    assert at.errors == []


def many_visits() -> list[dict[str, object]]:
    def visit(n: int) -> dict[str, object]:
        ids = dict.fromkeys(("id", "plan_id", "person_id"), f"00000000-0000-7000-8000-{n:012d}")
        days = dict.fromkeys(("earliest_on", "due_on", "latest_on"), "2026-11-20")
        words = {"name": f"示例{n}", "title_zh": "随访", "title_en": "Visit", "place": "home", "state": "due"}
        return ids | days | words | {"revision": 1}

    return [visit(n) for n in range(1000)]


def test_neither_a_broken_line_nor_a_session_that_ends_loses_what_was_typed(
    desk: Callable[..., Desk], worker: httpx.Client, take: Callable[[], Cared]
) -> None:
    cared, at = take(), desk("village-worker")
    begin_to_record(at.page, cared, "伤口愈合")
    at.page.context.set_offline(True)
    save(at.page)
    expect(at.page.locator(".ant-modal [role=alert]").first).to_contain_text("没有网络连接")
    expect(at.page.locator(".ant-modal textarea")).to_have_value("伤口愈合")
    at.page.context.set_offline(False)
    at.page.context.clear_cookies()
    save(at.page)
    door = at.page.locator(".ant-modal").filter(has_text="登录已过期")
    door.locator("input[type=password]").fill(at.county.account("village-worker")["password"])
    door.locator("button[type=submit]").click()
    expect(at.page.locator(".ant-modal textarea")).to_be_hidden()
    assert notes_of(worker, cared) == ["伤口愈合"]


def test_two_tabs_cannot_overwrite_each_other(
    desk: Callable[..., Desk], worker: httpx.Client, take: Callable[[], Cared]
) -> None:
    cared, at = take(), desk("village-worker")
    other = at.page.context.new_page()
    other.goto(at.county.url)
    for page, note in ((at.page, "第一份"), (other, "第二份")):
        page.bring_to_front()
        begin_to_record(page, cared, note)
    save(other)
    expect(other.locator(".ant-modal textarea")).to_be_hidden()
    at.page.bring_to_front()
    save(at.page)
    expect(at.page.locator(".ant-modal [role=alert]").first).to_be_visible()
    expect(at.page.locator(".ant-modal textarea")).to_have_value("第一份")
    assert notes_of(worker, cared) == ["第二份"]


def test_ten_idle_minutes_cover_everything_and_lose_nothing(
    desk: Callable[..., Desk], worker: httpx.Client, take: Callable[[], Cared]
) -> None:
    cared, at = take(), desk()
    at.page.clock.install()
    # A session of its own: the lock ends it.
    at.sign_in("village-worker")
    begin_to_record(at.page, cared, "锁定前写的")
    at.page.clock.fast_forward("11:00")
    lock = at.page.locator(".idle-lock")
    expect(lock.get_by_text("已锁定")).to_be_visible()
    expect(at.page.locator(".ant-modal textarea")).to_be_hidden()
    expect(at.page.locator("main h1")).to_be_hidden()
    at.page.keyboard.press("Escape")
    expect(lock.get_by_text("已锁定")).to_be_visible()
    # To load the page anew in another tab is no way around it.
    other = at.page.context.new_page()
    other.goto(at.county.url)
    expect(other.locator(".sign-in h1")).to_be_visible()
    other.close()
    for password in ("不是这个", at.county.account("village-worker")["password"]):
        lock.locator("input[type=password]").fill(password)
        lock.locator("button[type=submit]").click()
        if password == "不是这个":
            expect(lock.locator("[role=alert]")).to_contain_text("用户名或密码不正确")
    expect(lock.get_by_text("已锁定")).to_be_hidden()
    expect(at.page.locator(".ant-modal textarea")).to_have_value("锁定前写的")
    save(at.page)
    expect(at.page.locator(".ant-modal textarea")).to_be_hidden()
    assert notes_of(worker, cared) == ["锁定前写的"]
    assert at.errors == []


# The page's own listener is older, so it has heard before.
_HEAR = """() => {
  const tabs = new BroadcastChannel('huijia-touched')
  window.heard = new Promise((done) => { tabs.onmessage = () => { done(true) } })
}"""


def test_who_works_in_another_tab_is_not_locked_out(desk: Callable[..., Desk]) -> None:
    at = desk()
    at.page.clock.install()
    at.sign_in("village-worker")
    other = at.page.context.new_page()
    other.goto(at.county.url)
    other.wait_for_selector("main#content h1")
    at.page.evaluate(_HEAR)
    at.page.clock.fast_forward("09:00")
    other.keyboard.press("Shift")
    assert at.page.evaluate("window.heard")
    at.page.clock.fast_forward("02:00")
    expect(at.page.locator("main#content h1")).to_be_visible()
    assert at.page.locator(".idle-lock").count() == 0


def test_a_page_that_is_opened_without_a_network_comes_when_there_is_one(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer")
    at.page.context.set_offline(True)
    at.page.evaluate(
        "() => { history.pushState({ idx: 1 }, '', '/schemes'); dispatchEvent(new PopStateEvent('popstate')) }"
    )
    # The page's own trouble, not that of a list on the home that was asked again.
    retry = at.page.get_by_role("button", name=named("重试"))
    expect(retry).to_be_visible()
    expect(at.page.locator("[role=alert]").first).to_contain_text("没有网络连接")
    at.page.context.set_offline(False)
    retry.click()
    expect(at.page.locator("main h1")).to_contain_text("项目")


LARGE = {
    "village-worker": ["/", "/persons", "/visits", "/claims", "/complaints", "/residents-desk"],
    "county-officer": ["/", "/scores", "/meetings", "/statistics", "/moves", "/schemes"],
    "finance-officer": ["/", "/cycles", "/funds"],
    "auditor": ["/", "/access-log", "/policies", "/retention"],
}


@pytest.mark.parametrize("role", LARGE)
def test_twice_as_large_nothing_is_lost(desk: Callable[..., Desk], role: str) -> None:
    # At 200 % a screen of 1280 by 860 holds 640 by 430.
    at = desk(role)
    at.page.set_viewport_size({"width": 640, "height": 430})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    cut = []
    for path in LARGE[role]:
        at.follow(path)
        if at.page.evaluate(wide) > 0:
            cut.append(path)
    assert cut == []
