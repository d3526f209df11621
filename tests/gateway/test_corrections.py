"""C9: whoever was shown a person hears of what was corrected since, and says that its own copy is corrected."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest

from chassis import clock, roles
from chassis.cloudevents import DomainEvent
from chassis.db import Database
from chassis.identifiers import new_id
from contracts.registry import CorrectionApplied
from gateway.subscriptions import SUBSCRIPTIONS
from tests.gateway.conftest import Place
from tests.gateway.upstream import PERSON
from tests.support.delivering import deliveries_of, handle

NOTICES = "/api/gateway/v1/corrections"
LOOK = "/api/registry/v1/persons?citizen_number=11010519491231002X"


def department(place: Place, name: str, purpose: str = "correction-notice") -> httpx.Client:
    return place.department(name, **{"X-Purpose": purpose, "X-Case-Reference": "GZ-2026-1"})


def corrected(**changes: Any) -> CorrectionApplied:
    facts: dict[str, Any] = {
        "person_id": uuid.UUID(PERSON),
        "correction_id": new_id(),
        "revision": 2,
        "fields": ["name", "phone"],
    }
    return CorrectionApplied(**(facts | {"applied_on": clock.today()} | changes))


def hear(place: Place, event: DomainEvent, times: int = 1) -> None:
    async def deliver() -> None:
        database = Database(place.dsn(roles.runtime_role("gateway")))
        deliveries = deliveries_of([event])
        for _ in range(times):
            await handle(database, SUBSCRIPTIONS, deliveries)
        await database.engine.dispose()

    asyncio.run(deliver())


def mine(client: httpx.Client, event: CorrectionApplied, state: str = "open") -> list[dict[str, Any]]:
    answer = client.get(NOTICES, params={"state": state, "limit": 200})
    assert answer.status_code == 200, answer.text
    return [item for item in answer.json()["items"] if item["correction_id"] == str(event.correction_id)]


def test_who_was_shown_the_person_is_told_once_and_nobody_else(place: Place) -> None:
    looked = department(place, "education", "school-enrolment").get(LOOK)
    assert looked.status_code == 200
    refused = department(place, "health", "school-enrolment").get(LOOK)
    assert refused.status_code == 403
    event = corrected()
    hear(place, event, times=2)
    (notice,) = mine(department(place, "education"), event)
    assert (notice["person_id"], notice["fields"], notice["overdue"]) == (PERSON, ["name", "phone"], False)
    assert notice["last_request_id"] == looked.headers["x-request-id"]
    assert "department" not in notice
    assert mine(department(place, "health"), event) == []


def test_a_department_acknowledges_its_own_and_nobody_for_it(place: Place) -> None:
    department(place, "education", "school-enrolment").get(LOOK)
    department(place, "civil-affairs", "low-income-check").get(LOOK)
    event = corrected()
    hear(place, event)
    education, civil = department(place, "education"), department(place, "civil-affairs")
    (notice,) = mine(education, event)
    path = f"{NOTICES}/{notice['id']}/acknowledgement"
    assert civil.post(path).status_code == 404
    assert place.staff("county-admin").post(path).status_code == 403
    said = education.post(path)
    assert (said.status_code, said.json()["acknowledged_at"] is None) == (200, False)
    assert education.post(path).json() == said.json()
    assert mine(education, event) == []
    assert len(mine(education, event, "acknowledged")) == 1
    assert len(mine(civil, event)) == 1


def test_officers_see_who_is_overdue(place: Place) -> None:
    department(place, "education", "school-enrolment").get(LOOK)
    event = corrected(applied_on=clock.today() - timedelta(days=40))
    hear(place, event)
    for role in ("county-officer", "auditor"):
        late = {item["department"]: item for item in mine(place.staff(role), event, "overdue")}
        assert late["education"]["overdue"] is True
    assert place.staff("village-worker").get(NOTICES).status_code == 403
    answer = place.staff("auditor").get(NOTICES, params={"state": "overdue", "limit": 1}).json()
    assert len(answer["items"]) == 1


@pytest.mark.parametrize("name", ["public-security", "education"])
def test_notices_are_asked_for_with_their_purpose(place: Place, name: str) -> None:
    assert place.department(name).get(NOTICES, params={"state": "open"}).status_code == 403
    wrong = place.department(name, **{"X-Purpose": "school-enrolment", "X-Case-Reference": "GZ-2026-1"})
    assert wrong.get(NOTICES, params={"state": "open"}).status_code == 403
    bare = place.department("public-security", **{"X-Purpose": "correction-notice"})
    assert bare.get(NOTICES, params={"state": "open"}).status_code == 403
