"""Messages that come together are taken together; one that fails or is turned down keeps back nobody else."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.identifiers import new_id
from services.migrants.exchange.message import Message
from services.migrants.exchange.receipts import receipts_of
from services.migrants.exchange.receiving import Incoming, MessageRefused, Refusals, receives_together
from services.migrants.exchange.send_message import Letter, send_messages
from tests.migrants.exchange.conftest import Greeting
from tests.migrants.exchange.envelopes import bring, greeting
from tests.support.counties import THERE, Wire, deliver
from tests.support.running import Running


class Crate(Message, type="crate.v1"):
    """Below nothing it is turned down; one of nothing breaks its receiver."""

    weight: int


TAKEN: list[list[int]] = []
"""The weights of each call of the receiver."""


@receives_together(Crate)
async def receive_crates(session: AsyncSession, incoming: Sequence[Incoming[Crate]]) -> Refusals:
    """A word of thanks for each that is taken."""
    TAKEN.append(sorted(each.message.weight for each in incoming))
    good = [each for each in incoming if each.message.weight >= 0]
    await send_messages(session, [Letter(each.sender, each.thread, Greeting(words="thanks")) for each in good])
    if any(each.message.weight == 0 for each in good):
        raise ZeroDivisionError
    light = MessageRefused("too-light", "太轻", "Too light")
    return {each.id: light for each in incoming if each not in good}


async def statuses(county: Running, threads: Sequence[UUID]) -> list[tuple[str, str | None]]:
    async with county.app.state.database.transaction() as session:
        told = [await receipts_of(session, thread) for thread in threads]
    return [(receipt.status, receipt.code) for (receipt,) in told]


@pytest.mark.parametrize(
    ("weights", "calls", "become"),
    [
        ([3, -1, 5], [[-1, 3, 5]], ["applied", "rejected", "applied"]),
        ([3, -1, 0, 5], [[-1, 0, 3, 5], [3], [-1], [0], [5]], ["applied", "rejected", "validated", "applied"]),
    ],
)
async def test_each_gets_the_receipt_that_it_would_have_got_alone(
    counties: tuple[Running, Running], weights: list[int], calls: list[list[int]], become: list[str]
) -> None:
    here, there = counties
    TAKEN.clear()
    threads = [new_id() for _ in weights]
    async with here.app.state.database.transaction() as session:
        letters = [Letter(THERE, t, Crate(weight=w)) for t, w in zip(threads, weights, strict=True)]
        await send_messages(session, letters)
    assert await deliver(here, Wire(here, there)) == len(weights)
    assert calls == TAKEN
    seen = await statuses(here, threads)
    assert [status for status, _ in seen] == become
    assert [code for _, code in seen if code] == ["too-light", *["not-applied-yet"] * become.count("validated")]
    # What was done for one that failed, or in the first try of all, was taken back.
    thanks = await there.app.state.database.pool.fetchval("SELECT count(*) FROM exchange_outgoing")
    assert thanks == become.count("applied")


async def test_of_two_in_one_thread_each_is_taken_by_itself(counties: tuple[Running, Running]) -> None:
    """A sender that does not wait for its turn: never both in one go, as the second may hang on the first."""
    here, there = counties
    TAKEN.clear()
    thread = new_id()
    pair = [greeting(here, there, {"weight": weight}, thread=thread, type=Crate.type) for weight in (1, 2)]
    assert [receipt.status for receipt in await bring(there, *pair)] == ["applied", "applied"]
    assert TAKEN == [[1], [2]]
