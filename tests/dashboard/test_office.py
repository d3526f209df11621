"""What people do in the office, in a real browser, against a real county."""

from collections.abc import Callable

import pytest

from tests.dashboard.accessible import serious_faults
from tests.dashboard.conftest import Desk

pytestmark = pytest.mark.slow

REGISTER = ["/persons", "/households", "/declarations", "/imports", "/divisions"]
CARE = ["/worklist", "/visits", "/plans", "/checks", "/referrals", "/supplies", "/protocols"]
BETWEEN_COUNTIES = ["/handovers", "/handovers?tab=list", "/confirmations"]
BUS = ["/health?tab=bus", "/health?tab=letters"]
SYSTEM = ["/break-glass-uses", "/impact-assessments", "/partners", *BUS]
PAGES = {
    "village-worker": ["/", *REGISTER, *CARE, *BETWEEN_COUNTIES, "/certificates", "/retention", "/health"],
    "township-officer": ["/", "/duplicates", "/corrections", "/statistics", "/flows", "/payee-changes"],
    "county-officer": ["/", "/statistics", "/notices", "/beneficiaries", "/event-flow", "/bulletins"],
    "county-admin": ["/", "/access-log", *SYSTEM],
    "finance-officer": ["/", "/beneficiaries"],
    "auditor": ["/", "/access-log", "/retention", "/divisions"],
}


@pytest.mark.parametrize("role", PAGES)
def test_every_page_opens_and_is_accessible(desk: Callable[..., Desk], role: str) -> None:
    at = desk(role)
    assert serious_faults(at, PAGES[role]) == []
    assert at.errors == []


def test_a_wrong_password_says_so_and_keeps_the_name(desk: Callable[..., Desk]) -> None:
    at = desk()
    at.open("/")
    at.page.fill("input[autocomplete=username]", "county-officer")
    at.page.fill("input[autocomplete=current-password]", "not this one")
    at.page.click("button[type=submit]")
    assert "用户名或密码不正确" in at.page.locator("[role=alert]").first.inner_text()
    assert at.page.input_value("input[autocomplete=username]") == "county-officer"
    at.sign_in("county-officer")


def test_a_page_without_the_right_names_it_and_who_can_give_it(desk: Callable[..., Desk]) -> None:
    at = desk("village-worker")
    at.open("/access-log")
    said = at.page.locator("main").inner_text()
    assert "县管理员、审计员" in said and "村级工作人员" in said
