"""Pictures with something in them: every way is drawn and named, and no name lies on another or beyond the edge."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from bench.dashboard import sizes
from tests.dashboard.accessible import serious_faults
from tests.dashboard.conftest import County, Desk
from tests.dashboard.take_screens import FOLDER, gallery

pytestmark = pytest.mark.slow

OWN = {"341599100": "城关镇", "341599101": "安坪镇", "341599102": "双龙湾镇"}
OTHERS = {
    "319999000": ("上海", 121.47, 31.23),
    "329999000": ("江苏", 118.8, 32.06),
    "339999000": ("浙江", 120.15, 30.27),
}
WAYS = [
    ("341599101", "341599100", 26), ("341599100", "341599101", 12), ("341599102", "341599100", 18),
    ("341599101", "339999000", 28), ("341599101", "319999000", 18), ("341599100", "329999000", 16),
    ("339999000", "341599102", 11),
]  # fmt: skip
# The pairs of names that lie on each other, and the names that are cut off.
_ON_EACH_OTHER = """() => {
  const map = document.querySelector('svg.map')
  const edge = map.getBoundingClientRect()
  const seen = (one) => ({ says: one.textContent, box: one.getBoundingClientRect() })
  const names = [...map.querySelectorAll('text')].map(seen)
  const touch = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  const cut = names.filter(({ box }) => box.left < edge.left || box.right > edge.right || box.top < edge.top)
  const touched = (one, at) => names.slice(at + 1).filter((other) => touch(one.box, other.box))
  return [...cut, ...names.flatMap(touched)].map(({ says }) => says)
}"""


def flow_map() -> dict[str, Any]:
    """What the figures say of a month in which families went to work and to the county's town."""

    def place(code: str, name: str, at: tuple[float, float] | None) -> dict[str, Any]:
        longitude, latitude = at or (None, None)
        return {
            "code": code,
            "name_zh": name,
            "name_en": name,
            "own": at is None,
            "longitude": longitude,
            "latitude": latitude,
        }

    places = [place(code, name, None) for code, name in OWN.items()]
    places += [place(code, name, (east, north)) for code, (name, east, north) in OTHERS.items()]
    flows = [{"from_place": a, "to_place": b, "people": people, "hidden_months": 0} for a, b, people in WAYS]
    flows.append({"from_place": "341599102", "to_place": "319999000", "people": None, "hidden_months": 1})
    span = {"level": "town", "first": "2026-01-01", "last": "2026-10-31", "smallest_shown": 10}
    return span | {"places": places, "flows": flows, "matrix": []}


def test_flows_are_drawn_with_every_name_readable(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer")
    at.page.route("**/api/migrants/v1/figures/flow-map?*", lambda route: route.fulfill(json=flow_map()))
    assert serious_faults(at, ["/flows"]) == []
    expect(at.page.locator("svg.map path.flow")).to_have_count(len(WAYS))
    widths = [float(one.get_attribute("stroke-width") or 0) for one in at.page.locator("path.flow").all()]
    assert widths == sorted(widths, reverse=True) and widths[0] > 2 * widths[-1]
    names = {*OWN.values(), *(name for name, _, _ in OTHERS.values())}
    assert set(at.page.locator("svg.map text").all_text_contents()) == names
    assert at.page.evaluate(_ON_EACH_OTHER) == []
    expect(at.page.get_by_role("img", name="28", exact=False).first).to_be_attached()
    expect(at.page.locator("main")).to_contain_text("10")
    assert at.errors == []


def test_the_pyramid_the_tiles_and_the_chart_are_drawn(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer", "/statistics")
    bars = at.page.get_by_role("img", name="人口金字塔").locator("svg path[fill]:not([fill=none])")
    expect(bars.nth(30)).to_be_attached()
    expect(at.page.locator(".tile").nth(5)).to_be_visible()
    assert at.errors == []


def test_every_picture_that_is_kept_is_shown() -> None:
    kept = {path.name for path in FOLDER.glob("*.png")}
    assert set(re.findall(r"\((\S+\.png)\)", gallery())) == kept
    assert (FOLDER / "README.md").read_text("utf-8") == gallery()


def test_the_first_screens_stay_small(county: County) -> None:
    assert Path(county.home).exists()
    assert {each.name: max(each.ours) for each in sizes() if max(each.ours) > each.limit} == {}
