"""Gives a village worker something to do: people of the village ask for care, and agree to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import httpx

from chassis import clock

PROTOCOL = "after-procedure"
DAYS_AGO = (10, 9, 8, 8, 7, 7, 7, 6, 6, 6, 5, 5, 5, 2, 1, 0)
"""The visit at one week is open from the fifth to the tenth day: these are for today, the last three for later."""


@dataclass(frozen=True)
class Cared:
    """Somebody with a visit to come."""

    person_id: str
    name: str
    plan_id: str
    visit_id: str
    due_on: date


def as_staff(url: str, account: dict[str, Any]) -> httpx.Client:
    """A program signed in as one of the staff."""
    form = {"grant_type": "password", "username": account["username"], "password": account["password"]}
    token = httpx.post(f"{url}/oauth/token", data=form).raise_for_status().json()["access_token"]
    return httpx.Client(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=30)


def ask_for_care(client: httpx.Client, division: str, days_ago: Sequence[int] = DAYS_AGO) -> list[Cared]:
    """One plan each for as many adults of ``division``; each has a visit a week after its day."""
    people = (
        client.get("/api/registry/v1/persons", params={"division": division, "limit": 200})
        .raise_for_status()
        .json()["items"]
    )
    oldest = clock.today() - timedelta(days=20 * 365)
    # Registered there too: who is registered elsewhere claims benefits there.
    here = [each for each in people if each["living"] and each["registered_division"] == division]
    adults = [each for each in here if date.fromisoformat(each["birth_date"]) < oldest]
    names = [each["name"] for each in adults]
    # A name that stands for one person only, so that a test can look for it.
    plans = client.get("/api/followup/v1/plans", params={"limit": 200}).raise_for_status().json()["items"]
    busy = {plan["person_id"] for plan in plans if plan["protocol"] == PROTOCOL}
    alone = [each for each in adults if names.count(each["name"]) == 1 and each["id"] not in busy]
    assert len(alone) >= len(days_ago), "the village is too small"
    return [_agree(client, person, ago) for person, ago in zip(alone, days_ago, strict=False)]


def _agree(client: httpx.Client, person: dict[str, Any], ago: int) -> Cared:
    asked = {"protocol": PROTOCOL, "anchor_on": str(clock.today() - timedelta(days=ago))}
    body = {**asked, "person_id": person["id"], "requested_by_person": True}
    plan = client.post("/api/followup/v1/plans", json=body).raise_for_status().json()
    consent = {"given_by": "self", "how": "spoken", "text_version": "1"}
    agreed = client.post(
        f"/api/followup/v1/plans/{plan['id']}/consent", json=consent, headers={"If-Match": f'"{plan["revision"]}"'}
    )
    visit = agreed.raise_for_status().json()["visits"][0]
    return Cared(person["id"], person["name"], plan["id"], visit["id"], date.fromisoformat(visit["due_on"]))
