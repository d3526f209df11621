"""Keeping the house running, and its promises: incidents, break-glass, dead letters, live events, maps, keys."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.accessible import serious_faults
from tests.dashboard.benefits_scene import Offices
from tests.dashboard.conftest import County, Desk
from tests.dashboard.meeting_scene import BASE, hold_a_meeting

pytestmark = pytest.mark.slow

PASSPHRASE = "一句很长的口令 2026"
_LAY = """
INSERT INTO registry.dead_letters (consumer, topic, partition, "position", event_id, key, type, event, reason, attempts)
VALUES ('registry', 'huijia.followup', 0, 9000000, gen_random_uuid(), 'a', 'cn.huijia.followup.check-performed.v1',
        '{"data": {"check_id": "x"}}', 'KeyError: 王小明', 3)
"""


@pytest.fixture
def outlines(county: County, offices: Offices) -> Iterator[Path]:
    """A map of squares, one for each village."""
    villages = offices.get("county-officer", "/registry/v1/divisions", level="village", limit="500")["items"]
    path = county.home / "map.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": [_square(v["code"], n) for n, v in enumerate(villages)]})
    )
    yield path
    path.unlink()


def _square(code: str, number: int) -> dict[str, Any]:
    west, south = 116 + number % 10 / 10, 31 + number // 10 / 10
    corners = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1], [west, south]]
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [corners]}}


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("dialog").get_by_label(label).click()
    page.get_by_title(option, exact=True).last.click()


def confirm(page: Page, name: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_an_incident_is_noted_and_goes_on_step_by_step(desk: Callable[..., Desk]) -> None:
    at = desk("county-admin")
    at.open("/incidents")
    at.page.get_by_role("button", name="记录安全事件").click()
    choose(at.page, "种类", "丢失")
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_label("发现时间").fill("2026-11-20T09:30")
    dialog.get_by_label("发生了什么").fill("一台旧电脑在搬运途中丢失")
    confirm(at.page, "记录安全事件")
    at.page.locator("table a.number").first.click()
    at.page.get_by_role("button", name="办理一步").click()
    choose(at.page, "办理什么", "补救")
    at.page.get_by_role("dialog").get_by_label("措施").fill("冻结账号")
    confirm(at.page, "办理一步")
    expect(at.page.locator("article").first).to_contain_text("冻结账号")
    assert at.errors == []


def test_break_glass_is_asked_for_and_reviewed_by_somebody_else(desk: Callable[..., Desk]) -> None:
    worker, auditor = desk("township-officer"), desk("auditor")
    worker.open("/break-glass-uses")
    worker.page.locator("main").get_by_role("button", name="紧急查看").click()
    worker.page.get_by_role("dialog").get_by_role("textbox").fill("邻村老人摔倒昏迷，需要联系其家属")
    confirm(worker.page, "紧急查看")
    expect(worker.page.get_by_role("status").first).to_contain_text("全县")
    # The auditor's home raises the alarm, one step from the review.
    auditor.open("/")
    auditor.page.locator("a.count.urgent", has_text="待复核的紧急查看").click()
    auditor.page.locator("tr").filter(has_text="township-officer").get_by_role("button").click()
    choose(auditor.page, "结论", "理由成立")
    auditor.page.get_by_role("dialog").get_by_label("复核意见").fill("已核实救助记录")
    confirm(auditor.page, "复 核")
    auditor.page.get_by_text("已复核", exact=True).click()
    expect(auditor.page.locator("tr").filter(has_text="已核实救助记录")).to_contain_text("理由成立")
    assert worker.errors == auditor.errors == []


def test_a_dead_letter_is_looked_at_and_replayed_and_passing_events_are_seen(
    desk: Callable[..., Desk], offices: Offices
) -> None:
    offices.sql(_LAY)
    at = desk("county-admin")
    at.open("/health?tab=letters")
    row = at.page.locator("tr").filter(has_text="check-performed")
    expect(row).to_contain_text("KeyError")
    expect(at.page.locator("main")).not_to_contain_text("王小明")
    row.get_by_role("button", name="查看全文").click()
    at.page.get_by_role("dialog").get_by_role("button", name="查看全文").click()
    expect(at.page.locator("pre").first).to_contain_text("王小明")
    at.page.keyboard.press("Escape")
    row.get_by_role("button", name="重新处理").click()
    at.page.get_by_role("dialog").get_by_role("button", name="重新处理").click()

    at.open("/event-flow")
    expect(at.page.get_by_text("实时")).to_be_visible()
    person = {"name": "赵一", "sex": 1, "birth_date": "1991-02-03"}
    village = offices.get("county-officer", "/registry/v1/divisions", level="village", limit="1")["items"][0]["code"]
    homes = {"registered_division": village, "residence_division": village}
    offices.post("county-admin", "/registry/v1/persons", person | homes)
    expect(at.page.get_by_role("region", name="最近经过").get_by_text("person-registered").first).to_be_visible()
    expect(at.page.locator("main")).not_to_contain_text("赵一")
    assert at.errors == []


def test_divisions_are_coloured_on_the_operators_map_and_stay_tiles_by_choice(
    desk: Callable[..., Desk], outlines: Path
) -> None:
    at = desk("county-officer")
    assert serious_faults(at, ["/statistics"]) == []
    region = at.page.locator("path.region").first
    expect(region).to_be_visible()
    region.press("Enter")
    at.page.get_by_text("方格").click()
    expect(at.page.locator(".tile").first).to_be_visible()
    assert at.errors == []


def test_minutes_are_signed_in_the_browser_with_a_key_that_stays_there(
    desk: Callable[..., Desk], offices: Offices, tmp_path: Path
) -> None:
    meeting = hold_a_meeting(offices, "2026-08")
    offices.post("county-officer", f"{BASE}/sessions/{meeting}/minutes")
    at = desk("county-officer")
    at.open(f"/meetings/{meeting}?tab=minutes")
    at.page.get_by_role("button", name="生成密钥").click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_label("口令").fill(PASSPHRASE)
    dialog.get_by_label("再输一次").fill(PASSPHRASE)
    with at.page.expect_download() as saved:
        dialog.get_by_role("button", name="生成密钥").click()
    key = tmp_path / "key.json"
    saved.value.save_as(key)
    assert PASSPHRASE not in key.read_text() and json.loads(key.read_text())["kind"] == "huijia-signing-key"
    expect(dialog).to_be_hidden()

    at.page.get_by_role("button", name="签署纪要").click()
    dialog.get_by_label("私钥文件").set_input_files(key)
    dialog.get_by_label("口令").fill("不是这一句口令")
    dialog.get_by_role("button", name="签署纪要").click()
    expect(dialog).to_contain_text("口令不对")
    dialog.get_by_label("口令").fill(PASSPHRASE)
    dialog.get_by_role("button", name="签署纪要").click()
    expect(dialog).to_be_hidden()
    signed = offices.get("county-officer", f"{BASE}/sessions/{meeting}/minutes")["signatures"]
    assert [one["participant"] for one in signed] == ["population-office"]
    assert at.errors == []
