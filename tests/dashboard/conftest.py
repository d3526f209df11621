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
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Request, StorageState, expect, sync_playwright

from tests.conftest import ROOT, free_port
from tests.dashboard.benefits_scene import Offices

# Enough for a village with claims at every step.
PEOPLE = 2000
AXE = ROOT / "dashboard" / "node_modules" / "axe-core" / "axe.min.js"
_HELD_BACK = "Content Security Policy"
SERIOUS = ("serious", "critical")
# A busy machine takes its time; what is wrong stays wrong.
expect.set_options(timeout=20_000)


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
    # So are its meetings, of the same months.
    own["DEMO_MEETING"] = "0"
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


# To another page without loading the interface anew, as a link does.
_GO = "(path) => { history.pushState({ idx: 1 }, '', path); dispatchEvent(new PopStateEvent('popstate')) }"
_SHOWN = "main h1, main .ant-result-title, .sign-in h1"


@dataclass
class Desk:
    """A page somebody works at, and what went wrong on it."""

    page: Page
    county: County
    errors: list[str] = field(default_factory=list)
    under_way: set[Request] = field(default_factory=set)
    # Every address that was asked for, as a log on the way would keep it.
    addresses: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        # What the policy holds back is a style or a script that is not ours to write.
        self.page.on("console", lambda said: self.errors.append(said.text) if _HELD_BACK in said.text else None)
        self.page.on("request", self._begun)
        self.page.on("requestfinished", lambda one: self.under_way.discard(one))
        self.page.on("requestfailed", lambda one: self.under_way.discard(one))

    def _begun(self, one: Request) -> None:
        self.addresses.add(unquote(one.url))
        # A stream of events never ends.
        if one.resource_type != "eventsource":
            self.under_way.add(one)

    def open(self, path: str) -> None:
        """Go to a page of the interface and wait for what it shows."""
        self.page.goto(self.county.url + path)
        self.page.wait_for_selector(_SHOWN)
        self.settle()

    def follow(self, path: str) -> None:
        """As ``open``, from a page of the interface that stands already."""
        heading = self.page.locator("main h1").first
        same = self.page.url.removeprefix(self.county.url).partition("?")[0] == path.partition("?")[0]
        if same or heading.count() == 0:
            self.open(path)
            return
        heading.evaluate("(before) => before.setAttribute('data-before', '')")
        self.page.evaluate(_GO, path)
        self.page.wait_for_selector("main h1:not([data-before]), main .ant-result-title")
        self.settle()

    def settle(self) -> None:
        """Wait until everything that was asked for has come and is shown."""
        quiet = 0
        for _ in range(_PATIENCE):
            quiet = 0 if self.under_way else quiet + 1
            if quiet == _MOMENTS:
                return
            self.page.wait_for_timeout(30)

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


_PATIENCE, _MOMENTS = 500, 4


@pytest.fixture(scope="package")
def doors(browser: Browser, county: County) -> Callable[[str], StorageState]:
    """What a browser holds after somebody has signed in; once for each role and department."""
    known: dict[str, StorageState] = {}

    def signed_in(role: str) -> StorageState:
        if role not in known:
            name, secret = county.entry(role)
            form: dict[str, Any] = {"grant_type": "password", "username": name, "password": secret}
            if role in county.departments():
                form = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret}
            context = browser.new_context()
            answer = context.request.post(f"{county.url}/session", form=form, headers={"X-Requested-With": "huijia"})
            assert answer.ok, answer.text()
            known[role] = context.storage_state()
            context.close()
        return known[role]

    return signed_in


@pytest.fixture
def desk(browser: Browser, county: County, doors: Callable[[str], StorageState]) -> Iterator[Callable[..., Desk]]:
    """``desk()`` is a fresh browser window; ``desk("auditor")`` one where somebody has signed in and sees the home."""
    contexts = []

    def opened(role: str | None = None, path: str = "/") -> Desk:
        size: Any = {"width": 1280, "height": 860}
        # Nothing moves: a click that is quicker than a window's opening would be lost.
        still: dict[str, Any] = {"locale": "zh-CN", "reduced_motion": "reduce"}
        context = browser.new_context(viewport=size, storage_state=doors(role) if role else None, **still)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        found = Desk(page, county)
        if role is not None:
            found.open(path)
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def offices(county: County) -> Offices:
    """A client for each account."""
    return Offices(county.home, county.url)


@pytest.fixture(scope="module")
def village(offices: Offices) -> dict[str, Any]:
    """The worker's village."""
    code = offices.staff["village-worker"]["division"]
    found: dict[str, Any] = offices.get("village-worker", f"/registry/v1/divisions/{code}")
    return found
