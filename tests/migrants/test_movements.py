"""Moves are written down once, and seen from where the caller stands."""

from datetime import date
from pathlib import Path

import pytest

from chassis.identifiers import new_id
from contracts.registry import PersonMoved
from services.migrants.movements.rules import direction_of
from services.migrants.subscriptions import SUBSCRIPTIONS
from services.migrants.wiring import SERVICE
from tests.conftest import Database
from tests.support.delivering import deliveries_of, handle
from tests.support.people import ELSEWHERE, OTHER_VILLAGE, VILLAGE, registered
from tests.support.running import COUNTY, running


@pytest.mark.parametrize(
    ("before", "after", "prefix", "direction"),
    [
        (VILLAGE, ELSEWHERE, "341599", "left"),
        (ELSEWHERE, VILLAGE, "341599", "arrived"),
        (VILLAGE, OTHER_VILLAGE, "341599", "within"),
        (VILLAGE, OTHER_VILLAGE, VILLAGE, "left"),
        (ELSEWHERE, "429999001001", "341599", None),
    ],
)
def test_direction(before: str, after: str, prefix: str, direction: str | None) -> None:
    assert direction_of(before, after, prefix) == direction


async def test_a_move_is_listed_once_for_those_it_touches(county: Database, tmp_path: Path) -> None:
    person = new_id()
    moved = PersonMoved(
        person_id=person, revision=2, from_division=VILLAGE, to_division=OTHER_VILLAGE, moved_on=date(2026, 11, 2)
    )
    deliveries = deliveries_of([registered(person), moved])
    async with running(SERVICE, county.dsn("migrants"), tmp_path) as service:
        for _ in range(2):
            await handle(service.app.state.database, SUBSCRIPTIONS, deliveries)
        for division, direction in ((VILLAGE, "left"), (OTHER_VILLAGE, "arrived"), (COUNTY, "within")):
            client = service.as_staff("township-officer", division)
            items = (await client.get("/movements")).json()["items"]
            assert [(item["name"], item["direction"]) for item in items] == [("张三", direction)]
            none = await client.get("/movements", params={"direction": "left" if direction != "left" else "within"})
            assert none.json()["items"] == []
        elsewhere = service.as_staff("village-worker", "341599003201")
        assert (await elsewhere.get("/movements")).json()["items"] == []
        assert (await service.as_department("public-security", "x").get("/movements")).status_code == 403
