"""What the register's offices mend, keep and erase: each once as it is meant, and once refused at its field."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from chassis import clock
from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import Desk
from tests.dashboard.windows import opened, row_of

pytestmark = pytest.mark.slow

TODAY = clock.today()
TOMORROW = str(TODAY + timedelta(days=1))
# No other test registers anything for these years.
MARRIED, BORN = "1987-05-04", "1965-03-02"


@pytest.fixture(scope="module")
def enter(offices: Offices, village: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Somebody of the village, of whom no other test knows."""
    homes = {"registered_division": village["code"], "residence_division": village["code"]}

    def entered(name: str, **more: Any) -> dict[str, Any]:
        body = {"name": name, "sex": 1, "birth_date": BORN} | homes | more
        found: dict[str, Any] = offices.post("county-admin", "/registry/v1/persons", body)
        return found

    return entered


def test_a_registered_marriage_is_corrected_and_revoked(
    desk: Callable[..., Desk], offices: Offices, enter: Callable[..., dict[str, Any]]
) -> None:
    couple = {"first_id": enter("窗口甲")["id"], "second_id": enter("窗口乙", sex=2)["id"]}
    offices.post("township-officer", "/registry/v1/marriages", couple | {"married_on": MARRIED})
    at = desk("township-officer", "/vital-events?tab=marriages")
    field = at.page.locator(".filters").get_by_label("从")
    field.fill("1987-01-01")
    field.press("Enter")
    row = row_of(at.page, "窗口甲")
    expect(row).to_contain_text("窗口乙")
    window = opened(at.page, "更正", row).day("日期", TOMORROW).write(理由="抄错日期")
    window.refused("日期", "未来")
    window.day("日期", "1987-05-05").write(地点="县民政局").send()
    expect(row).to_contain_text("1987年5月5日")
    expect(row).to_contain_text("抄错日期")
    window = opened(at.page, "撤销", row)
    window.refused("理由", "理由")
    window.write(理由="登记错人").send()
    expect(row).to_contain_text("已撤销")
    assert at.errors == []


def test_a_worker_sees_what_is_registered_and_mends_nothing(
    desk: Callable[..., Desk], offices: Offices, enter: Callable[..., dict[str, Any]]
) -> None:
    person = enter("窗口辛")
    offices.post("village-worker", "/registry/v1/deaths", {"person_id": person["id"], "died_on": str(TODAY)})
    at = desk("village-worker", "/vital-events?tab=deaths")
    expect(row_of(at.page, "窗口辛")).to_be_visible()
    expect(at.page.get_by_role("columnheader", name="办理")).to_have_count(0)
    assert at.errors == []


def test_what_somebody_asks_is_erased_with_a_proof_and_a_duty_is_named(
    desk: Callable[..., Desk], enter: Callable[..., dict[str, Any]]
) -> None:
    person = enter("窗口丙", phone="13900001111")
    at = desk("township-officer", f"/persons/{person['id']}?tab=rights")
    part = at.page.locator("section.panel").filter(has=at.page.get_by_role("heading", name="删除"))
    window = opened(at.page, "按本人要求删除", part).tick("联系电话", "登记变更历史")
    window.refused("要求删除的内容", "变更登记须可追溯")
    window.tick("登记变更历史").send()
    proof = part.get_by_role("status").locator(".code").inner_text()
    at.open(f"/persons/{person['id']}")
    expect(at.page.locator("main")).not_to_contain_text("1111")

    auditor = desk("auditor", "/retention")
    row = row_of(auditor.page, proof[:24])
    opened(auditor.page, "核对证明", row).send()
    expect(row).to_contain_text("与审计记录一致")
    window = opened(auditor.page, "查是否已删除").write(记录="phone")
    window.refused("编号", "编号")
    window.write(编号=person["id"]).send()
    expect(row_of(auditor.page, proof[:24])).to_be_visible()
    assert at.errors == auditor.errors == []


