"""``python -m tests.dashboard.take_screens [field|office]``: pictures of every page, into ``docs/screens``.

They are taken of the county that runs (``HUIJIA_HOME``, ``HUIJIA_PORT``), which is to be a synthetic one.
"""

import os
import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT
from tests.dashboard.conftest import County, Desk
from tests.dashboard.phone import Phone
from tests.dashboard.test_office import PAGES

SCREENS = ROOT / "docs" / "screens"


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
    for role, paths in PAGES.items():
        context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
        desk = Desk(context.new_page(), county)
        desk.sign_in(role)
        for path in paths:
            desk.open(path)
            _take(desk.page, f"{role}-{_named(path)}")
        context.close()


def _named(path: str) -> str:
    return re.sub("[^a-z-]+", "-", path.replace("tab=", "")).strip("-") or "home"


def _take(page: Page, name: str) -> None:
    SCREENS.mkdir(exist_ok=True)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SCREENS / f"{name}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
