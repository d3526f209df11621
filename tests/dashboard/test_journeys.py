"""Journeys through the office that go wrong on the way: a session that ends, a line that breaks, another tab."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.care_of_the_village import Cared, as_staff, ask_for_care
from tests.dashboard.conftest import County, Desk

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def worker(county: County) -> Iterator[httpx.Client]:
    with as_staff(county.url, county.account("village-worker")) as client:
        yield client


@pytest.fixture(scope="module")
def take(county: County, worker: httpx.Client) -> Callable[[], Cared]:
    left = iter(ask_for_care(worker, county.account("village-worker")["division"], (7, 7, 7, 7)))
    return lambda: next(left)


def notes_of(worker: httpx.Client, cared: Cared) -> list[str]:
    content = worker.get(f"/api/followup/v1/visits/{cared.visit_id}/content").raise_for_status().json()
    return [entry["content"]["note"] for entry in content["entries"]]


def begin_to_record(page: Page, cared: Cared, note: str) -> None:
    """From the worker's list to the filled-in form."""
    row = page.locator(".ant-table-row").filter(has_text=cared.name).first
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


@pytest.mark.parametrize("role", ["village-worker", "county-officer", "auditor"])
def test_twice_as_large_nothing_is_lost(desk: Callable[..., Desk], role: str) -> None:
    # At 200 % a screen of 1280 by 860 holds 640 by 430.
    at = desk(role)
    at.page.set_viewport_size({"width": 640, "height": 430})
    at.open("/")
    expect(at.page.locator("main h1")).to_be_visible()
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert at.page.evaluate(wide) <= 0
