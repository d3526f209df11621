"""What every page promises: numbers stay covered, health content stays with the care team, paper shows what is read."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import Desk
from tests.dashboard.windows import opened

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def resident(offices: Offices) -> dict[str, Any]:
    """Somebody of the worker's village who has a number."""
    village = offices.staff["village-worker"]["division"]
    people = offices.get("village-worker", "/registry/v1/persons", division=village, limit="20")["items"]
    return next(person for person in people if person["citizen_number"])


def test_a_number_is_shown_for_a_reason_that_the_person_can_read(
    desk: Callable[..., Desk], offices: Offices, resident: dict[str, Any]
) -> None:
    at = desk("township-officer", f"/persons/{resident['id']}")
    covered = resident["citizen_number"]
    expect(at.page.locator("main")).to_contain_text(covered)
    window = opened(at.page, "显示完整号码")
    window.refused("理由", "理由")
    window.write(理由="核对证件").send()
    main = at.page.locator("main")
    expect(main).not_to_contain_text(covered)
    begin, _, end = covered.partition("*")
    expect(main.locator(".code", has_text=begin).filter(has_text=end.lstrip("*")).first).to_be_visible()
    at.page.get_by_role("button", name="隐藏").or_(at.page.get_by_role("button", name="隐 藏")).click()
    expect(main).to_contain_text(covered)
    looks = offices.get("auditor", "/gateway/v1/access-log", subject=resident["id"], limit="200")["items"]
    assert any(look["route"].endswith("/identifiers") and look["role"] == "township-officer" for look in looks)
    assert at.errors == []


@pytest.mark.parametrize("role", ["village-worker", "county-officer"])
def test_who_does_not_need_it_is_not_offered_it(desk: Callable[..., Desk], resident: dict[str, Any], role: str) -> None:
    at = desk(role, f"/persons/{resident['id']}")
    expect(at.page.locator("main")).to_contain_text(resident["citizen_number"])
    expect(at.page.get_by_role("tab", name="随访")).to_have_count(int(role == "village-worker"))
    expect(at.page.get_by_role("button", name="显示完整号码")).to_have_count(int(role == "county-officer"))


def test_a_page_is_printed_without_what_leads_elsewhere(desk: Callable[..., Desk], resident: dict[str, Any]) -> None:
    at = desk("township-officer", f"/households/{resident['household_id']}")
    main = at.page.locator("main")
    at.page.emulate_media(media="print")
    expect(at.page.locator("nav").first).to_be_hidden()
    for button in main.get_by_role("button").all():
        expect(button).to_be_hidden()
    expect(main.locator("h1")).to_be_visible()
    expect(main).to_contain_text(resident["name"])
    at.page.emulate_media(media="screen")
