"""One running county with its built interface for all of these tests, and a real browser in front of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT, free_port

# Enough for a village with claims at every step.
PEOPLE = 2000
AXE = ROOT / "dashboard" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")


@dataclass(frozen=True)
class County:
    """A running installation."""

    home: Path
    url: str
    environment: dict[str, str]

    def local(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``python -m deploy.local …`` for this installation."""
        argv = [sys.executable, "-m", "deploy.local", *arguments]
        return subprocess.run(argv, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def account(self, role: str) -> dict[str, Any]:
        """The name and password of the account with this role."""
        staff = json.loads((self.home / "credentials.json").read_text())["staff"]
        return next(account for account in staff if account["role"] == role)

    def departments(self) -> dict[str, dict[str, Any]]:
        """The departments' clients by department."""
        known = json.loads((self.home / "credentials.json").read_text())["departments"]
        return {client["department"]: client for client in known}

    def entry(self, role: str) -> tuple[str, str]:
        """What a role's account or a department's client signs in with."""
        if role in self.departments():
            client = self.departments()[role]
            return client["client_id"], client["client_secret"]
        account = self.account(role)
        return account["username"], account["password"]


@pytest.fixture(scope="package")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """Brought up as a user does, the interface built as well."""
    home, port = tmp_path_factory.mktemp("county") / "run", free_port()
    own = {"HUIJIA_HOME": str(home), "HUIJIA_PORT": str(port), "DEMO_PEOPLE": str(PEOPLE), "BUS": "embedded"}
    # The year of benefits is made by the tests themselves, with funds of the same names.
    own["DEMO_BENEFITS"] = "0"
    kept = {name: value for name, value in os.environ.items() if name != "DASHBOARD"}
    found = County(home, f"http://127.0.0.1:{port}", kept | own)
    started = found.local("up")
    assert started.returncode == 0, started.stdout + started.stderr
    assert (ROOT / "dashboard" / "dist" / "index.html").exists(), started.stdout + started.stderr
    yield found
    stopped = found.local("down")
    assert stopped.returncode == 0, stopped.stdout + stopped.stderr


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium; closed after these tests, since its event loop would stand in the way of all others'."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Desk:
    """A page somebody works at, and what went wrong on it."""

    page: Page
    county: County
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a page of the interface and wait for what it shows."""
        self.page.goto(self.county.url + path)
        self.page.wait_for_selector("main h1, main .ant-result-title, .sign-in h1")
        self.page.wait_for_load_state("networkidle")

    def sign_in(self, role: str) -> None:
        """Sign in through the form, as the account of a role or as a department's liaison."""
        name, secret = self.county.entry(role)
        self.open("/")
        if role in self.county.departments():
            self.page.get_by_text("部门联络员").click()
        self.page.fill("input[autocomplete=username]", name)
        self.page.fill("input[autocomplete=current-password]", secret)
        self.page.click("button[type=submit]")
        self.page.wait_for_selector("main#content h1")


@pytest.fixture
def desk(browser: Browser, county: County) -> Iterator[Callable[..., Desk]]:
    """``desk()`` is a fresh browser window; ``desk("auditor")`` one where somebody has signed in."""
    contexts = []

    def opened(role: str | None = None) -> Desk:
        context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        found = Desk(page, county)
        page.on("pageerror", lambda error: found.errors.append(str(error)))
        if role is not None:
            found.sign_in(role)
        return found

    yield opened
    for context in contexts:
        context.close()
