"""Every page as every role: none is refused what it asks for, says an error, or keeps anybody out."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import AXE, County, Desk

pytestmark = pytest.mark.slow

_GO_THROUGH = Path(__file__).with_name("every_page.js").read_text("utf-8")
STAFF = ("village-worker", "township-officer", "county-officer", "county-admin", "finance-officer", "auditor")
DEPARTMENTS = ("public-security", "civil-affairs", "education", "health", "human-resources")
REGISTER = ("village-worker", "township-officer", "county-officer", "county-admin")
MORE = {
    "/moves": ["?tab=declarations"],
    "/handovers": ["?tab=list"],
    "/health": ["?tab=bus", "?tab=letters"],
    "/policies": ["?tab=simulator"],
    "/schemes": ["?tab=simulator"],
    "/statements": ["?tab=funds", "?tab=funnel"],
    "/divisions": ["?tab=changes", "?tab=announced"],
    "/referrals": ["?tab=to-make"],
    "/outreach": ["?tab=activities"],
    "/vital-events": ["?tab=deaths", "?tab=marriages", "?tab=divorces", "?tab=adoptions"],
    "/scores": ["/{own}", "/{own}/visits-on-time"],
    "/claims": ["?state=all"],
    "/candidates": ["?scheme=childcare-subsidy"],
}
"""Parts and pages below a page of the menu."""
EXPECTED = {
    # Nobody has to have left a number.
    "404 GET /api/followup/v1/contacts/": "/persons/",
    # The operator gave no map: tiles are drawn.
    "404 GET /api/gateway/v1/map": "/",
}
"""What may be refused: the beginning of the call, and of the page that makes it."""

# A name or an address of somebody, a citizen number, a telephone number; what pages are at is told by ids and codes.
_OF_SOMEBODY = re.compile(r"[\u4e00-\u9fff]|\b\d{17}[\dXx]\b|[=/]1[3-9]\d{9}\b")


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Pages that axe has seen: it sees each once, as the first role that may open it."""
    return set()


@pytest.fixture(scope="module")
def somebody(county: County) -> list[str]:
    """The pages of one person of the worker's village, their household and where they live."""
    offices = Offices(county.home, county.url)
    village = offices.staff["village-worker"]["division"]
    person = offices.get("village-worker", "/registry/v1/persons", division=village, limit="1")["items"][0]
    tabs = ("details", "family", "timeline", "care", "benefits", "rights")
    own = [f"/persons/{person['id']}?tab={tab}" for tab in tabs]
    return [*own, f"/households/{person['household_id']}", f"/divisions/{village}", f"/newcomers/{person['id']}"]


def menu_of(at: Desk, own: str) -> list[str]:
    """Where the menu leads, with all of its groups opened; ``own`` is the division that somebody serves."""
    closed = at.page.locator("nav .ant-menu-submenu:not(.ant-menu-submenu-open) > .ant-menu-submenu-title")
    while closed.count() > 0:
        closed.first.click()
    links: list[str] = at.page.locator("nav a").evaluate_all("(all) => all.map((a) => a.getAttribute('href'))")
    return [page for link in links for page in (link, *(link + more.format(own=own) for more in MORE.get(link, [])))]


@pytest.mark.parametrize("role", [*STAFF, *DEPARTMENTS])
def test_every_page_of_a_role_opens_is_answered_and_is_accessible(
    desk: Callable[..., Desk], county: County, looked_at: set[str], somebody: list[str], role: str
) -> None:
    at, staff = desk(role), Offices(county.home, county.url).staff.values()
    paths = menu_of(at, next((each["division"] for each in staff if each["role"] == role), ""))
    assert len(paths) >= 4
    if role in REGISTER:
        paths += [page for page in somebody if role in REGISTER[:2] or "tab=care" not in page]
    new = [path for path in paths if path not in looked_at]
    at.page.evaluate(AXE.read_text())
    # The home stands already: it is left, and comes last.
    found: list[Any] = at.page.evaluate(_GO_THROUGH, {"paths": [*paths[1:], paths[0]], "axeOn": new})
    looked_at.update(paths)
    assert "\n".join(f"{path}: {what}" for path, what in found if not _is_expected(path, what)) == ""
    assert [address for address in at.addresses if _OF_SOMEBODY.search(address)] == []
    assert at.errors == []


def _is_expected(path: str, what: str) -> bool:
    return any(what.startswith(call) and path.startswith(page) for call, page in EXPECTED.items())
