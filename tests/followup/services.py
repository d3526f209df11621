"""A site, a mother who leaves a number, and the calls that the tests of the care services make."""

from datetime import date
from typing import Any

import httpx

from tests.followup.care import TOWN, Care
from tests.support.people import VILLAGE

SELF = {"given_by": "self", "how": "spoken", "text_version": "1"}
PHONE = "19012345678"


def township(care: Care, division: str = TOWN) -> httpx.AsyncClient:
    return care.service.as_staff("township-officer", division)


async def a_site(care: Care, division: str = VILLAGE, name: str = "村卫生室") -> str:
    """The id of a new site that ``division`` runs."""
    client = care.service.as_staff("township-officer", division)
    answer = await client.post("/sites", json={"name": name, "division": division})
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


async def leave_number(care: Care, **changes: Any) -> httpx.Response:
    """The mother leaves her number."""
    return await care.worker().put(f"/contacts/{care.mother}", json=SELF | {"phone": PHONE} | changes)


async def places(care: Care, site: str, day: date, number: int, service: str = "womens-health") -> httpx.Response:
    """The site says how many it can check."""
    return await care.worker().put(f"/sites/{site}/check-days/{service}/{day}", json={"places": number})


async def book(care: Care, site: str, ahead: date, **changes: Any) -> httpx.Response:
    """The mother asks for a check."""
    asked = {"person_id": str(care.mother), "site_id": site, "service": "womens-health", "day": str(ahead)}
    return await care.worker().post("/appointments", json=SELF | asked | {"requested_by_person": True} | changes)


async def receive(
    care: Care, site: str, lot: str, expires_on: date, quantity: int, item: str = "condom"
) -> httpx.Response:
    """Units come in."""
    body = {"item": item, "lot_number": lot, "expires_on": str(expires_on), "quantity": quantity}
    return await care.worker().post(f"/sites/{site}/lots", json=body)


async def hand_out(care: Care, site: str, quantity: int, item: str = "condom") -> httpx.Response:
    """Somebody asks for some."""
    return await care.worker().post(f"/sites/{site}/hand-outs", json={"item": item, "quantity": quantity})


async def refer(care: Care, site: str, **changes: Any) -> httpx.Response:
    """The mother agrees to be referred."""
    asked = {"person_id": str(care.mother), "site_id": site, "content": {"note": "请予诊治"}}
    return await care.worker().post("/referrals", json=SELF | asked | changes)
