"""The monthly meeting in a real browser: health sees its rows, the county decides, public security names a case."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, expect

from tests.dashboard.accessible import serious_faults
from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import Desk
from tests.dashboard.meeting_scene import BASE, hold_a_meeting, hospital_births

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def meeting(offices: Offices) -> str:
    return hold_a_meeting(offices, "2026-10")


def test_the_meeting_is_held_on_the_screen(desk: Callable[..., Desk], meeting: str, offices: Offices) -> None:
    at = desk("county-officer")
    submission = offices.get("county-officer", f"{BASE}/submissions", session=meeting)["items"][0]["id"]
    pages = ["/meetings", *(f"/meetings/{meeting}?tab={tab}" for tab in ("agenda", "steps"))]
    assert serious_faults(at, [*pages, f"/meetings/{meeting}/submissions/{submission}?tab=links"]) == []
    at.open(f"/meetings/{meeting}?tab=agenda")
    at.page.get_by_role("button", name="记录决议").first.click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_text("由责任单位更正").click()
    dialog.get_by_role("button", name="记录决议").click()
    expect(at.page.get_by_text("已决议").first).to_be_visible()
    at.page.get_by_role("tab", name="会议纪要").click()
    at.page.get_by_role("button", name="形成纪要").click()
    at.page.get_by_role("dialog").get_by_role("button", name="形成纪要").click()
    expect(at.page.get_by_text("转入下月")).to_be_visible()
    assert at.errors == []


def test_health_sees_what_it_still_owes_and_the_row_to_mend(
    desk: Callable[..., Desk], meeting: str, offices: Offices
) -> None:
    at = desk("health")
    assert serious_faults(at, ["/", f"/meetings/{meeting}"]) == []
    expect(at.page.get_by_role("link", name="住院分娩")).to_be_visible()
    at.page.get_by_role("link", name="住院分娩").click()
    expect(at.page.get_by_role("cell", name="出生日期").first).to_be_visible()
    assert at.errors == []


def test_public_security_names_a_case_before_it_looks(desk: Callable[..., Desk], meeting: str) -> None:
    at = desk("public-security")
    at.open("/meetings")
    at.page.get_by_role("textbox").fill("HD-2026-10")
    at.page.get_by_role("textbox").press("Enter")
    at.page.get_by_role("link", name="2026年10月").click()
    at.page.get_by_role("tab", name="议程（差异）").click()
    expect(at.page.get_by_text("已出生未登记户口").first).to_be_visible()
    task = at.page.get_by_role("region", name="已出生未登记户口").filter(has_text="待答复").first
    task.get_by_role("button", name=re.compile("答\\s?复")).click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_text("已更正").click()
    dialog.get_by_label("依据").fill("出生登记 2026-1034")
    dialog.get_by_role("button", name=re.compile("答\\s?复")).click()
    expect(at.page.get_by_text("出生登记 2026-1034")).to_be_visible()
    assert at.errors == []


def test_a_month_is_opened_handed_in_and_matched_on_the_screen(desk: Callable[..., Desk], offices: Offices) -> None:
    county = desk("county-officer", "/meetings")
    county.page.get_by_role("button", name="建立会议").click()
    dialog = county.page.get_by_role("dialog")
    dialog.get_by_label("月份").fill("2026-09")
    dialog.get_by_role("button", name="建立会议").click()
    county.page.wait_for_url("**/meetings/*")
    address = county.page.url.removeprefix(county.county.url)
    health = desk("health", address)
    health.page.get_by_label("类别").click()
    health.page.get_by_title("住院分娩").click()
    content = hospital_births(offices, "2026-09", 3)
    file: FilePayload = {"name": "住院分娩.csv", "mimeType": "text/csv", "buffer": content}
    health.page.locator("input[type=file]").set_input_files(file)
    # The row that cannot be read is named, with what to mend.
    expect(health.page.get_by_role("cell", name="出生日期").first).to_be_visible()
    county.open(address)
    for button, then in (("开始比对", "核对"), ("开始开会", "开会")):
        county.page.get_by_role("button", name=button).click()
        county.page.get_by_role("dialog").get_by_role("button", name=button).click()
        expect(county.page.locator(".path-now")).to_contain_text(then, timeout=60_000)
    assert county.errors == health.errors == []
