"""The offices that a claim passes, and the people who claim."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from chassis import clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.working_days import after_working_days
from contracts.registry import BirthRegistered
from services.incentives.main import SERVICE
from services.incentives.subscriptions import SUBSCRIPTIONS
from tests.conftest import Database
from tests.support.delivering import deliver
from tests.support.people import VILLAGE, registered
from tests.support.running import COUNTY, Running, running

START = date(2026, 3, 2)
TOWN = f"{VILLAGE[:9]}000"
DOCUMENTS = [{"title": "光荣证", "reference": "卷1-12"}]


def at(day: date) -> Any:
    """Noon of that day in China."""
    return clock.moved_to(datetime(day.year, day.month, day.day, 4, tzinfo=UTC))


@dataclass
class Offices:
    """One running service, and somebody for each step."""

    service: Running
    today: date = START

    def __post_init__(self) -> None:
        self.worker = self._staff("village-worker", VILLAGE)
        self.township = self._staff("township-officer", TOWN)
        self.officer = self._staff("county-officer", COUNTY)
        self.admin = self._staff("county-admin", COUNTY)
        self.auditor = self._staff("auditor", COUNTY)

    def _staff(self, role: Any, division: str) -> httpx.AsyncClient:
        return self.service.as_staff(role, division)

    def other(self, role: Any, name: str = "somebody-else") -> httpx.AsyncClient:
        """A second person of that role, for the county."""
        return self.service.as_caller(Caller(subject=name, kind="staff", role=role, division=COUNTY))

    async def tell(self, *events: Any) -> None:
        """Let the registry tell something."""
        await deliver(self.service.app.state.database, SUBSCRIPTIONS, *events)

    async def person(self, born: str = "1960-05-01", **facts: Any) -> UUID:
        """Somebody of the village."""
        event = registered(birth_date=date.fromisoformat(born), **facts)
        await self.tell(event)
        return event.person_id

    async def child(self, born: str = "2024-05-10", mother: UUID | None = None, **facts: Any) -> tuple[UUID, UUID]:
        """A child and its mother."""
        mother = mother or await self.person("1995-01-01")
        child = await self.person(born, name="张小宝", **facts)
        known: dict[str, Any] = {
            "birth_id": new_id(),
            "born_on": date.fromisoformat(born),
            "residence_division": VILLAGE,
        }
        await self.tell(BirthRegistered(person_id=child, mother_id=mother, father_id=None, **known))
        return child, mother

    async def proof(self, person: UUID, kind: str, **more: Any) -> dict[str, Any]:
        """Something that the person brought."""
        known = {
            "held_from": "2015-01-01",
            "documents": DOCUMENTS,
            "issued_on": "2012-06-01",
            "number": str(person)[-12:],
        }
        body = {"person_id": str(person), "kind": kind} | known | more
        answer = await self.worker.post("/proofs", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def elder(self, born: str = "1960-05-01", **facts: Any) -> UUID:
        """Somebody who is entitled to the rural reward."""
        person = await self.person(born, **facts)
        await self.proof(person, "rural-registration")
        await self.proof(person, "period-family-confirmation")
        return person

    async def claim(self, scheme: str, person: UUID, year: int = 2026, **more: Any) -> dict[str, Any]:
        """A claim made with the village's worker."""
        answer = await self.worker.post(
            "/claims", json={"scheme": scheme, "year": year, "person_id": str(person)} | more
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def sign(self, *claims: str) -> None:
        """All three steps."""
        for office, step in ((self.worker, "review"), (self.township, "check"), (self.officer, "confirm")):
            for start in range(0, len(claims), 200):
                body = {"step": step, "claim_ids": list(claims[start : start + 200])}
                answer = await office.post("/claims/steps", json=body)
                assert answer.status_code == 200, answer.text

    async def post(self, scheme: str, year: int = 2026, division: str = TOWN) -> dict[str, Any]:
        """The list, hung out."""
        body = {"scheme": scheme, "year": year, "division": division}
        answer = await self.officer.post("/postings", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def approve(self, posting: dict[str, Any]) -> httpx.Response:
        """By the county's administrator, on the first day on which it can be."""
        with at(date.fromisoformat(posting["last_day"]) + timedelta(days=1)):
            admin = self._staff("county-admin", COUNTY)
            return await admin.post(f"/postings/{posting['id']}/approval")

    async def approved(self, scheme: str, *people: UUID, **more: Any) -> list[dict[str, Any]]:
        """Claims that went all the way; the entitlements."""
        claims = [(await self.claim(scheme, person, **more))["id"] for person in people]
        await self.sign(*claims)
        answer = await self.approve(await self.post(scheme))
        assert answer.status_code == 200, answer.text
        return [await self.entitlement(claim) for claim in claims]

    async def entitlement(self, claim_id: str) -> dict[str, Any]:
        """What a claim brought."""
        claim = (await self.admin.get(f"/claims/{claim_id}")).json()
        return (await self.admin.get(f"/entitlements/{claim['entitlement_id']}")).json()


@asynccontextmanager
async def offices(county: Database, folder: Path) -> AsyncIterator[Offices]:
    """On Monday, 2 March 2026."""
    with at(START):
        async with running(SERVICE, county.dsn("incentives"), folder) as service:
            yield Offices(service)


def working_days_between(start: date, last: date) -> int:
    """After ``start``, up to and with ``last``."""
    return next(count for count in range(1, 60) if after_working_days(start, count) == last)


def slugs(answers: Sequence[httpx.Response]) -> list[str]:
    """The problems' names."""
    return [answer.json()["type"].rsplit("/", 1)[-1] for answer in answers]
