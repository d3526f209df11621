"""A county of its own with the built interface, and a real browser in front of it; gone afterwards."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, StorageState, sync_playwright

from bench.temporary_house import free_port
from chassis.migrate import ROOT

PEOPLE = os.environ.get("BENCH_DASHBOARD_PEOPLE", "20000")
"""The demo county's size; smaller to try the benchmark out."""


@dataclass(frozen=True)
class House:
    """Where it answers, and who may sign in."""

    url: str
    home: Path
    browser: Browser

    def account(self, role: str) -> dict[str, Any]:
        """Name and password of the account with this role."""
        staff = json.loads((self.home / "credentials.json").read_text())["staff"]
        return next(account for account in staff if account["role"] == role)

    def signed_in(self, role: str) -> StorageState:
        """What a browser holds after signing in: a new window that is given it is signed in, with nothing cached."""
        with self.window() as window:
            account = self.account(role)
            form = {"grant_type": "password", "username": account["username"], "password": account["password"]}
            answer = window.request.post(f"{self.url}/session", form=form, headers={"X-Requested-With": "huijia"})
            if not answer.ok:
                raise RuntimeError(answer.text())
            return window.storage_state()

    @contextmanager
    def window(self, state: StorageState | None = None) -> Iterator[BrowserContext]:
        """A private window of its own, with empty caches."""
        size: Any = {"width": 1280, "height": 860}
        context = self.browser.new_context(viewport=size, locale="zh-CN", storage_state=state)
        try:
            yield context
        finally:
            context.close()


@contextmanager
def dashboard_house() -> Iterator[House]:
    """Brought up as a user does, at the demo county's size; stopped and removed at the end."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise RuntimeError("there is no Chromium on this machine")
    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder) / "run", free_port()
        own = {"HUIJIA_HOME": str(home), "HUIJIA_PORT": str(port), "DEMO_PEOPLE": PEOPLE, "BUS": "embedded"}
        environment = {name: value for name, value in os.environ.items() if name != "DASHBOARD"} | own
        _local("up", environment)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                yield House(f"http://127.0.0.1:{port}", home, browser)
                browser.close()
        finally:
            _local("down", environment)


def _local(what: str, environment: dict[str, str]) -> None:
    argv = [sys.executable, "-m", "deploy.local", what]
    done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
