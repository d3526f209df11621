"""Two counties with a family that has moved from the one to the other."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from chassis.identifiers import new_id
from services.migrants.subscriptions import SUBSCRIPTIONS
from services.migrants.wiring import SERVICE
from tests.conftest import Database, Server, copy_of
from tests.support.counties import carry, two_counties
from tests.support.delivering import deliver
from tests.support.emptying import emptied
from tests.support.people import ELSEWHERE, VILLAGE, registered
from tests.support.running import Running, published

MOTHER, CHILD = UUID(int=1), UUID(int=2)
"""In the county that they left."""
MOTHER_THERE, CHILD_THERE = UUID(int=101), UUID(int=102)
"""In the county where they live now."""
PLAN, BENEFIT, REFERRAL = UUID(int=11), UUID(int=12), UUID(int=13)
HEALTH = {"words": "产后随访至第42天,母乳喂养", "given_by": "self", "text_version": "1"}


@dataclass
class Two:
    """The county that they left (``here``) and the county where they live (``there``)."""

    here: Running
    there: Running

    @property
    def giver(self) -> httpx.AsyncClient:
        return self.here.as_staff("village-worker", VILLAGE)

    @property
    def taker(self) -> httpx.AsyncClient:
        return self.there.as_staff("village-worker", ELSEWHERE)

    async def carry(self) -> int:
        return await carry(self.here, self.there)

    async def offer(self, **changes: Any) -> dict[str, Any]:
        """Offered and delivered; as the county that gives sees it then."""
        answer = await self.giver.post("/handovers", json=offer_of(**changes))
        assert answer.status_code == 201, answer.text
        await self.carry()
        return await self.seen(answer.json()["id"])

    async def seen(self, handover_id: str) -> dict[str, Any]:
        return (await self.giver.get(f"/handovers/{handover_id}")).json()

    async def seen_there(self, handover_id: str) -> dict[str, Any]:
        return (await self.taker.get(f"/handovers/{handover_id}")).json()

    async def accept(self, handover_id: str, client: httpx.AsyncClient | None = None) -> httpx.Response:
        """Everybody is found in the register there."""
        there = await self.seen_there(handover_id)
        ids = {"王秀英": MOTHER_THERE, "王小宝": CHILD_THERE}
        found = [{"ref": p["ref"], "person_id": str(ids[p["name"]])} for p in there["people"] if p["name"]]
        return await (client or self.taker).post(f"/handovers/{handover_id}/acceptance", json={"people": found})

    async def responsible(self, handover_id: str) -> tuple[str, str]:
        """Here, and as far as is known there."""
        return (await self.seen(handover_id))["responsible"], (await self.seen_there(handover_id))["responsible"]

    async def told(self, kind: str) -> list[dict[str, Any]]:
        """What the county that gives told its house."""
        return [data for name, data in await published(self.here.app) if name == f"cn.huijia.migrants.{kind}.v1"]


def offer_of(**changes: Any) -> dict[str, Any]:
    people = [
        {"person_id": str(MOTHER), "health": HEALTH},
        {"person_id": str(CHILD), "dependant": True, "health": HEALTH | {"given_by": "guardian"}},
    ]
    services = [
        {"person_id": str(CHILD), "kind": "care-plan", "kept_as": str(PLAN), "words": "儿童健康管理"},
        {"person_id": str(CHILD), "kind": "benefit", "kept_as": str(BENEFIT), "words": "育儿补贴", "stays": True},
        {"person_id": str(MOTHER), "kind": "referral", "kept_as": str(REFERRAL), "words": "转诊:县医院"},
    ]
    usual = {"agreed_by_person": True, "to_division": ELSEWHERE, "people": people, "services": services}
    return usual | changes


def family(mother: UUID, child: UUID) -> list[Any]:
    """As a register tells of them: one household, living in the county where they live now."""
    same: dict[str, Any] = {"household_id": new_id(), "residence_division": ELSEWHERE}
    return [
        registered(mother, name="王秀英", birth_date=date(1995, 2, 3), **same),
        registered(child, name="王小宝", birth_date=date(2026, 3, 1), **same),
    ]


@pytest.fixture(scope="session")
def both_counties(postgres: Server, migrated_template: str) -> Iterator[tuple[Database, Database]]:
    """Two databases for every test here: to empty them takes a tenth of what it takes to make them."""
    with (
        contextmanager(copy_of)(postgres, migrated_template) as one,
        contextmanager(copy_of)(postgres, migrated_template) as other,
    ):
        yield one, other


@pytest.fixture
def county(both_counties: tuple[Database, Database]) -> Database:
    """The database of one county, empty."""
    return emptied(both_counties[0], "migrants", "followup")


@pytest.fixture
def other_county(both_counties: tuple[Database, Database]) -> Database:
    """The database of the other county, empty."""
    return emptied(both_counties[1], "migrants")


@pytest.fixture
async def two(county: Database, other_county: Database, tmp_path: Path) -> AsyncIterator[Two]:
    """Both services, with the family in both registers."""
    async with two_counties(SERVICE, county.dsn("migrants"), other_county.dsn("migrants"), tmp_path) as (here, there):
        for running, ids in ((here, (MOTHER, CHILD)), (there, (MOTHER_THERE, CHILD_THERE))):
            await deliver(running.app.state.database, SUBSCRIPTIONS, *family(*ids))
        yield Two(here, there)
