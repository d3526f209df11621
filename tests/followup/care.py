"""A family under care: a mother, a newborn, a worker, and a clock that can be moved."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from chassis import clock
from chassis.cloudevents import DomainEvent
from chassis.db import Database as Connected
from chassis.identifiers import new_id
from chassis.sweeps import run_once
from contracts.registry import BirthRegistered
from services.followup.main import SERVICE
from services.followup.subscriptions import SUBSCRIPTIONS
from services.followup.visits.mark_due import MARK_DUE
from services.followup.visits.mark_overdue import MARK_OVERDUE
from tests.conftest import Database
from tests.support.delivering import deliver
from tests.support.people import VILLAGE, registered
from tests.support.running import Running, published, running

BORN = date(2026, 11, 1)
TOWN = "341599001000"


@contextmanager
def on(day: date) -> Iterator[None]:
    """Inside the block it is noon of that day in China."""
    with clock.moved_to(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)):
        yield


def after(days: int) -> date:
    """So many days after the birth."""
    return BORN + timedelta(days=days)


@dataclass
class Care:
    """The service, and the family that the tests look after."""

    service: Running
    mother: UUID = field(default_factory=new_id)
    child: UUID = field(default_factory=new_id)
    birth: UUID = field(default_factory=new_id)

    @property
    def database(self) -> Connected:
        return self.service.app.state.database

    def worker(self, division: str = VILLAGE) -> httpx.AsyncClient:
        """A village worker; the client's token lives a minute of the moved clock."""
        return self.service.as_staff("village-worker", division)

    async def tell(self, *events: DomainEvent) -> None:
        """Let the service hear of ``events``."""
        await deliver(self.database, SUBSCRIPTIONS, *events)

    async def be_born(self, **changes: Any) -> None:
        """Register the mother, the child and the birth."""
        await self.tell(
            registered(self.mother, name="李梅花", birth_date=date(1995, 2, 3)),
            registered(self.child, name="李小宝", birth_date=BORN),
            self.birth_event(**changes),
        )

    def birth_event(self, **changes: Any) -> BirthRegistered:
        """The birth of the child."""
        facts: dict[str, Any] = {
            "born_on": BORN,
            "mother_id": self.mother,
            "father_id": None,
            "residence_division": VILLAGE,
        }
        return BirthRegistered(person_id=self.child, birth_id=self.birth, **(facts | changes))

    async def plan_of(self, person_id: UUID) -> dict[str, Any]:
        """The person's only plan, with its visits."""
        (plan,) = await self.plans_of(person_id)
        return plan

    async def plans_of(self, person_id: UUID) -> list[dict[str, Any]]:
        """All the person's plans, with their visits, wherever they live."""
        township = self.service.as_staff("township-officer", "340000000000")
        ids = [
            item["id"] for item in (await township.get("/plans", params={"person_id": str(person_id)})).json()["items"]
        ]
        return [(await township.get(f"/plans/{plan_id}")).json() for plan_id in ids]

    async def agree(self, person_id: UUID, **changes: Any) -> httpx.Response:
        """Consent to the person's only plan: a guardian's for the child, her own for the mother."""
        plan = await self.plan_of(person_id)
        by = {"given_by": "self"} if person_id == self.mother else self.guardian
        body = by | {"how": "paper", "text_version": "1"} | changes
        return await self.worker().post(f"/plans/{plan['id']}/consent", json=body)

    @property
    def guardian(self) -> dict[str, Any]:
        return {"given_by": "guardian", "guardian_id": str(self.mother)}

    async def visit(self, person_id: UUID, step: str) -> dict[str, Any]:
        """One visit of the person's only plan."""
        return next(v for v in (await self.plan_of(person_id))["visits"] if v["step"] == step)

    async def record(self, visit: dict[str, Any], outcome: str, day: date, **more: Any) -> httpx.Response:
        """What the village worker says about a visit."""
        headers = more.pop("headers", {})
        client = more.pop("client", None) or self.worker(visit["division"])
        body = {"outcome": outcome, "done_on": str(day)} | more
        return await client.post(f"/visits/{visit['id']}/outcome", json=body, headers=headers)

    async def sweep(self) -> tuple[int, int]:
        """Let time do its work; how many visits fell due and became overdue."""
        return await run_once(self.database, MARK_DUE), await run_once(self.database, MARK_OVERDUE)

    async def told(self, *kinds: str) -> list[tuple[str, dict[str, Any]]]:
        """What the house has been told so far: (kind, data), of these kinds only if any are named."""
        events = [(kind.split(".")[3], data) for kind, data in await published(self.service.app)]
        return [(kind, data) for kind, data in events if not kinds or kind in kinds]


@asynccontextmanager
async def caring(county: Database, folder: Path) -> AsyncIterator[Care]:
    """The service running on a fresh database."""
    async with running(SERVICE, county.dsn("followup"), folder) as service:
        yield Care(service)
