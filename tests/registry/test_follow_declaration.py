"""The register owns residence: it follows what people declare to migrant services, or says why it does not."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis import clock
from chassis.identifiers import new_id
from contracts.migrants import MovementDeclared
from services.registry.subscriptions import SUBSCRIPTIONS
from tests.registry.conftest import ELSEWHERE, NEIGHBOUR, VILLAGE, Registry
from tests.support.delivering import deliver


async def declare(registry: Registry, person_id: str, to: str, on: date, times: int = 1) -> list[tuple[str, Any]]:
    await registry.forget_events()
    event = MovementDeclared(movement_id=new_id(), person_ids=[UUID(person_id)], to_division=to, moved_on=on)
    for _ in range(times):
        await deliver(registry.running.app.state.database, SUBSCRIPTIONS, event)
    return await registry.published()


async def test_the_residence_follows_once(registry: Registry) -> None:
    person = await registry.person()
    told = await declare(registry, person["id"], ELSEWHERE, clock.today(), times=2)
    assert [kind for kind, _ in told] == ["person-moved", "person-changed"]
    assert told[0][1]["declaration_id"] is not None
    assert (await registry.call("GET", f"/persons/{person['id']}"))["residence_division"] == ELSEWHERE
    moves = (await registry.call("GET", f"/persons/{person['id']}/moves"))["items"]
    assert [(m["from_division"], m["to_division"], m["kind"]) for m in moves] == [(VILLAGE, ELSEWHERE, "out")]


@pytest.mark.parametrize(
    ("to", "days", "reason"),
    [
        (VILLAGE, 0, "already-there"),
        (NEIGHBOUR, 1, "in-future"),
        (NEIGHBOUR, -20_000, "before-birth"),
        ("341599009999", 0, "unknown-division"),
    ],
)
async def test_what_does_not_fit_is_answered_with_a_reason(registry: Registry, to: str, days: int, reason: str) -> None:
    person = await registry.person()
    told = await declare(registry, person["id"], to, clock.today() + timedelta(days=days))
    assert [(kind, data["reason"]) for kind, data in told] == [("declared-move-refused", reason)]
    assert (await registry.call("GET", f"/persons/{person['id']}"))["residence_division"] == VILLAGE


async def test_somebody_unknown_and_somebody_who_moved_later(registry: Registry) -> None:
    told = await declare(registry, str(new_id()), NEIGHBOUR, clock.today())
    assert [data["reason"] for _, data in told] == ["unknown-person"]
    person = await registry.person()
    await declare(registry, person["id"], ELSEWHERE, clock.today())
    told = await declare(registry, person["id"], NEIGHBOUR, clock.today() - timedelta(days=3))
    assert [data["reason"] for _, data in told] == ["moved-later"]
