"""One's own account in a real browser: a first password, a second factor, sessions; and what an administrator does."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pyotp
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.dashboard.accessible import serious_faults
from tests.dashboard.conftest import County, Desk

pytestmark = pytest.mark.slow

# Two characters stand apart on a button.
APPROVE, END = re.compile(r"^批\s?准$"), re.compile(r"^结\s?束$")
NAME, FIRST, OWN, NEXT = (
    "new-officer",
    "given-by-others-1",
    "我自己选的一个长密码 一二三",
    "再换一个比较长的密码 四五六",
)


@dataclass(frozen=True)
class Factor:
    """What the page showed once."""

    secret: str
    recovery_codes: list[str]


def dialog_of(page: Page, button: str) -> Locator:
    """Touch a button that asks for something; the window in which it asks."""
    page.get_by_role("button", name=button, exact=True).click()
    return page.get_by_role("dialog")


def an_account_is_proposed(desk: Callable[..., Desk]) -> None:
    at = desk("county-admin", "/accounts")
    dialog = dialog_of(at.page, "提出开立账号")
    dialog.get_by_label("账号", exact=True).fill("名字不行")
    dialog.get_by_label("角色").click()
    at.page.get_by_title("乡镇工作人员", exact=True).click()
    dialog.get_by_label("首次密码").fill(FIRST)
    dialog.get_by_label("负责区划").fill("示范县")
    at.page.locator(".ant-select-tree-title", has_text="示范县").first.click()
    dialog.get_by_role("button", name="提出开立账号").click()
    # The server's refusal stands at the name, and only there.
    expect(
        dialog.locator(".ant-form-item", has_text="账号").first.locator(".ant-form-item-explain-error")
    ).to_be_visible()
    expect(dialog.locator("[role=alert].ant-alert")).to_have_count(0)
    dialog.get_by_label("账号", exact=True).fill(NAME)
    dialog.get_by_role("button", name="提出开立账号").click()
    expect(dialog).to_be_hidden()
    assert at.errors == []


def somebody_else_approves(desk: Callable[..., Desk]) -> None:
    at = desk("auditor", "/access-changes")
    row = at.page.locator("tr").filter(has_text=NAME)
    row.get_by_role("button", name=APPROVE).click()
    at.page.get_by_role("dialog").get_by_role("button", name=APPROVE).click()
    expect(row).to_contain_text("已批准")
    expect(row).to_contain_text("乡镇工作人员 · 示范县")
    assert at.errors == []


def they_choose_their_own_password(at: Desk) -> None:
    at.open("/")
    at.page.fill("input[autocomplete=username]", NAME)
    at.page.fill("input[autocomplete=current-password]", FIRST)
    at.page.click("button[type=submit]")
    expect(at.page.locator("[role=alert]").first).to_contain_text("先换成自己的")
    for chosen in (f"{NAME}-2026-x", OWN):
        at.page.get_by_label("新密码").fill(chosen)
        at.page.get_by_label("再输一次").fill(chosen)
        at.page.click("button[type=submit]")
        if chosen != OWN:
            expect(at.page.locator(".ant-form-item-explain-error")).to_contain_text("新密码不符合要求")
    at.page.wait_for_selector("main#content h1")


def they_set_up_a_second_factor(at: Desk) -> Factor:
    at.page.get_by_role("link", name=NAME).click()
    dialog = dialog_of(at.page, "绑定动态验证码")
    for password in ("不是这个密码 一二三", OWN):
        dialog.get_by_label("现在的密码").fill(password)
        dialog.get_by_role("button", name="绑定动态验证码").click()
        if password != OWN:
            expect(dialog.locator(".ant-form-item-explain-error")).to_contain_text("用户名或密码不正确")
    shown = at.page.locator("main section .code")
    expect(shown).to_have_count(2)
    factor = Factor(shown.nth(0).inner_text().strip(), shown.nth(1).inner_text().split())
    at.page.locator("main input[autocomplete=one-time-code]").fill(pyotp.TOTP(factor.secret).now())
    at.page.get_by_role("button", name="完成绑定").click()
    expect(at.page.get_by_text("还有 10 个恢复码")).to_be_visible()
    return factor


def they_end_a_session_elsewhere(at: Desk, factor: Factor) -> None:
    form = {"grant_type": "password", "username": NAME, "password": OWN, "totp": factor.recovery_codes[0]}
    token = httpx.post(f"{at.county.url}/oauth/token", data=form, timeout=20).raise_for_status().json()["access_token"]
    at.open("/account")
    expect(at.page.get_by_text("还有 9 个恢复码")).to_be_visible()
    rows = at.page.locator("table.list tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="本机")).to_have_count(1)
    rows.get_by_role("button", name=END).click()
    at.page.get_by_role("dialog").get_by_role("button", name=END).click()
    expect(rows).to_have_count(1)
    own = f"{at.county.url}/api/gateway/v1/own-account"
    assert httpx.get(own, headers={"Authorization": f"Bearer {token}"}, timeout=20).status_code == 401


def they_change_their_password(at: Desk, factor: Factor) -> None:
    dialog = dialog_of(at.page, "修改密码")
    dialog.get_by_label("现在的密码").fill(OWN)
    dialog.get_by_label("新密码").fill(NEXT)
    dialog.get_by_label("再输一次").fill(NEXT)
    for code in ("000000", factor.recovery_codes[1]):
        dialog.get_by_label("动态验证码").fill(code)
        dialog.get_by_role("button", name="修改密码").click()
        if code == "000000":
            expect(dialog.locator(".ant-form-item-explain-error")).to_contain_text("验证码不正确")
    they_come_back(at, factor.recovery_codes[2])
    expect(at.page.get_by_text("还有 7 个恢复码")).to_be_visible()


def they_come_back(at: Desk, code: str) -> None:
    """The page stays, and asks for the password over it; with a second factor for its code too."""
    door = at.page.get_by_role("dialog").filter(has_text="登录已过期")
    door.locator("input[autocomplete=current-password]").fill(NEXT)
    door.locator("button[type=submit]").click()
    door.locator("input[autocomplete=one-time-code]").fill(code)
    door.locator("button[type=submit]").click()
    expect(door).to_be_hidden()


def an_administrator_resets_it(desk: Callable[..., Desk]) -> None:
    at = desk("county-admin", "/accounts")
    row = at.page.locator("tr").filter(has_text=NAME)
    expect(row).to_contain_text("已绑定")
    row.get_by_role("button", name="重设动态验证码").click()
    at.page.get_by_role("dialog").get_by_role("button", name="重设动态验证码").click()
    expect(row).to_contain_text("未绑定")
    assert at.errors == []


def test_an_account_from_its_proposal_to_a_lost_phone(desk: Callable[..., Desk], county: County) -> None:
    an_account_is_proposed(desk)
    somebody_else_approves(desk)
    at = desk()
    they_choose_their_own_password(at)
    factor = they_set_up_a_second_factor(at)
    they_end_a_session_elsewhere(at, factor)
    they_change_their_password(at, factor)
    assert serious_faults(at, ["/account"]) == []
    an_administrator_resets_it(desk)
    # The reset ends their sessions: the page stays, and the password alone brings it back.
    at.page.reload()
    at.page.fill("input[autocomplete=username]", NAME)
    at.page.fill("input[autocomplete=current-password]", NEXT)
    at.page.click("button[type=submit]")
    at.page.wait_for_selector("main#content h1")
    at.open("/account")
    expect(at.page.get_by_text("未绑定")).to_be_visible()
    assert at.errors == []


@pytest.mark.parametrize("role", ["village-worker", "county-officer", "finance-officer", "auditor"])
def test_everybody_sees_where_they_are_signed_in(desk: Callable[..., Desk], role: str) -> None:
    at = desk(role, "/account")
    expect(at.page.get_by_text("本机")).to_have_count(1)
    assert at.errors == []
