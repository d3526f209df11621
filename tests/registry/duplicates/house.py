"""All services on one database, each hearing what the others publish: to see what a merge does to every one."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from chassis import clock
from chassis.app import Service
from chassis.cloudevents import DomainEvent, event_types
from chassis.db import Database as Connected
from chassis.identifiers import new_id
from gateway.access_log.queries import accesses_to
from gateway.subject_access.queries import requests_of
from gateway.subscriptions import SUBSCRIPTIONS as GATEWAY_HEARS
from services.assessment.main import SERVICE as ASSESSMENT
from services.assessment.subscriptions import SUBSCRIPTIONS as ASSESSMENT_HEARS
from services.followup.main import SERVICE as FOLLOWUP
from services.followup.subscriptions import SUBSCRIPTIONS as FOLLOWUP_HEARS
from services.incentives.main import SERVICE as INCENTIVES
from services.incentives.subscriptions import SUBSCRIPTIONS as INCENTIVES_HEAR
from services.migrants.subscriptions import SUBSCRIPTIONS as MIGRANTS_HEAR
from services.migrants.wiring import SERVICE as MIGRANTS
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
    "gateway": GATEWAY_HEARS,
}
TABLES = {
    "registry": (
        *("persons", "households", "births", "deaths", "moves", "marriages", "divorces", "adoptions"),
        *("consents", "notices", "corrections", "correction_claims", "certificates", "certificate_persons"),
    ),
    "followup": (
        *("people", "plans", "consents", "visits", "visit_entries", "repointed", "care_before"),
        *("contacts", "reminders", "appointments", "referrals"),
    ),
    "incentives": ("beneficiaries", "children", "accounts", "entitlements", "proofs", "repointed"),
    "migrants": ("residents", "movements", "kept_contacts", "confirmations", "repointed"),
    "assessment": ("facts", "cells"),
}
PASSING = {
    *("revision", "valid_from", "changed_by", "change_reason", "source", "source_id"),
    *("facts_revision", "place_revision", "life_revision", "stamps"),
}
"""What every change raises or stamps, also one that is taken back."""


_LOOK = """
WITH entry AS (
    INSERT INTO access_log (id, at, account, kind, department, method, service, route, status, request_id)
    VALUES ($1, $2, 'education', 'department', 'education', 'GET', 'registry', '/persons/{person_id}', 200, $3)
) INSERT INTO access_log_subjects VALUES ($4, $1)
"""

_ASK = """
INSERT INTO rights_requests (id, person_id, division, kind, asked_by, words_sealed, asked_on, answer_by,
                             answer_by_source, taken_down_by, revision)
VALUES ($1, $2, '341599001001', 'copy', 'self', '', '2024-01-01', '2024-01-31', 'test', 'test', 1)
"""


@dataclass
class House:
    """The running services."""

    registry: Registry
    services: dict[str, Running]
    gateway: Connected
    heard: dict[str, int] = field(default_factory=dict)

    def database(self, service: str) -> Connected:
        return self.gateway if service == "gateway" else self.services[service].app.state.database

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
        everybody = "SELECT id FROM person_versions UNION SELECT id FROM persons"
        for row in await self.database("registry").pool.fetch(everybody):
            seen = await self.looked_at(row["id"])
            found[f"gateway.log of {row['id']}"] = [{"entry": each} for each in seen]
            asked = await self.asked_by(row["id"])
            found[f"gateway.requests of {row['id']}"] = [{"request": each} for each in asked]
        return found

    async def look(self, person_id: Any) -> None:
        """Somebody looks the person up."""
        entry_id, request_id = new_id(), new_id()
        await self.gateway.pool.execute(_LOOK, entry_id, clock.now(), request_id, UUID(str(person_id)))

    async def looked_at(self, person_id: Any) -> list[str]:
        """The requests that a person's log shows."""
        async with self.gateway.pool.acquire() as connection:
            return [str(each.request_id) for each in await accesses_to(connection, person_id, None, 50)]

    async def ask(self, person_id: Any) -> None:
        """Somebody asks for a copy of what is held about the person."""
        await self.gateway.pool.execute(_ASK, new_id(), UUID(str(person_id)))

    async def asked_by(self, person_id: Any) -> list[str]:
        """The requests that are shown as a person's."""
        async with self.gateway.transaction() as session:
            return [str(row["id"]) for row in await requests_of(session, person_id, None, 50)]

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
        gateway = Connected(county.dsn("gateway"))
        await gateway.start()
        stack.push_async_callback(gateway.stop)
        house = House(registry, running_services, gateway)
        await house.hear()
        yield house
