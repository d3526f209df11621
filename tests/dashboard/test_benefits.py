"""From likely entitled to paid, in a real browser: the village, the township, the county, finance."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.dashboard.accessible import serious_faults
from tests.dashboard.benefits_scene import Offices, year_of_benefits
from tests.dashboard.conftest import County, Desk

pytestmark = pytest.mark.slow

VILLAGE = ["/schemes", "/candidates?scheme=childcare-subsidy", "/claims", "/postings", "/statements"]
COUNTY = ["/", "/schemes?tab=simulator", "/claims?state=all", "/objections", "/statements?tab=funnel"]
FINANCE = ["/", "/cycles", "/returns", "/funds", "/recoverables", "/statements"]


@pytest.fixture(scope="module")
def offices(county: County) -> Offices:
    return Offices(county.home, county.url)


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