def test_somebody_is_told_why_their_data_is_needed(
    desk: Callable[..., Desk], enter: Callable[..., dict[str, Any]]
) -> None:
    person = enter("窗口丁")
    at = desk("village-worker", f"/persons/{person['id']}?tab=rights")
    part = at.page.locator("section.panel").filter(has=at.page.get_by_role("heading", name="告知", exact=True))
    window = opened(at.page, "登记已告知", part).day("同意日期", TOMORROW)
    window.box.get_by_label("告知内容").click()
    at.page.locator(".ant-select-item-option:visible").first.click()
    window.refused("同意日期", "未来")
    window.day("同意日期", str(TODAY)).send()
    expect(part.locator(".list-row")).to_have_count(1)
    assert at.errors == []


def test_a_village_has_groups_and_nobody_from_elsewhere_in_them(
    desk: Callable[..., Desk], offices: Offices, village: dict[str, Any], enter: Callable[..., dict[str, Any]]
) -> None:
    others = offices.get("county-admin", "/registry/v1/divisions", level="village", limit="50")["items"]
    elsewhere = next(each["code"] for each in others if each["parent"] != village["parent"])
    stranger = enter("窗口戊", registered_division=elsewhere, residence_division=elsewhere)
    member = enter("窗口己")
    at = desk("county-officer", f"/divisions/{village['code']}")
    window = opened(at.page, "录入小组").write(组号="7", 名称="河湾组")
    window.box.get_by_role("button", name="加一名成员").click()
    window.person("成员", stranger).refused("成员", "不属于该村")
    window.person("成员", member).send()
    expect(row_of(at.page, "河湾组")).to_contain_text("1")
    assert at.errors == []


def test_a_day_is_set_and_a_year_is_loaded_as_announced(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer", "/working-days")
    # A year that no deadline of any test reaches.
    window = opened(at.page, "载入某年节假日").write(年份="2042", 通知文号="国办发明电〔2041〕1号", 名称="元旦")
    window.day("从", "2042-01-03").day("到", "2042-01-01")
    window.refused("到", "结束日期不能早于开始日期")
    window.day("到", "2042-01-05").send()
    window = opened(at.page, "设定某日")
    window.refused("日期", "日期")
    window.day("日期", "2042-02-03").send()
    assert at.errors == []


def test_a_move_is_written_down_because_the_person_declares_it(
    desk: Callable[..., Desk], offices: Offices, village: dict[str, Any], enter: Callable[..., dict[str, Any]]
) -> None:
    person = enter("窗口庚")
    others = offices.get("county-admin", "/registry/v1/divisions", level="village", limit="50")["items"]
    there = next(each for each in others if each["code"] != village["code"] and each["parent"] == village["parent"])
    at = desk("village-worker", "/moves?tab=declarations")
    window = opened(at.page, "登记流动申报").person("申报人", person).place("到", there["name"]).day("日期", TOMORROW)
    window.refused("日期", "日期在未来")
    window.day("日期", str(TODAY)).send()
    expect(row_of(at.page, there["name"])).to_be_visible()
    assert at.errors == []


def test_two_entries_are_put_together_and_taken_apart_again(
    desk: Callable[..., Desk], offices: Offices, enter: Callable[..., dict[str, Any]]
) -> None:
    one, other = (enter("窗口重复", phone="13900002222") for _ in range(2))
    open_pairs = offices.get("township-officer", "/registry/v1/duplicates", state="open", limit="100")["items"]
    pair = next(each for each in open_pairs if {each["person_id"], each["other_id"]} == {one["id"], other["id"]})
    at = desk("township-officer", f"/duplicates/{pair['id']}")
    expect(at.page.get_by_role("table")).to_contain_text("窗口重复")
    window = opened(at.page, "合并")
    window.refused("理由", "理由")
    window.write(理由="同一人登记了两次").send()
    (merge,) = offices.get("township-officer", "/registry/v1/merges", person_id=one["id"])["items"]
    gone = offices.as_("township-officer").get(f"/registry/v1/persons/{merge['merged_id']}", follow_redirects=False)
    assert gone.status_code != 200
    at.open(f"/persons/{merge['survivor_id']}?tab=timeline")
    row = row_of(at.page, "同一人登记了两次")
    opened(at.page, "撤销合并", row).write(理由="其实是双胞胎").send()
    expect(row).to_contain_text("已撤销：其实是双胞胎")
    for entry in (one, other):
        assert offices.get("township-officer", f"/registry/v1/persons/{entry['id']}")["name"] == "窗口重复"
    assert at.errors == []
