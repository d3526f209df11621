"""From likely entitled to paid, in a real browser: the village, the township, the county, finance."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.dashboard.accessible import serious_faults
from tests.dashboard.benefits_scene import SCHEME, YEAR, Offices, card, year_of_benefits
from tests.dashboard.conftest import Desk

pytestmark = pytest.mark.slow

VILLAGE = ["/schemes", "/candidates?scheme=childcare-subsidy", "/claims", "/postings", "/statements"]
COUNTY = ["/", "/schemes?tab=simulator", "/claims?state=all", "/objections", "/statements?tab=funnel"]
FINANCE = ["/", "/cycles", "/returns", "/funds", "/recoverables", "/statements"]


@pytest.fixture(scope="module")
def claims(offices: Offices) -> list[dict[str, Any]]:
    return year_of_benefits(offices)


@pytest.mark.parametrize(
    ("role", "pages"), [("village-worker", VILLAGE), ("county-officer", COUNTY), ("finance-officer", FINANCE)]
)
def test_the_pages_of_benefits_open_and_are_accessible(
    desk: Callable[..., Desk], claims: list[dict[str, Any]], role: str, pages: list[str]
) -> None:
    at = desk(role)
    assert serious_faults(at, pages) == []
    assert at.errors == []


def test_a_worker_signs_the_village_s_review_of_what_waits(
    desk: Callable[..., Desk], claims: list[dict[str, Any]], offices: Offices
) -> None:
    at = desk("village-worker")
    at.open("/claims")
    at.page.get_by_role("button", name="勾选全部已显示的行").click()
    at.page.get_by_role("button", name="签署村级评议").click()
    at.page.get_by_role("dialog").get_by_role("button", name="签署村级评议").click()
    expect(at.page.get_by_text("没有这样的申领。")).to_be_visible()
    assert offices.get("village-worker", f"/incentives/v1/claims/{claims[-1]['id']}")["state"] == "reviewed"


@pytest.mark.parametrize(
    ("role", "waits_in", "button", "nth", "then"),
    [
        ("township-officer", "reviewed", "签署乡镇初审", -2, "checked"),
        ("county-officer", "checked", "签署县级确认", -3, "confirmed"),
    ],
)
def test_an_officer_signs_what_waits(
    desk: Callable[..., Desk],
    claims: list[dict[str, Any]],
    offices: Offices,
    role: str,
    waits_in: str,
    button: str,
    nth: int,
    then: str,
) -> None:
    at = desk(role)
    at.page.get_by_role("link", name=re.compile("待.*的申领")).first.click()
    at.page.wait_for_url(f"**/claims?state={waits_in}")
    name = offices.get("village-worker", f"/incentives/v1/beneficiaries/{claims[nth]['person_id']}")["name"]
    at.page.locator(".list-row").filter(has_text=name).get_by_role("checkbox", name="勾选").check()
    at.page.get_by_role("button", name=button).click()
    at.page.get_by_role("dialog").get_by_role("button", name=button).click()
    expect(at.page.get_by_role("dialog")).to_be_hidden()
    assert offices.get(role, f"/incentives/v1/claims/{claims[nth]['id']}")["state"] == then
    assert at.errors == []


def test_a_claim_shows_its_way_to_the_money_and_what_it_waits_for(
    desk: Callable[..., Desk], claims: list[dict[str, Any]]
) -> None:
    at = desk("county-officer")
    at.open(f"/claims/{claims[0]['id']}")
    expect(at.page.locator(".path-now")).to_contain_text("未登记收款账户")
    assert at.page.locator(".path-done").count() == 6
    at.page.get_by_role("button", name="重新核算以证明").click()
    expect(at.page.get_by_text("用保存的规则和事实重新核算，结果一致。")).to_be_visible()
    assert serious_faults(at, [f"/claims/{claims[0]['id']}"]) == []


def test_finance_sees_three_signatures_fetches_the_file_and_clears_up_a_line(
    desk: Callable[..., Desk], claims: list[dict[str, Any]], offices: Offices
) -> None:
    at = desk("finance-officer")
    batch = offices.get("finance-officer", "/incentives/v1/batches")["items"][0]
    at.open(f"/batches/{batch['id']}")
    assert at.page.locator(".path-done").count() == 4
    with at.page.expect_download() as download:
        at.page.get_by_role("button", name="下载银行文件").click()
    assert download.value.path().read_bytes().startswith(b"<?xml")
    at.open("/returns")
    at.page.get_by_role("link", name="回单-2026-1.csv").click()
    at.page.get_by_role("button", name="登记处理").click()
    at.page.get_by_role("dialog").get_by_role("textbox").fill("他行误传")
    at.page.get_by_role("dialog").get_by_role("button", name="登记处理").click()
    expect(at.page.get_by_text("没有待查的行。")).to_be_visible()


def test_a_whole_account_number_is_shown_for_a_reason_only(
    desk: Callable[..., Desk], claims: list[dict[str, Any]]
) -> None:
    at = desk("county-officer")
    at.open(f"/persons/{claims[1]['payee_id']}?tab=benefits")
    at.page.get_by_role("button", name="查看完整账号").first.click()
    at.page.get_by_role("dialog").get_by_role("textbox").fill("核对银行退回")
    at.page.get_by_role("dialog").get_by_role("button", name="查看完整账号").click()
    expect(at.page.get_by_text("62170", exact=False).first).to_be_visible()
    at.page.get_by_role("button", name=re.compile("隐\\s?藏")).click()
    expect(at.page.get_by_text("62170", exact=False)).to_have_count(0)


def test_what_is_handed_out_is_saved_and_every_try_to_pay_is_seen(
    desk: Callable[..., Desk], claims: list[dict[str, Any]], offices: Offices
) -> None:
    posting = offices.get("county-admin", "/incentives/v1/postings", year="2026")["items"][0]
    worker = desk("village-worker", f"/claims/{claims[1]['id']}")
    papers = (
        (f"/claims/{claims[1]['id']}", "下载告知书（PDF）", b"%PDF"),
        (f"/postings/{posting['id']}", "下载公示名单（PDF）", b"%PDF"),
        (f"/persons/{claims[1]['payee_id']}?tab=benefits", "导出 .xlsx", b"PK"),
    )
    for path, button, begins in papers:
        worker.open(path)
        with worker.page.expect_download() as saved:
            worker.page.get_by_role("button", name=button).click()
        assert saved.value.path().read_bytes().startswith(begins)
    worker.page.get_by_role("button", name="各次发放").first.click()
    expect(worker.page.get_by_role("dialog").locator(".list-row").first).to_contain_text("****")
    finance = desk("finance-officer", "/statements?tab=funds")
    expect(finance.page.locator(".list-row").filter(has_text="育儿补贴资金")).to_contain_text("500,000")
    assert worker.errors == finance.errors == []


def test_three_people_send_what_had_waited_for_an_account(
    desk: Callable[..., Desk], claims: list[dict[str, Any]], offices: Offices
) -> None:
    at = desk("village-worker", f"/persons/{claims[0]['payee_id']}?tab=benefits")
    at.page.get_by_role("button", name="登记收款账户").click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_label("卡号").fill("6217 not a number")
    dialog.get_by_label("联行号").fill("102100099996")
    dialog.get_by_label("开户行").fill("工商银行示范支行")
    dialog.get_by_role("button", name="登记收款账户").click()
    # What the server refuses stands at the field that caused it; what was typed stays.
    expect(dialog.locator(".ant-form-item-explain-error").first).to_be_visible()
    expect(dialog.get_by_label("开户行")).to_have_value("工商银行示范支行")
    dialog.get_by_label("卡号").fill(card(4711))
    dialog.get_by_role("button", name="登记收款账户").click()
    expect(at.page.get_by_text("使用中")).to_be_visible()
    cycle = offices.get("finance-officer", "/incentives/v1/cycles")["items"][0]["id"]
    at = desk("finance-officer", f"/cycles/{cycle}")
    make = re.compile(r"制\s?单")
    at.page.get_by_role("button", name=make).click()
    at.page.get_by_role("dialog").get_by_role("button", name=make).click()
    at.page.wait_for_url("**/batches/*")
    address = at.page.url.removeprefix(at.county.url)
    expect(at.page.get_by_text("您已经手这一批次")).to_be_visible()
    for role, button in (("county-officer", "审批"), ("county-admin", "放行")):
        at = desk(role, address)
        label = re.compile(r"\s?".join(button))
        at.page.get_by_role("button", name=label).click()
        at.page.get_by_role("dialog").get_by_role("button", name=label).click()
        expect(at.page.get_by_role("dialog")).to_be_hidden()
    at = desk("finance-officer", address)
    expect(at.page.locator(".path-now")).to_contain_text("银行")
    assert offices.get("finance-officer", f"/incentives/v1{address}")["state"] == "released"


def test_the_funnel_counts_what_the_services_know(
    desk: Callable[..., Desk], claims: list[dict[str, Any]], offices: Offices
) -> None:
    # Candidates are told of a township at most: the county's page begins with the first one.
    town = offices.staff["township-officer"]["division"]
    asked = {"scheme": SCHEME, "year": str(YEAR), "division": town, "limit": "200"}
    candidates, claimed = (
        offices.get("county-officer", f"/incentives/v1/{what}", **asked) for what in ("candidates", "claims")
    )
    assert candidates["next"] is claimed["next"] is None and claimed["items"]
    live = [each for each in claimed["items"] if each["state"] not in ("refused", "withdrawn", "ended")]
    approved = [each for each in live if each["state"] == "approved"]
    owed = {each["entitlement_id"] for each in approved}
    paid = offices.get("county-officer", "/incentives/v1/payments", standing="paid", limit="100")
    assert paid["next"] is None
    reached = [each for each in paid["items"] if each["entitlement_id"] in owed]
    counted = [people(candidates["items"] + live), people(live), people(approved), people(reached)]
    at = desk("county-officer", "/statements?tab=funnel")
    at.page.get_by_role("main").get_by_label("项目").click()
    at.page.locator(".ant-select-dropdown:visible").get_by_title("育儿补贴").click()
    lines = at.page.locator("table.plain tbody tr")
    expect(lines).to_have_count(6)
    shown = [int(lines.nth(at_).locator("td").first.inner_text().replace(",", "")) for at_ in (0, 1, 3, 5)]
    assert shown == counted
    assert at.errors == []


def people(rows: list[dict[str, Any]]) -> int:
    return len({row["person_id"] for row in rows})
