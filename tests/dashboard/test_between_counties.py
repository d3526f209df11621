"""A handover on the screen: both sides' steps, whom it is about, and the answer. The other county's part is played."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from chassis.identifiers import new_id
from services.migrants.handovers.schemas import EntrySeen, HandoverSeen, PersonSeen, ReceiptSeen, ServiceSeen
from tests.dashboard.accessible import serious_faults
from tests.dashboard.conftest import Desk

pytestmark = pytest.mark.slow

WHO, WHAT = new_id(), new_id()
OFFERED = datetime.fromisoformat("2026-11-02T09:00:00+08:00")


def taken(**changes: Any) -> HandoverSeen:
    """A handover of another county, as this one sees it once it has arrived."""
    person = PersonSeen(
        ref=WHO, person_id=None, dependant=False, name="周敏", birth_date=date(1994, 5, 6),
        registered_division="320102001001", citizen_number="320102********0021", health_agreed_on=date(2026, 11, 1),
    )  # fmt: skip
    service = ServiceSeen(ref=WHAT, person_ref=WHO, kind="care-plan", stays=False, taken_up_on=None, words="产后随访")
    seen = HandoverSeen(
        id=new_id(), side="takes", state="received", peer="320102", from_division="320102001001",
        to_division="341599001001", offered_on=date(2026, 11, 2), answer_by=date(2026, 11, 23), closed_on=None,
        reason=None, revision=1, responsible="320102", note=None, people=[person], services=[service],
        log=[EntrySeen(at=OFFERED, by="320102", step="offer", state="offered"),
             EntrySeen(at=OFFERED, by="exchange", step="received", state="received")],
        receipts=[ReceiptSeen(type="told.v1", status="applied", code=None, queued_at=OFFERED, settled_at=None)],
    )  # fmt: skip
    return seen.model_copy(update=changes)


def play(page: Page, handover: HandoverSeen) -> list[Any]:
    """Answer for the service; what is sent to it."""
    sent: list[Any] = []

    def answer(route: Route) -> None:
        body = handover.model_dump_json()
        if route.request.method == "POST":
            sent.append((route.request.url.rsplit("/", 1)[1], json.loads(route.request.post_data or "{}")))
            body = handover.model_copy(update={"state": "declined", "reason": "not-here"}).model_dump_json()
        elif route.request.url.endswith("citizen-number"):
            body = json.dumps({"ref": str(WHO), "citizen_number": "320102199405060021"})
        route.fulfill(body=body, content_type="application/json")

    page.route("**/api/migrants/v1/handovers/*", answer)
    page.route("**/api/migrants/v1/handovers/*/**", answer)
    return sent


def test_what_another_county_offers_is_seen_with_both_sides_and_answered(desk: Callable[..., Desk]) -> None:
    at, handover = desk("village-worker"), taken()
    sent = play(at.page, handover)
    assert serious_faults(at, [f"/handovers/{handover.id}"]) == []
    expect(at.page.locator(".path-now")).to_contain_text("迁入县")
    expect(at.page.get_by_text("对方县（320102）")).to_be_visible()
    expect(at.page.get_by_text("320102199405060021")).to_be_hidden()
    at.page.get_by_role("button", name="查看完整号码").click()
    at.page.get_by_role("dialog").get_by_role("button", name="查看完整号码").click()
    expect(at.page.get_by_text("320102199405060021")).to_be_visible()

    at.page.get_by_role("button", name="不予接收").click()
    dialog = at.page.get_by_role("dialog")
    dialog.get_by_label("理由").click()
    at.page.get_by_title("人不在本县").click()
    dialog.get_by_role("button", name="不予接收").click()
    expect(dialog).to_be_hidden()
    assert sent == [("declining", {"code": "not-here"})]
    assert at.errors == []


def test_the_county_sees_what_waits_and_not_of_whom(desk: Callable[..., Desk]) -> None:
    at = desk("county-officer")
    at.open("/handovers")
    expect(at.page.get_by_text("县级只看办理进度")).to_be_visible()
    at.open(f"/handovers/{new_id()}")
    expect(at.page.locator("main")).to_contain_text("乡镇工作人员、村级工作人员")
