"""A worker's phone: the field's interface in a real browser, and what lies in its store."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.dashboard.conftest import AXE, SERIOUS, County

# Everything that the browser keeps for the page, as hexadecimal: stores, caches, and what scripts can read.
_KEPT = """async () => {
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const text = (value) => hex(new TextEncoder().encode(String(value)))
  const flat = (value) => {
    if (value instanceof ArrayBuffer) return hex(value)
    if (ArrayBuffer.isView(value)) return hex(value.buffer)
    if (value && typeof value === 'object') return Object.entries(value).map(([k, v]) => text(k) + flat(v)).join('|')
    return text(value)
  }
  const found = [flat({ ...localStorage }), flat({ ...sessionStorage }), text(document.cookie), text(location.href)]
  found.push(text(JSON.stringify(history.state)))
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result) })
    for (const store of database.objectStoreNames) {
      const of = database.transaction(store).objectStore(store)
      for (const asked of [of.getAll(), of.getAllKeys()]) {
        await new Promise((done) => { asked.onsuccess = done })
        found.push(...asked.result.map(flat))
      }
    }
    database.close()
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      found.push(text(request.url), hex(await (await cache.match(request)).arrayBuffer()))
    }
  }
  return found
}"""

_RECORDS = """async () => {
  let found = 0
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result) })
    for (const store of database.objectStoreNames) {
      const asked = database.transaction(store).objectStore(store).count()
      await new Promise((done) => { asked.onsuccess = done })
      found += asked.result
    }
    database.close()
  }
  return found
}"""


@dataclass
class Phone:
    """One browser with its own store; ``page`` is the tab that the worker looks at."""

    context: BrowserContext
    page: Page
    county: County
    account: dict[str, Any]
    errors: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the field's interface is."""
        return f"{self.county.url}/field/"

    def open(self) -> None:
        """Open it as from the phone's launcher."""
        self.page.goto(self.address)
        self.page.wait_for_selector(".door form")

    def sign_in(self, whole: bool = True) -> None:
        """For the first time on this phone; ``whole``: wait for all that makes it work without a network."""
        self.open()
        self.page.fill("input[autocomplete=username]", self.account["username"])
        self.page.fill("input[type=password]", self.account["password"])
        self.page.tap("button[type=submit]")
        self.page.wait_for_selector("nav.tabs")
        if whole:
            self.wait_until_sent()

    def unlock(self, page: Page | None = None) -> None:
        """Type the password once more."""
        tab = page or self.page
        tab.fill(".door input[type=password]", self.account["password"])
        tab.tap("button[type=submit]")
        tab.wait_for_selector("nav.tabs")

    def wait_until_sent(self) -> None:
        """Nothing waits any more, and everything that is new was fetched."""
        expect(self.page.locator(".sync")).to_have_text(re.compile("^已同步"), timeout=30_000)

    def row(self, name: str) -> Locator:
        """A person's visit in the list in sight."""
        return self.page.locator(".row-button", has=self.page.locator(f".name:text-is('{name}')")).first

    def record(self, name: str, outcome: str) -> None:
        """Three touches: whom, what came of it, save."""
        self.row(name).tap()
        self.page.tap(f".outcomes button:text-is('{outcome}')")
        self.page.tap(".record button[type=submit]")
        self.page.wait_for_selector(".list, .empty")

    def messages(self) -> None:
        """Go to the third list."""
        self.page.tap("nav.tabs button:has-text('消息')")

    def kept(self) -> bytes:
        """Everything that the browser keeps for this page."""
        return b"\0".join(bytes.fromhex(part.replace("|", "")) for part in self.page.evaluate(_KEPT))

    def records(self) -> int:
        """How many records lie in the stores."""
        return int(self.page.evaluate(_RECORDS))

    def serious_findings(self) -> list[tuple[str, str]]:
        """What axe holds against the page in sight."""
        self.page.evaluate(AXE.read_text())
        answer = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [(v["id"], v["nodes"][0]["html"]) for v in answer["violations"] if v["impact"] in SERIOUS]

    def is_wider_than_the_screen(self) -> bool:
        """Whether somebody would have to scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
