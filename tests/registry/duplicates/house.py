"""All services on one database, each hearing what the others publish: to see what a merge does to every one."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from chassis.app import Service
from chassis.cloudevents import DomainEvent, event_types
from chassis.db import Database as Connected
from services.assessment.main import SERVICE as ASSESSMENT
from services.assessment.subscriptions import SUBSCRIPTIONS as ASSESSMENT_HEARS
from services.followup.main import SERVICE as FOLLOWUP
from services.followup.subscriptions import SUBSCRIPTIONS as FOLLOWUP_HEARS
from services.incentives.main import SERVICE as INCENTIVES
from services.incentives.subscriptions import SUBSCRIPTIONS as INCENTIVES_HEAR
from services.migrants.main import SERVICE as MIGRANTS
from services.migrants.subscriptions import SUBSCRIPTIONS as MIGRANTS_HEAR
from services.registry.wiring import SERVICE as REGISTRY
from tests.conftest import Database
from tests.registry.conftest import DIVISIONS, Registry
from tests.support.delivering import deliver
from tests.support.running import Running, running

HEARS = {
    "followup": FOLLOWUP_HEARS,
    "incentives": INCENTIVES_HEAR,
    "migrants": MIGRANTS_HEAR,
    "assessment": ASSESSMENT_HEARS,
}
TABLES = {
    "registry": ("persons", "households", "births", "deaths", "moves"),
    "followup": ("people", "plans", "consents", "visits", "visit_entries", "repointed", "care_before"),
    "incentives": ("beneficiaries", "children", "repointed"),
    "migrants": ("residents", "movements", "repointed"),
    "assessment": ("visit_facts",),
}
PASSING = {
    *("revision", "valid_from", "changed_by", "change_reason", "source", "source_id"),
    *("facts_revision", "place_revision", "life_revision"),
}
"""What every change raises or stamps, also one that is taken back."""


@dataclass
class House:
    """The running services."""

    registry: Registry
    services: dict[str, Running]
    heard: dict[str, int] = field(default_factory=dict)

    def database(self, service: str) -> Connected:
        return self.services[service].app.state.database

    async def hear(self) -> None:
        """Let everybody hear what was published since; follow-up's own events come after the registry's."""
        for source in ("registry", "followup"):
            for event in await self._new(source):
                for service, subscriptions in HEARS.items():
                    if type(event) in subscriptions.handlers:
                        await deliver(self.database(service), subscriptions, event)

    async def _new(self, source: str) -> list[DomainEvent]:
        query = "SELECT id, type, data FROM outbox WHERE id > $1 ORDER BY id"
        rows = await self.database(source).pool.fetch(query, self.heard.get(source, 0))
        self.heard[source] = rows[-1]["id"] if rows else self.heard.get(source, 0)
        return [msgspec.convert(json.loads(row["data"]), event_types()[row["type"]]) for row in rows]

    async def state(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every service, without what passes."""
        found = {}
        for service, tables in TABLES.items():
            for table in tables:
                rows = await self.database(service).pool.fetch(f"SELECT * FROM {table}")
                plain = [{k: v for k, v in row.items() if k not in PASSING} for row in rows]
                found[f"{service}.{table}"] = sorted(plain, key=str)
        return found

    async def consent_to_everything(self) -> None:
        """Agree to every plan that was offered."""
        for plan in await self.database("followup").pool.fetch("SELECT * FROM plans WHERE state = 'offered'"):
            worker = self.services["followup"].as_staff("village-worker", plan["division"])
            guardian = await self._mother_of(plan["person_id"])
            by = {"given_by": "guardian", "guardian_id": str(guardian)} if guardian else {"given_by": "self"}
            body = by | {"how": "paper", "text_version": "1"}
            async with worker:
                await worker.post(f"/plans/{plan['id']}/consent", json=body)

    async def _mother_of(self, person_id: Any) -> Any:
        query = "SELECT mother_id FROM births WHERE person_id = $1"
        return await self.database("registry").pool.fetchval(query, person_id)


@asynccontextmanager
async def whole_house(county: Database, folder: Path) -> AsyncIterator[House]:
    """Start all services, and enter the divisions."""
    async with AsyncExitStack() as stack:
        running_services: dict[str, Running] = {}
        parts: list[Service] = [REGISTRY, FOLLOWUP, INCENTIVES, MIGRANTS, ASSESSMENT]
        for service in parts:
            started = running(service, county.dsn(service.name), folder / service.name)
            running_services[service.name] = await stack.enter_async_context(started)
        registry = Registry(running_services["registry"], stack)
        await registry.call("PUT", "/divisions", json={"items": DIVISIONS})
        house = House(registry, running_services)
        await house.hear()
        yield house
