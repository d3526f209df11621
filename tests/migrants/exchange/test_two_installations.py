"""Two counties as real processes: through both gateways over HTTP, one killed and brought back, the other waiting."""

import asyncio
import json
import time
import urllib.error
import urllib.request
from uuid import UUID

import pytest

from bench.two_installations import Installation, two_installations
from chassis.db import Database
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.migrants.exchange.directory import DirectoryFile
from services.migrants.exchange.installation import Installation as Side
from services.migrants.exchange.own_keys import OwnKeysFile
from services.migrants.exchange.reach_peer import MESSAGES
from services.migrants.exchange.receipts import Receipt, receipts_of
from services.migrants.exchange.send_message import send_message
from tests.migrants.exchange.conftest import Greeting
from tests.support.counties import THERE

_PATIENCE = 120


class Desk:
    """Somebody at work in one county: the database's sessions, as the service has them."""

    def __init__(self, county: Installation) -> None:
        keys = county.home / "keys"
        self.database = Database(county.dsn("migrants"), 1)
        side = Side(Sealer.load(keys, "migrants"), DirectoryFile(county.home), OwnKeysFile(keys))
        self.database.sessions.configure(info={"exchange": side})

    async def say(self, thread: UUID, *words: str) -> None:
        async with self.database.transaction() as session:
            for each in words:
                await send_message(session, to=THERE, thread=thread, message=Greeting(words=each))

    async def settled(self, thread: UUID, count: int) -> list[Receipt]:
        """The receipts of a thread, once so many are settled."""
        until = time.monotonic() + _PATIENCE
        while True:
            async with self.database.transaction() as session:
                receipts = await receipts_of(session, thread)
            if sum(receipt.settled_at is not None for receipt in receipts) >= count:
                return receipts
            assert time.monotonic() < until, receipts
            await asyncio.sleep(0.1)


@pytest.mark.slow
def test_messages_cross_both_gateways_and_wait_for_a_county_that_was_killed() -> None:
    with two_installations("tests.migrants.exchange.greeting_service:app") as (here, there):
        here.start()
        there.start()
        asyncio.run(_killed_and_brought_back(here, there))
        # 50 MB pass the gateway, and are answered with a signed refusal.
        receipt = _post(there.address + MESSAGES, b" " * 50_000_000)
        assert len(receipt.split(".")) == 3
        with pytest.raises(urllib.error.HTTPError) as refused:
            _post(there.address + "/api/migrants/v1/exchange/outgoing", b"{}")
        assert refused.value.code in (401, 405)


async def _killed_and_brought_back(here: Installation, there: Installation) -> None:
    desk, first, second = Desk(here), new_id(), new_id()
    await desk.say(first, "hello", "rude")
    statuses = [(r.status, r.code) for r in await desk.settled(first, 2)]
    assert statuses == [("applied", None), ("rejected", "rude")]
    there.kill()
    await desk.say(second, "are you there", "again")
    assert [r.status for r in await desk.settled(second, 0)] == ["waiting", "waiting"]
    await asyncio.to_thread(there.start)
    assert [r.status for r in await desk.settled(second, 2)] == ["applied", "applied"]
    await desk.database.engine.dispose()


def _post(address: str, body: bytes) -> str:
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(json.load(answer)["receipts"][0])
