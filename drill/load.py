"""People who register and move as fast as they are let, and write down what they were told."""

import asyncio
import itertools
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

NAME = "演练居民"
_PAUSE, _LONGEST_PAUSE = 0.05, 1.0
_PATIENCE = aiohttp.ClientTimeout(total=20)


@dataclass
class Ledger:
    """What was acknowledged, kept outside the county: the drill's own truth."""

    persons: dict[str, str] = field(default_factory=dict)
    """Name → the id that was told."""
    places: dict[str, str] = field(default_factory=dict)
    """Person's id → where the last acknowledged write left them."""
    answers: list[tuple[float, bool]] = field(default_factory=list)
    """When somebody asked, and whether there was an answer."""
    refused: list[str] = field(default_factory=list)
    """Refusals that nobody should have got."""

    @property
    def writes(self) -> int:
        """Acknowledged writes."""
        return sum(answered for _, answered in self.answers)

    def longest_silence(self) -> float:
        """The longest time without any answer (s)."""
        good = [at for at, answered in self.answers if answered]
        return max((later - earlier for earlier, later in itertools.pairwise(good)), default=0.0)


class Worker:
    """One member of staff at work: registers a person, moves them once or twice, begins anew."""

    def __init__(self, session: aiohttp.ClientSession, villages: list[str], ledger: Ledger, seed: int) -> None:
        self._session, self._villages, self._ledger = session, villages, ledger
        self._number, self._random = seed, random.Random(seed)  # noqa: S311 - a load, not a secret

    async def work(self, until: float) -> None:
        """Until then, and to the end of the write in hand: what was begun is acknowledged or the drill fails."""
        for count in itertools.count():
            if time.monotonic() > until:
                return
            person, place = await self._register(f"{NAME}{self._number}号{count}")
            for _ in range(self._random.randrange(3)):
                place = self._random.choice([village for village in self._villages if village != place])
                await self._move(person, place)

    async def _register(self, name: str) -> tuple[str, str]:
        place = self._random.choice(self._villages)
        day = (
            f"19{self._random.randrange(50, 99)}-{self._random.randrange(1, 13):02}-{self._random.randrange(1, 29):02}"
        )
        body = {"name": name, "sex": 1, "birth_date": day, "registered_division": place, "residence_division": place}
        person = (await self._until_told("/api/registry/v1/persons", body))["id"]
        self._ledger.persons[name] = person
        self._ledger.places[person] = place
        return person, place

    async def _move(self, person: str, place: str) -> None:
        body = {"to_division": place, "moved_on": "2026-01-05"}
        await self._until_told(f"/api/registry/v1/persons/{person}/moves", body)
        self._ledger.places[person] = place

    async def _until_told(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask with one idempotency key until there is an answer: so an answer that was lost is not a second write."""
        key, pause = str(uuid.uuid4()), _PAUSE
        while True:
            answer = await self._ask(path, body, key)
            self._ledger.answers.append((time.monotonic(), answer is not None))
            if answer is not None:
                return answer
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _ask(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any] | None:
        try:
            async with self._session.post(path, json=body, headers={"Idempotency-Key": key}) as response:
                if response.status in (200, 201):
                    return await response.json()
                if response.status < 500 and response.status not in (409, 429):
                    self._ledger.refused.append(f"{response.status} {(await response.text())[:200]}")
        except (aiohttp.ClientError, OSError, ValueError):
            pass
        return None


async def work(url: str, token: str, villages: list[str], workers: int, seconds: float) -> Ledger:
    """So many workers for so long; returns their ledger when the last write is acknowledged."""
    ledger, until = Ledger(), time.monotonic() + seconds
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(url, headers=headers, timeout=_PATIENCE) as session, asyncio.TaskGroup() as group:
        for number in range(workers):
            group.create_task(Worker(session, villages, ledger, number + 1).work(until))
    return ledger
