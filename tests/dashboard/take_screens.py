"""``python -m tests.dashboard.take_screens [field|office]``: pictures of every page, into ``docs/screens``.

They are taken of the county that runs (``HUIJIA_HOME``, ``HUIJIA_PORT``), which is to be a synthetic one.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT
from tests.dashboard.benefits_scene import Offices, year_of_benefits
from tests.dashboard.conftest import County, Desk
from tests.dashboard.meeting_scene import BASE, hold_a_meeting
from tests.dashboard.phone import Phone

_AFTERWARDS = 400
FOLDER = ROOT / "docs" / "screens"
SCREENS = {
    "county-officer": {
        "home-county": "/",
        "account": "/account",
        "statistics": "/statistics",
        "scores": "/scores",
        "score": "/scores/{county}",
        "indicator": "/scores/{county}/visits-on-time",
        "settlements": "/settlements",
        "appeals": "/appeals",
        "bulletins": "/bulletins",
        "complaints": "/complaints",
        "surveys": "/surveys",
        "meetings": "/meetings",
        "meeting-submissions": "/meetings/{meeting}",
        "meeting-agenda": "/meetings/{meeting}?tab=agenda",
        "meeting-minutes": "/meetings/{meeting}?tab=minutes",
        "meeting-steps": "/meetings/{meeting}?tab=steps",
        "meeting-links": "/meetings/{meeting}/submissions/{submission}?tab=links",
        "person-timeline": "/persons/{mover}?tab=timeline",
        "claim": "/claims/{claim}",
        "objections": "/objections",
        "funnel": "/statements?tab=funnel",
        "statements": "/statements",
        "simulator": "/schemes?tab=simulator",
        "beneficiaries": "/beneficiaries",
        "moves": "/moves",
        "flows": "/flows",
        "exchange": "/exchange",
        "event-flow": "/event-flow",
        "impact-assessments": "/impact-assessments",
        "divisions": "/divisions",
        "corrections": "/corrections",
        "working-days": "/working-days",
        "village": "/divisions/{village}",
        "announced-changes": "/divisions?tab=announced",
    },
    "township-officer": {
        "home-township": "/",
        "payee-changes": "/payee-changes",
        "duplicates": "/duplicates",
        "compare": "/duplicates/{pair}",
        "claims": "/claims?state=all",
        "posting": "/postings/{posting}",
        "visits-overdue": "/visits?state=overdue",
        "residents-desk-queue": "/residents-desk",
        "vital-events": "/vital-events?tab=deaths",
        "care-workers": "/care-workers",
        "care-figures": "/care-figures",
        "person-erasure": "/persons/{person}?tab=rights",
    },
    "village-worker": {
        "home-worker": "/",
        "persons": "/persons",
        "person": "/persons/{person}",
        "person-family": "/persons/{relative}?tab=family",
        "person-care": "/persons/{person}?tab=care",
        "person-benefits": "/persons/{person}?tab=benefits",
        "person-rights": "/persons/{person}?tab=rights",
        "households": "/households",
        "household": "/households/{household}",
        "declarations": "/declarations",
        "worklist": "/worklist",
        "visits": "/visits",
        "plans": "/plans",
        "plan": "/plans/{plan}",
        "checks": "/checks",
        "referrals": "/referrals",
        "check-days": "/check-days",
        "supplies": "/supplies",
        "supply-movements": "/supplies?tab=movements",
        "newcomer": "/newcomers/{person}",
        "outreach": "/outreach",
        "outreach-activities": "/outreach?tab=activities",
        "protocols": "/protocols",
        "candidates": "/candidates?scheme=childcare-subsidy",
        "postings": "/postings",
        "schemes": "/schemes",
        "certificates": "/certificates",
        "handovers": "/handovers",
        "confirmations": "/confirmations",
        "residents-desk": "/residents-desk",
    },
    "finance-officer": {
        "home-finance": "/",
        "cycles": "/cycles",
        "cycle": "/cycles/{cycle}",
        "batch": "/batches/{batch}",
        "returns": "/returns",
        "return": "/returns/{returned}",
        "funds": "/funds",
        "recoverables": "/recoverables",
    },
    "county-admin": {
        "imports": "/imports",
        "import": "/imports/{file}",
        "policies": "/policies",
        "policy-simulator": "/policies?tab=simulator",
        "clients": "/clients",
        "accounts": "/accounts",
        "access-changes": "/access-changes",
        "partners": "/partners",
        "bus": "/health?tab=bus",
        "dead-letters": "/health?tab=letters",
    },
    "auditor": {
        "home-auditor": "/",
        "access-log": "/access-log",
        "incidents": "/incidents",
        "break-glass": "/break-glass-uses",
        "retention": "/retention",
        "notices": "/notices",
        "health": "/health",
    },
    "health": {"home-department": "/", "meeting-department": "/meetings/{meeting}?tab=agenda"},
    "public-security": {"meeting-public-security": "/meetings/{meeting}?tab=agenda"},
}
"""By role: the picture's name and the page that it shows."""
SOMETIMES = frozenset({"pair", "mover", "relative"})
"""What a small county may not have; the pictures of it stay as they are then."""


