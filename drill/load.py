"""People who register, move and grant money as fast as they are let, and write down what they were told."""

import asyncio
import itertools
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from drill.entrance import Entrance

NAME, FUND, YEAR = "演练居民", "drill-fund", 2026
_PAUSE, _LONGEST_PAUSE = 0.05, 1.0
_ASK_AGAIN = (401, 408, 409, 429)
"""Sign in anew; it took too long; the first is still at work; not so fast."""


@dataclass
class Ledger:
    """What was acknowledged, kept outside the county: the drill's own truth."""

    persons: dict[str, str] = field(default_factory=dict)
    """Name → the id that was told."""
    places: dict[str, str] = field(default_factory=dict)
    """Person's id → where the last acknowledged write left them."""
    moves: dict[str, int] = field(default_factory=dict)
    """Person's id → acknowledged moves."""
    granted_fen: int = 0
    """The sum of all acknowledged grants."""
    grants: int = 0
    answers: list[tuple[float, bool]] = field(default_factory=list)
    """When somebody asked, and whether there was an answer."""
    refused: list[str] = field(default_factory=list)
    """Refusals that nobody should have got."""
    waiting: dict[str, str] = field(default_factory=dict)
    """Idempotency key of each write in hand → its path, and what came of asking last."""

    @property
    def writes(self) -> int:
        """Acknowledged writes."""
        return sum(answered for _, answered in self.answers)

    def longest_silence(self) -> float:
        """The longest time without any answer (s)."""
        good = [at for at, answered in self.answers if answered]
        return max((later - earlier for earlier, later in itertools.pairwise(good)), default=0.0)


class Asker:
    """Writes until it is told the outcome."""

    def __init__(self, entrance: Entrance, ledger: Ledger) -> None:
        self._entrance, self.ledger = entrance, ledger

    async def until_told(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask with one idempotency key until there is an answer: so an answer that was lost is not a second write."""
        key, pause = str(uuid.uuid4()), _PAUSE
        while True:
            answer = await self._ask(path, body, key)
            self.ledger.answers.append((time.monotonic(), answer is not None))
            if answer is not None:
                self.ledger.waiting.pop(key, None)
                return answer
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _ask(self, path: str, body: dict[str, Any], key: str) -> dict[str, Any] | None:
        try:
            status, said = await self._entrance.post(path, body, key)
        except (aiohttp.ClientError, OSError, ValueError, TimeoutError) as error:
            self.ledger.waiting[key] = f"{path}: {error!r}"
            return None
        if status in (200, 201):
            return said
        self.ledger.waiting[key] = f"{path}: {status} {said}"
        if status < 500 and status not in _ASK_AGAIN:
            self.ledger.refused.append(f"{status} {said}"[:200])
        return None


class Worker:
    """One member of staff at work: registers a person, moves them once or twice, begins anew."""

    def __init__(self, asker: Asker, villages: list[str], seed: int) -> None:
        self._asker, self._villages, self._ledger = asker, villages, asker.ledger
        self._number, self._random = seed, random.Random(seed)  # noqa: S311 - a load, not a secret

    async def work(self, until: asyncio.Event) -> None:
        """Until then, and to the end of the write in hand: what was begun is acknowledged or the drill fails."""
        for count in itertools.count():
            if until.is_set():
                return
            person, place = await self._register(f"{NAME}{self._number}号{count}")
            for _ in range(self._random.randrange(3)):
                place = self._random.choice([village for village in self._villages if village != place])
                await self._move(person, place)

    async def _register(self, name: str) -> tuple[str, str]:
        draw, place = self._random.randrange, self._random.choice(self._villages)
        day = f"19{draw(50, 99)}-{draw(1, 13):02}-{draw(1, 29):02}"
        body = {"name": name, "sex": 1, "birth_date": day, "registered_division": place, "residence_division": place}
        person = (await self._asker.until_told("/api/registry/v1/persons", body))["id"]
        self._ledger.persons[name] = person
        self._ledger.places[person] = place
        self._ledger.moves[person] = 0
        return person, place

    async def _move(self, person: str, place: str) -> None:
        body = {"to_division": place, "moved_on": "2026-01-05"}
        await self._asker.until_told(f"/api/registry/v1/persons/{person}/moves", body)
        self._ledger.places[person] = place
        self._ledger.moves[person] += 1


class Treasurer:
    """Opens a fund and grants it money, a small sum at a time, now and then taking some back."""

    def __init__(self, asker: Asker, seed: int) -> None:
        self._asker, self._random = asker, random.Random(seed)  # noqa: S311 - a load, not a secret

    async def work(self, until: asyncio.Event) -> None:
        """As a worker does."""
        fund = {"code": FUND, "name": "演练资金", "payer": "演练县财政局", "account_number": "6222000000000000"}
        await self._asker.until_told(
            "/api/incentives/v1/funds", fund | {"bank_code": "103100000026", "bank_name": "演练银行"}
        )
        await self._grant(1_000_000)
        while not until.is_set():
            amount = self._random.randrange(1, 50_000)
            await self._grant(-amount // 10 if self._random.random() < 0.3 else amount)

    async def _grant(self, amount: int) -> None:
        path = f"/api/incentives/v1/funds/{FUND}/years/{YEAR}/budget"
        await self._asker.until_told(path, {"amount_fen": amount, "note": "演练"})
        self._asker.ledger.granted_fen += amount
        self._asker.ledger.grants += 1


async def work(officer: Entrance, administrator: Entrance, workers: int, until: asyncio.Event, ledger: Ledger) -> None:
    """So many workers and a treasurer write into the ledger; returns when the last write is acknowledged."""
    villages = await officer.villages()
    async with asyncio.TaskGroup() as group:
        for number in range(workers):
            group.create_task(Worker(Asker(officer, ledger), villages, number + 1).work(until))
        group.create_task(Treasurer(Asker(administrator, ledger), 1).work(until))
