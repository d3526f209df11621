"""Scores, complaints, surveys, access and the resident's desk in a real browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.dashboard.accessible import serious_faults
from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import Desk
from tests.dashboard.windows import opened

pytestmark = pytest.mark.slow


def test_a_complaint_is_taken_down_and_its_receipt_is_shown_once(desk: Callable[..., Desk]) -> None:
    at = desk("village-worker")
    at.open("/complaints")
    at.page.get_by_role("button", name="登记来信来访").click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_label("事由").click()
    at.page.get_by_title("钱发得晚").click()
    dialog.get_by_label("涉及单位所在区划", exact=True).fill("城关社区")
    at.page.locator(".ant-select-tree-title", has_text="城关社区").first.click()
    dialog.get_by_label("内容").fill("上半年的补贴还没有到账。")
    dialog.get_by_role("button", name="登记来信来访").click()
    receipt = at.page.get_by_role("region", name="回执")
    expect(receipt).to_contain_text("查询码只显示这一次")
    expect(at.page.get_by_role("cell", name="钱发得晚")).to_be_visible()
    at.open("/complaints")
    expect(at.page.get_by_text("查询码只显示这一次")).to_have_count(0)


def test_a_person_asks_for_a_copy_at_the_desk(desk: Callable[..., Desk], offices: Offices) -> None:
    village = offices.staff["village-worker"]["division"]
    person = offices.get("village-worker", "/registry/v1/persons", division=village, limit="1")["items"][0]
    at = desk("village-worker")
    at.open("/residents-desk")
    at.page.get_by_label("人员").fill(person["name"])
    at.page.locator(".ant-select-item-option", has_text=person["birth_date"]).first.click()
    at.page.get_by_role("button", name="登记请求").click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_label("请求", exact=True).click()
    at.page.get_by_title("要副本").click()
    dialog.get_by_label("原话").fill("我想要一份我的资料。")
    dialog.get_by_role("button", name="登记请求").click()
    expect(at.page.get_by_role("cell", name="我想要一份我的资料。")).to_be_visible()
    expect(at.page.get_by_text("待答复").first).to_be_visible()
    assert at.errors == []


def test_a_correction_is_entered_at_the_desk_and_decided_by_the_township(
    desk: Callable[..., Desk], offices: Offices
) -> None:
    village = offices.staff["village-worker"]["division"]
    person = offices.get("village-worker", "/registry/v1/persons", division=village, limit="2")["items"][1]
    at = desk("village-worker", "/residents-desk")
    at.page.get_by_label("人员").fill(person["name"])
    at.page.locator(".ant-select-item-option", has_text=person["birth_date"]).first.click()
    at.page.get_by_role("button", name="提出更正").click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_label("应为").fill(person["name"] + "明")
    dialog.get_by_role("button", name="提出更正").click()
    expect(at.page.get_by_role("cell", name=re.compile("待答复")).first).to_be_visible()
    township = desk("township-officer", "/corrections")
    row = township.page.locator(".list-row").filter(has_text=person["name"] + "明")
    row.get_by_role("button", name=re.compile("答\\s?复")).click()
    dialog = township.page.get_by_role("dialog")
    dialog.get_by_text("同意", exact=True).first.click()
    dialog.get_by_role("button", name=re.compile("答\\s?复")).click()
    expect(township.page.get_by_role("button", name="改入登记")).to_be_visible()
    assert at.errors == township.errors == []


def test_somebody_leaves_a_household_on_a_paper_and_its_history_tells_so(
    desk: Callable[..., Desk], offices: Offices
) -> None:
    household, member = _family_of_several(offices)
    at = desk("village-worker")
    assert serious_faults(at, [f"/households/{household['id']}"]) == []
    take_out = re.compile("移\\s?出")
    at.page.get_by_role("button", name=take_out).click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_label("姓名").click()
    at.page.get_by_title(f"{member['name']} {member['birth_date']}").click()
    dialog.get_by_label("理由").fill("分家另过")
    dialog.get_by_label("材料名称").fill("移出申请")
    dialog.get_by_label("材料编号").fill("YC2024000123")
    dialog.get_by_role("button", name=take_out).click()
    history = at.page.get_by_role("region", name="经历")
    for told in ("分家另过", "离户", "本人书面申请 Y*********23"):
        expect(history).to_contain_text(told)
    assert at.errors == []


def _family_of_several(offices: Offices) -> tuple[dict[str, Any], dict[str, Any]]:
    """A household of the worker's village, and a member who is not its head."""
    village = offices.staff["village-worker"]["division"]
    for household in offices.get("village-worker", "/registry/v1/households", division=village, limit="50")["items"]:
        members = offices.get("village-worker", f"/registry/v1/households/{household['id']}/members")["items"]
        others = [each for each in members if each["id"] != household["head_id"]]
        if others and household["head_id"]:
            return household, others[0]
    raise AssertionError("no household of several")


def test_the_worst_problem_is_on_the_county_s_home_and_opens_to_its_cases(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer")
    worst = at.page.locator("section", has=at.page.get_by_role("heading", name="失分最多的服务")).locator("li a").first
    title = worst.inner_text()
    # One click leads from the home to every case behind it.
    worst.click()
    expect(at.page.locator("main h1")).to_contain_text(title)
    expect(at.page.locator(".list-row").first).to_be_visible()
    # Twelve months with their limits: the demo county has a year of care.
    expect(at.page.get_by_role("img", name="控制图").locator("svg")).to_be_visible()


def test_an_auditor_has_the_log_looked_at(desk: Callable[..., Desk]) -> None:
    at = desk("auditor")
    at.page.get_by_role("button", name="立即核对").click()
    expect(at.page.get_by_text("完好：没有增删改动。")).to_be_visible()
    assert at.errors == []


def test_a_sample_is_drawn_and_the_village_s_invitations_are_printed(
    desk: Callable[..., Desk], village: dict[str, Any]
) -> None:
    code, name = village["code"], village["name"]
    at = desk("county-officer", "/surveys")
    window = opened(at.page, "抽取样本")
    window.refused("区划", "区划")
    window.place("区划", name).send()
    expect(at.page).to_have_url(re.compile("/surveys/[0-9a-f-]{36}"))
    at.page.get_by_role("tab", name="样本与录入").click()
    at.page.locator("main").get_by_role("combobox", name="区划").fill(name)
    at.page.locator(".ant-select-tree-title:visible", has_text=name).first.click()
    with at.page.expect_download() as saved:
        at.page.get_by_role("button", name="打印调查邀请").click()
    assert saved.value.suggested_filename == f"invitations-{code}.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
    assert at.errors == []