def main(parts: list[str]) -> None:
    """Both parts where none is named."""
    home, port = Path(os.environ.get("HUIJIA_HOME", ROOT / ".run")), os.environ.get("HUIJIA_PORT", "8080")
    county = County(home, f"http://127.0.0.1:{port}", dict(os.environ))
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        if "field" in (parts or ["field"]):
            _field(browser, county)
        if "office" in (parts or ["office"]):
            _office(browser, county)
        browser.close()
    (FOLDER / "README.md").write_text(gallery(), encoding="utf-8")


def gallery() -> str:
    """All pictures on one page, by who sees what."""
    field = {path.stem: "/field/" for path in sorted(FOLDER.glob("field-*.png"))}
    lines = ["# Every page in pictures", "", "Taken of the demo county by `python -m tests.dashboard.take_screens`."]
    for role, pages in {**SCREENS, "field": field}.items():
        lines += ["", f"## {role}"]
        for name, path in pages.items():
            if (FOLDER / f"{name}.png").exists():
                lines += ["", f"`{path}`", "", f"![{name}]({name}.png)"]
    return "\n".join(lines) + "\n"


def _field(browser: Browser, county: County) -> None:
    size = {"width": 360, "height": 640}
    context = browser.new_context(viewport=size, is_mobile=True, has_touch=True, locale="zh-CN")  # type: ignore[arg-type]
    phone = Phone(context, context.new_page(), county, county.account("village-worker"))
    phone.open()
    _take(phone.page, "field-sign-in")
    phone.sign_in()
    _take(phone.page, "field-today")
    phone.page.tap("nav.tabs button:has-text('两周内')")
    _take(phone.page, "field-coming")
    phone.messages()
    _take(phone.page, "field-messages")
    phone.page.tap("nav.tabs button:has-text('今天')")
    if phone.page.locator(".row-button").count() > 0:
        phone.page.tap(".row-button >> nth=0")
        _take(phone.page, "field-visit")
        phone.page.tap("text=查看资料")
        _take(phone.page, "field-person")
        phone.page.tap("text=帮助申领待遇")
        _take(phone.page, "field-claim")
        phone.page.go_back()
        phone.page.go_back()
        phone.page.tap(".outcomes button:text-is('已随访')")
        _take(phone.page, "field-record")
    context.close()


def _office(browser: Browser, county: County) -> None:
    ids = _scene(Offices(county.home, county.url))
    for role, pages in SCREENS.items():
        context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
        desk = Desk(context.new_page(), county)
        desk.sign_in(role)
        for name, path in pages.items():
            if any(f"{{{needed}}}" in path for needed in SOMETIMES - ids.keys()):
                continue
            desk.open(path.format(**ids))
            if role == "public-security" and path != "/":
                desk.page.get_by_role("textbox").fill("HD-2026-10")
                desk.page.get_by_role("textbox").press("Enter")
                desk.settle()
            _take(desk.page, name)
        context.close()


def _scene(at: Offices) -> dict[str, str]:
    """What the pages are about; a year of benefits and a meeting are made where there are none."""
    village = at.staff["village-worker"]["division"]
    if not at.get("finance-officer", "/incentives/v1/cycles")["items"]:
        year_of_benefits(at)
    if not at.get("county-officer", f"{BASE}/sessions")["items"]:
        hold_a_meeting(at, "2026-10")
    claim = at.get("county-officer", "/incentives/v1/claims", state="approved", limit="1")["items"][0]
    person = at.get("county-officer", f"/registry/v1/persons/{claim['payee_id']}")
    meeting = at.get("county-officer", f"{BASE}/sessions")["items"][0]["id"]
    firsts: dict[str, tuple[str, str, dict[str, str]]] = {
        "batch": ("finance-officer", "/incentives/v1/batches", {}),
        "cycle": ("finance-officer", "/incentives/v1/cycles", {}),
        "returned": ("finance-officer", "/incentives/v1/returns", {}),
        "posting": ("township-officer", "/incentives/v1/postings", {}),
        "file": ("county-admin", "/registry/v1/imports", {}),
        "pair": ("township-officer", "/registry/v1/duplicates", {}),
        "submission": ("county-officer", f"{BASE}/submissions", {"session": meeting}),
        "plan": ("village-worker", "/followup/v1/plans", {"state": "active"}),
    }
    listed = {name: at.get(who, path, **query)["items"] for name, (who, path, query) in firsts.items()}
    found = {name: items[0]["id"] for name, items in listed.items() if items}
    known = {"claim": claim["id"], "person": person["id"], "household": person["household_id"]}
    if movements := at.get("county-officer", "/migrants/v1/movements", limit="1")["items"]:
        known["mover"] = movements[0]["person_id"]
    if family := _family(at, village):
        known["relative"] = family[0]["id"]
    return found | known | {"meeting": meeting, "village": village, "county": at.staff["county-officer"]["division"]}


def _family(at: Offices, village: str) -> list[Any]:
    """The members of the largest household of the first ones."""
    households = at.get("village-worker", "/registry/v1/households", division=village, limit="40")["items"]
    members = (
        at.get("village-worker", f"/registry/v1/households/{each['id']}/members")["items"] for each in households
    )
    return max(members, key=len, default=[])


def _take(page: Page, name: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    page.wait_for_load_state("networkidle")
    # Names of a table are asked for once it stands.
    page.wait_for_timeout(_AFTERWARDS)
    page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
