"""The web interface as a browser feels it: script, first view, changes of route, a long table, the field's screen."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page, Route

from bench.dashboard_house import House, dashboard_house
from bench.figures import Figure
from chassis.migrate import ROOT

RUNS = 7
ROWS = 10_000
ISSUE = "issue 10: speed and size"
_VIEWED = "main#content h1"
# From one page to another by the menu; each is fetched for the first time.
ROUTES = ("/households", "/declarations", "/visits", "/plans", "/certificates", "/supplies", "/divisions")

# Milliseconds from a click on a link until the other page's heading stands and was painted. The menu's group is opened
# before, and not counted.
_CHANGE = """(path) => new Promise((done, failed) => {
  const closed = 'nav .ant-menu-submenu:not(.ant-menu-submenu-open) > .ant-menu-submenu-title'
  let tries = 0
  const find = () => {
    const link = document.querySelector(`nav a[href="${path}"]`)
    if (link) return go(link)
    tries += 1
    if (tries > 600) return failed(new Error(`no link to ${path}`))
    if (tries % 20 === 1) document.querySelector(closed)?.click()
    requestAnimationFrame(find)
  }
  const go = (link) => {
    const before = document.querySelector('main#content h1')
    const began = performance.now()
    const look = () => {
      const now = document.querySelector('main#content h1')
      const there = now && now !== before && location.pathname === path
      if (there) requestAnimationFrame(() => done(performance.now() - began))
      else requestAnimationFrame(look)
    }
    link.click()
    look()
  }
  find()
})"""
# The intervals between frames while the table is scrolled as fast as a wheel does: at its top, middle and end.
_SCROLL = """() => new Promise((done) => {
  const body = document.querySelector('.list-scroll.windowed')
  const [frames, steps, step] = [[], 60, 160]
  const places = [0, body.scrollHeight / 2, body.scrollHeight - steps * step]
  let [last, at] = [performance.now(), 0]
  const next = (now) => {
    // The jump from place to place is no scrolling.
    if (at % steps > 1) frames.push(now - last)
    last = now
    body.scrollTop = places[Math.floor(at / steps)] + step * (at % steps)
    at += 1
    if (at === steps * places.length) done(frames)
    else requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
})"""


_IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["'`]\./([\w.-]+\.js)["'`]""")
_BUILT = ROOT / "dashboard" / "dist"


def _needed(page: str) -> set[Path]:
    """The script files that ``page`` runs before it stands: what it names, and all that these import."""
    app = _BUILT / "app"
    left = re.findall(r'src="/app/([\w.-]+\.js)"', (_BUILT / page).read_text())
    found: set[Path] = set()
    while left:
        file = app / left.pop()
        if file not in found:
            found.add(file)
            left += _IMPORTED.findall(file.read_text())
    return found


def sizes() -> list[Figure]:
    """Sizes do not vary from run to run: they are read from what the build made and the gateway sends."""
    office = [file.with_name(f"{file.name}.br") for file in _needed("index.html")]
    field = _needed("field/index.html")
    return [
        _figure("office, script of the frame and a home, compressed", "kB", [_kilobytes(office)], 350),
        _figure("field, script of the first screen, uncompressed", "kB", [_kilobytes(field)], 200),
    ]


def _kilobytes(files: Iterable[Path]) -> float:
    return sum(file.stat().st_size for file in files) / 1000


def run() -> list[Figure]:
    """Every run in a window of its own with empty caches."""
    with dashboard_house() as house:
        return [*sizes(), *_office(house), *_visit(house), *_table(house), *_field(house)]


def _office(house: House) -> list[Figure]:
    state = house.signed_in("village-worker")
    views, changes = [], []
    for _ in range(RUNS):
        with house.window(state) as window:
            page = window.new_page()
            page.goto(house.url)
            page.wait_for_selector(_VIEWED)
            page.wait_for_selector("main .list-row, main .ant-empty")
            views.append(_since_start(page))
            page.wait_for_load_state("networkidle")
            changes += [float(page.evaluate(_CHANGE, path)) for path in ROUTES]
    return [
        _figure("office, first view with its table, empty caches", "ms", views, 1500),
        _figure("office, change of route, each for the first time", "ms", changes, 300),
    ]


def _since_start(page: Page) -> float:
    return float(page.evaluate("() => performance.now()"))


def _visit(house: House) -> list[Figure]:
    """The machine's part of recording a visit: three touches, until the answer is there. The rest is the worker's."""
    state = house.signed_in("village-worker")
    spent = []
    for _ in range(RUNS):
        with house.window(state) as window:
            page = window.new_page()
            page.goto(house.url)
            page.wait_for_load_state("networkidle")
            began = _since_start(page)
            page.locator(".list-row button.ant-btn-primary").first.click()
            page.locator(".ant-modal .ant-radio-wrapper").nth(1).click()
            page.locator(".ant-modal button[type=submit]").click()
            page.locator(".ant-modal").wait_for(state="hidden")
            spent.append(_since_start(page) - began)
    return [_figure("office, a visit recorded by three touches, the machine's part", "ms", spent, 20_000)]


def _table(house: House) -> list[Figure]:
    """A list whose answer has ten thousand rows; made here, since no page asks for as many at once."""
    state = house.signed_in("township-officer")
    late = []
    for _ in range(RUNS):
        with house.window(state) as window:
            page = window.new_page()
            page.route("**/api/followup/v1/visits?*", _many_visits)
            page.goto(f"{house.url}/visits")
            page.wait_for_selector(".list-scroll.windowed")
            page.wait_for_load_state("networkidle")
            frames = sorted(float(each) for each in page.evaluate(_SCROLL))
            late.append(frames[int(len(frames) * 0.95)])
    return [_figure(f"a table of {ROWS} rows while it scrolls, 95th percentile of a frame", "ms", late, 50)]


def _many_visits(route: Route) -> None:
    def visit(n: int) -> dict[str, object]:
        number = f"{n:012d}"
        ids = dict.fromkeys(("id", "plan_id", "person_id"), f"00000000-0000-7000-8000-{number}")
        days = dict.fromkeys(("earliest_on", "due_on", "latest_on"), f"2026-11-{n % 28 + 1:02d}")
        words = {"name": f"示例{n}", "step": "week-1", "title_zh": "随访", "title_en": "Visit", "place": "home"}
        rest = {"occurrence": 1, "division": "341599100001", "state": "due", "closed_on": None, "attempts": 0}
        return {**ids, **days, **words, **rest, "revision": 1, "retry_by": None, "worker": None, "planned_on": None}

    body = {"items": [visit(n) for n in range(ROWS)], "next": None}
    route.fulfill(status=200, content_type="application/json", body=json.dumps(body))


def _field(house: House) -> list[Figure]:
    views = []
    for _ in range(RUNS):
        with house.window() as window:
            page = window.new_page()
            page.goto(f"{house.url}/field/")
            page.wait_for_selector(".door form")
            views.append(_since_start(page))
    slow = [_on_slow_line(house) for _ in range(RUNS)]
    return [
        _figure("field, first screen with empty caches", "ms", views, 1500),
        _figure("field, first screen over a 3G line (50 kB/s, 400 ms)", "ms", slow, 5000),
    ]


def _on_slow_line(house: House) -> float:
    with house.window() as window:
        page = window.new_page()
        tools = window.new_cdp_session(page)
        line = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", line)
        page.goto(f"{house.url}/field/")
        page.wait_for_selector(".door form")
        return _since_start(page)


def _figure(name: str, unit: str, ours: list[float], limit: float) -> Figure:
    return Figure(name=name, unit=unit, ours=ours, limit=limit, source=ISSUE)
