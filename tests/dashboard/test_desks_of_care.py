"""What the care team's offices write: each once as it is meant, and once so that it is refused at its field."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from chassis import clock
from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import Desk
from tests.dashboard.windows import named, opened, row_of

pytestmark = pytest.mark.slow

TODAY = clock.today()
TOMORROW, NEXT_WEEK = str(TODAY + timedelta(days=1)), str(TODAY + timedelta(days=7))
LONG_AGO = str(TODAY - timedelta(days=20 * 365))
SITE = "窗口测试服务点"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)
"""One red point."""


@pytest.fixture(scope="module")
def people(offices: Offices, village: dict[str, Any]) -> list[dict[str, Any]]:
    """Living adults of the village whose name nobody else there has."""
    query = {"division": village["code"], "limit": "200"}
    all_ = offices.get("village-worker", "/registry/v1/persons", **query)["items"]
    names = [person["name"] for person in all_]
    known = [p for p in all_ if p["living"] and p["birth_date"] < LONG_AGO and names.count(p["name"]) == 1]
    # The first of them are those whom other tests look after.
    return known[-6:]


@pytest.fixture(scope="module")
def site(offices: Offices, village: dict[str, Any]) -> dict[str, Any]:
    """A site in the village."""
    body = {"name": SITE, "division": village["code"]}
    found: dict[str, Any] = offices.post("township-officer", "/followup/v1/sites", body)
    return found


def choose_site(at: Desk) -> None:
    at.page.locator(".filters").get_by_text("服务点").first.click()
    at.page.locator(".ant-select-dropdown:visible").get_by_title(SITE).first.click()


def test_a_township_says_who_makes_visits_and_a_leave_frees_their_days(
    desk: Callable[..., Desk], village: dict[str, Any]
) -> None:
    at = desk("township-officer", "/care-workers")
    window = opened(at.page, "登记随访人员").write(账号="window-worker").place("片区", village["name"])
    window.send()
    at.page.get_by_role("link", name="window-worker").click()
    window = opened(at.page, "登记请假").day("从", NEXT_WEEK).day("到", TOMORROW)
    window.refused("到", "结束日期不能早于开始日期")
    window.day("到", NEXT_WEEK).send()
    opened(at.page, "取消", at.page.locator("main .list-row")).send()
    expect(at.page.get_by_text("今天起没有请假。")).to_be_visible()
    # Nobody is left who would take visits from others.
    opened(at.page, "变更").tick("在岗").send()
    expect(at.page.get_by_text("不再随访")).to_be_visible()
    assert at.errors == []


def test_a_check_goes_from_its_day_to_a_result_that_was_told(
    desk: Callable[..., Desk], site: dict[str, Any], people: list[dict[str, Any]]
) -> None:
    at, person = desk("village-worker", "/check-days"), people[0]
    choose_site(at)
    opened(at.page, "设定名额").day("日期", str(TODAY)).write(名额="1").send()
    expect(row_of(at.page, "1").first).to_be_visible()

    at.open("/checks")
    window = opened(at.page, "预约检查").person("姓名", person).choose("项目", "孕前优生健康检查")
    window.choose("同意人", "监护人").person("监护人是谁", people[1])
    window.refused_as_a_whole("本人决定")
    window.choose("同意人", "本人").send()
    row = row_of(at.page, person["name"])
    # The only place is given: fewer cannot be.
    at.open("/check-days")
    choose_site(at)
    window = opened(at.page, "设定名额").day("日期", str(TODAY)).write(名额="0")
    window.refused_as_a_whole("名额")
    window.close()

    at.open("/checks")
    opened(at.page, "已检查", row).send()
    window = opened(at.page, "录入结果", row)
    window.box.get_by_role("button", name="加一项").click()
    window.refused("检查项目", "检查项目")
    window.write(检查项目="血压", 结果="118/76", 说明="未见异常")
    window.send()
    expect(at.page.locator("main")).not_to_contain_text("118/76")
    opened(at.page, "查看结果", row).send()
    expect(row).to_contain_text("118/76")
    opened(at.page, "告知结果", row).send()
    expect(row).to_contain_text("已告知")
    assert at.errors == []


def test_the_county_is_not_even_offered_checks(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer", "/checks")
    expect(at.page.locator("main")).to_contain_text("乡镇工作人员")
    expect(at.page.locator("nav").get_by_text("健康检查")).to_have_count(0)


def test_stock_is_adjusted_and_every_movement_is_seen(desk: Callable[..., Desk], site: dict[str, Any]) -> None:
    at = desk("village-worker", "/supplies")
    choose_site(at)
    window = opened(at.page, "入库").write(批号="W-1", 数量="10").day("有效期至", LONG_AGO)
    window.box.get_by_label("品名").click()
    at.page.locator(".ant-select-item-option:visible").first.click()
    window.refused("有效期至", "已过有效期")
    window.day("有效期至", str(TODAY + timedelta(days=400))).send()
    window = opened(at.page, "调整", row_of(at.page, "W-1")).write(数量="11")
    window.refused_as_a_whole("不足")
    window.write(数量="4").send()
    expect(row_of(at.page, "W-1")).to_contain_text("6")
    at.page.get_by_role("tab", name="收发记录").click()
    expect(row_of(at.page, "损坏核销")).to_contain_text("W-1")
    assert at.errors == []


def test_a_referral_is_made_read_and_taken_back(
    desk: Callable[..., Desk], site: dict[str, Any], people: list[dict[str, Any]], village: dict[str, Any]
) -> None:
    at, person = desk("village-worker", "/referrals"), people[2]
    window = opened(at.page, "开具转诊").person("姓名", person)
    window.refused("接诊方", "接诊方")
    window.box.get_by_label("接诊方").fill(SITE)
    at.page.locator(".ant-select-item-option:visible").first.click()
    window.write(转诊事由="血压持续偏高").choose("同意人", "监护人").person("监护人是谁", people[1])
    window.refused_as_a_whole("本人决定")
    window.choose("同意人", "本人").send()
    row = row_of(at.page, person["name"])
    expect(row).to_contain_text(SITE)
    opened(at.page, "查看内容", row).send()
    expect(row).to_contain_text("血压持续偏高")
    opened(at.page, "撤回", row).send()
    expect(row).to_contain_text("已撤回")
    assert at.errors == []


def test_a_method_is_noted_because_somebody_wishes_it_and_erased_without_a_reason(
    desk: Callable[..., Desk], people: list[dict[str, Any]]
) -> None:
    at = desk("village-worker", f"/persons/{people[3]['id']}?tab=care")
    part = at.page.locator("section.panel").filter(has=at.page.get_by_role("heading", name="避孕方法"))
    opened(at.page, "查看所记", part).send()
    expect(part).to_contain_text("没有记录。")
    window = opened(at.page, "记录", part)
    window.refused("方法", "方法")
    window.write(方法="口服药")
    window.send()
    opened(at.page, "查看所记", part).send()
    expect(part).to_contain_text("口服药")
    opened(at.page, "删除", part).send()
    opened(at.page, "查看所记", part).send()
    expect(part).to_contain_text("没有记录。")
    assert at.errors == []


def test_a_number_is_opted_out_whoever_s_it_is(desk: Callable[..., Desk]) -> None:
    at = desk("township-officer", "/care-figures")
    window = opened(at.page, "按号码退订").write(号码="没有号码")
    window.refused("号码", "格式不对")
    window.write(号码="13900000000").send()
    assert at.errors == []


def test_a_newcomer_is_told_what_they_are_entitled_to_and_booked_in_one_step(
    desk: Callable[..., Desk], offices: Offices, site: dict[str, Any], people: list[dict[str, Any]]
) -> None:
    # So far ahead that no other test has places there.
    day = str(TODAY + timedelta(days=90))
    path = f"/followup/v1/sites/{site['id']}/check-days/womens-health/{day}"
    answer = offices.as_("village-worker").put(path, json={"places": 1})
    assert answer.status_code == 200, answer.text
    at = desk("village-worker", f"/newcomers/{people[4]['id']}")
    expect(at.page.locator("main")).to_contain_text("打疫苗")
    label = "一步预约：妇女健康检查"
    opened(at.page, label).send()
    booked = offices.get("village-worker", "/followup/v1/appointments", person_id=people[4]["id"])["items"]
    assert [(each["service"], each["state"]) for each in booked] == [("womens-health", "booked")]
    opened(at.page, label).refused_as_a_whole("已").close()
    part = at.page.locator("section.panel").filter(has=at.page.get_by_role("heading", name="联系方式"))
    window = opened(at.page, "登记联系方式", part).write(**{"号码、地址或找谁": "1"})
    window.refused("号码、地址或找谁", "至少 3 个字符")
    window.write(**{"号码、地址或找谁": "找村口小卖部"}).send()
    opened(at.page, "查看联系方式", part).send()
    expect(part).to_contain_text("找村口小卖部")
    opened(at.page, "删除", part).send()
    assert at.errors == []


def test_an_activity_is_recorded_with_its_proof_and_taken_out(
    desk: Callable[..., Desk], village: dict[str, Any], tmp_path: Path
) -> None:
    at = desk("village-worker", "/outreach")
    window = opened(at.page, "登记活动").write(名称="送政策上门", 地点="村委会", 应告知="120", 已告知="96")
    window.choose("种类", "会议").choose("档案盒", "政务公开").place("区划", village["name"]).day("日期", TOMORROW)
    window.refused("日期", "日期还没有到")
    window.day("日期", str(TODAY)).send()
    expect(at.page.locator("main h1")).to_have_text("送政策上门")
    names, picture = tmp_path / "名单.csv", tmp_path / "现场.png"
    names.write_text("姓名\n某某\n")
    picture.write_bytes(PNG)
    window = opened(at.page, "上传佐证")
    window.box.get_by_label("文件").set_input_files(names)
    window.refused("文件", "只收照片和 PDF")
    window.box.get_by_label("文件").set_input_files(picture)
    window.send()
    expect(row_of(at.page, ".png")).to_be_visible()
    opened(at.page, "撤回").write(理由="重复登记").send()
    expect(at.page.locator("main")).to_contain_text("重复登记")
    expect(at.page.get_by_role("button", name=named("上传佐证"))).to_have_count(0)
    assert at.errors == []
