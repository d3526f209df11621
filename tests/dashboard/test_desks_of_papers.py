"""Households that are opened and joined, copies that are handed out, and what offices set up or ask now and then."""

from base64 import b64encode
from collections.abc import Callable
from secrets import token_hex
from typing import Any

import pytest
from playwright.sync_api import expect

from chassis import clock
from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import Desk
from tests.dashboard.windows import opened, row_of

pytestmark = pytest.mark.slow

BORN = "1966-04-03"
# A village has a number once.
JOINING, JOINED = (f"立户-{token_hex(6)}" for _ in range(2))


@pytest.fixture(scope="module")
def resident(offices: Offices, village: dict[str, Any]) -> dict[str, Any]:
    homes = {"registered_division": village["code"], "residence_division": village["code"]}
    body = {"name": "文书甲", "sex": 1, "birth_date": BORN} | homes
    found: dict[str, Any] = offices.post("county-admin", "/registry/v1/persons", body)
    return found


def test_a_household_is_opened_and_another_joins_it(
    desk: Callable[..., Desk], offices: Offices, village: dict[str, Any], resident: dict[str, Any]
) -> None:
    household = {"number": JOINING, "registered_division": village["code"], "head_id": resident["id"]}
    offices.post("village-worker", "/registry/v1/households", household)
    at = desk("village-worker", "/households")
    window = opened(at.page, "立户").write(户号=JOINED)
    window.refused("户籍地", "户籍地")
    window.place("户籍地", village["name"]).write(户号=JOINING, 理由="分家另过").refused("户号", "已有此户号")
    window.write(户号=JOINED).send()
    expect(at.page.locator("main h1")).to_contain_text(JOINED)
    expect(at.page.get_by_role("region", name="经历")).to_contain_text("分家另过")

    window = opened(at.page, "并户")
    window.refused("并入的户", "并入的户")
    window.box.get_by_label("并入的户", exact=True).fill(JOINING)
    at.page.locator(".ant-select-item-option:visible", has_text=JOINING).click()
    window.write(理由="老人同住").send()
    expect(row_of(at.page, "文书甲")).to_be_visible()
    expect(at.page.get_by_role("region", name="经历")).to_contain_text("老人同住")
    assert at.errors == []


def test_a_division_that_the_list_lacks_is_entered(desk: Callable[..., Desk], village: dict[str, Any]) -> None:
    at = desk("county-admin", "/divisions")
    window = opened(at.page, "录入区划").write(代码="1", 名称="新河村").place("上级", "城关")
    window.refused("代码", "格式不对")
    window.write(代码=f"{village['parent'][:9]}950").send()
    at.page.get_by_label("按名称或代码筛选").fill("新河")
    expect(at.page.get_by_role("link", name="新河村")).to_be_visible()
    assert at.errors == []


def test_a_copy_is_handed_out_and_a_receipt_followed(
    desk: Callable[..., Desk], offices: Offices, village: dict[str, Any], resident: dict[str, Any]
) -> None:
    said = {"topic": "money-late", "channel": "visit", "division": village["code"], "words": "钱发得晚"}
    complaint = said | {"received_on": str(clock.today()), "confidential": False}
    code = offices.post("village-worker", "/assessment/v1/complaints", complaint)["code"]
    at = desk("village-worker", "/residents-desk")
    window = opened(at.page, "凭码查询").write(查询码="XXXX-XXXX-XXXX-XXXX")
    window.refused("查询码", "与回执核对")
    window.write(查询码=code).send()
    standing = at.page.get_by_role("region", name="凭码查询")
    expect(standing).to_contain_text("待答复")
    at.page.get_by_label("人员").fill(resident["name"])
    at.page.locator(".ant-select-item-option", has_text=BORN).first.click()
    for label, ending in (("打印副本", ".pdf"), ("下载副本（数据）", ".json")):
        with at.page.expect_download() as saved:
            at.page.get_by_role("button", name=label).click()
        assert saved.value.suggested_filename.endswith(ending)
        assert saved.value.path().stat().st_size > 200
    assert at.errors == []


def test_how_long_everything_is_kept_is_told_of_every_service(desk: Callable[..., Desk]) -> None:
    at = desk("auditor", "/retention")
    for part, record in (("登记、交换与审计", ""), ("随访", ""), ("考核、调查与来信来访", "来信来访的内容与答复")):
        section = at.page.locator("section.panel", has=at.page.get_by_role("heading", name=part, exact=True))
        expect(section.locator("tbody tr").first).to_be_visible()
        expect(section).to_contain_text(record)
    assert at.errors == []


def test_a_departments_webhook_moves_and_gets_a_new_secret(desk: Callable[..., Desk], offices: Offices) -> None:
    secret = "whsec_" + b64encode(b"s" * 32).decode()
    hook = {"client_id": offices.departments["health"]["client_id"], "kinds": ["correction-notice.created"]}
    offices.post("county-admin", "/gateway/v1/webhooks", hook | {"url": "https://old.example.cn/", "secret": secret})
    at = desk("county-admin", "/partners")
    row = row_of(at.page, "https://old.example.cn/")
    expect(row).to_contain_text("有一条更正通知")
    window = opened(at.page, "修改", row).write(**{"地址（https）": "ftp://x.example.cn/"})
    window.refused("地址（https）", "格式不对")
    window.write(**{"地址（https）": "https://new.example.cn/"}).send()
    row = row_of(at.page, "https://new.example.cn/")
    window = opened(at.page, "换密钥", row).write(签名密钥="short")
    window.refused("签名密钥", "格式不对")
    window.write(签名密钥=secret[:-4] + "AAA=").send()
    opened(at.page, "停用", row).send()
    expect(row).to_have_count(0)
    assert at.errors == []


def test_a_remembered_column_is_forgotten(desk: Callable[..., Desk], offices: Offices) -> None:
    offices.as_("village-worker").put("/registry/v1/imports/mappings", json={"columns": {"大名": "name"}})
    at = desk("village-worker", "/imports")
    row = row_of(at.page, "大名 → 姓名")
    opened(at.page, "不再使用", row).send()
    expect(row).to_have_count(0)
    assert at.errors == []


def test_another_county_is_asked_about_a_declared_move(
    desk: Callable[..., Desk], offices: Offices, resident: dict[str, Any]
) -> None:
    move = {"declared_by_person": True, "person_ids": [resident["id"]], "to_division": "110101001001"}
    offices.post("village-worker", "/migrants/v1/movement-declarations", move | {"moved_on": str(clock.today())})
    at = desk("village-worker", "/moves?tab=declarations")
    # No other county is connected with this one: it says so, and nothing is lost.
    opened(at.page, "请对方县核实", row_of(at.page, "110101001001")).refused_as_a_whole("尚未与本县联通")
    assert at.errors == []


def test_what_a_protocol_would_change_is_asked_before_it_is_done(desk: Callable[..., Desk]) -> None:
    at = desk("township-officer", "/protocols")
    window = opened(at.page, "更换版本").write(从版本="1", 到版本="9")
    window.box.get_by_label("方案", exact=True).click()
    at.page.locator(".ant-select-item-option:visible").first.click()
    window.box.get_by_label("现有计划", exact=True).click()
    at.page.locator(".ant-select-item-option:visible").first.click()
    window.refused("到版本", "没有这个版本")
    assert at.errors == []
