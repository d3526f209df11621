"""What features of the service see of the exchange: send, receive, refuse, and how far it got."""

import types
from uuid import UUID

import pytest

from chassis.identifiers import new_id
from services.migrants.exchange.message import BadMessageDeclaration, Message
from services.migrants.exchange.receipts import Receipt, receipts_of
from services.migrants.exchange.receiving import receives
from tests.migrants.exchange.conftest import GREETED, Greeting, receive_greeting, say
from tests.support.counties import HERE, THERE, carry
from tests.support.running import Running

Counties = tuple[Running, Running]


async def told(county: Running, thread: UUID) -> list[Receipt]:
    async with county.app.state.database.transaction() as session:
        return await receipts_of(session, thread)


async def test_a_message_is_applied_and_its_answer_comes_back(counties: Counties) -> None:
    here, there = counties
    thread = new_id()
    sent = await say(here, "hello?", thread)
    assert [r.status for r in await told(here, thread)] == ["waiting"]
    assert await carry(here, there) == 2
    (receipt,) = await told(here, thread)
    assert (receipt.message_id, receipt.status, receipt.code) == (sent, "applied", None)
    assert receipt.sent_at and receipt.received_at and receipt.validated_at and receipt.settled_at
    assert list(GREETED) == [(HERE, thread, "hello?"), (THERE, thread, "hello!")]


async def test_a_refusal_takes_back_what_was_done_and_says_why(counties: Counties) -> None:
    here, there = counties
    thread = new_id()
    await say(here, "rude", thread)
    await carry(here, there)
    (receipt,) = await told(here, thread)
    assert (receipt.status, receipt.code, receipt.zh, receipt.en) == ("rejected", "rude", "不礼貌", "Not polite")
    assert await told(there, thread) == []


async def test_what_was_not_committed_is_not_sent(counties: Counties) -> None:
    here, there = counties
    thread = new_id()
    with pytest.raises(RuntimeError, match="away"):
        await _say_and_fail(here, thread)
    assert await carry(here, there) == 0
    with pytest.raises(ValueError, match="itself"):
        await say(here, "hello", thread, to=HERE)


async def _say_and_fail(county: Running, thread: UUID) -> None:
    from services.migrants.exchange.send_message import send_message

    async with county.app.state.database.transaction() as session:
        await send_message(session, to=THERE, thread=thread, message=Greeting(words="hello"))
        raise RuntimeError("away")


def test_wrong_declarations_stop_the_start() -> None:
    with pytest.raises(BadMessageDeclaration):
        types.new_class("Nameless", (Message,), {"type": "Nameless"})
    with pytest.raises(BadMessageDeclaration, match="twice"):
        types.new_class("Twin", (Message,), {"type": "greeting.v1"})
    with pytest.raises(TypeError, match="already"):
        receives(Greeting)(receive_greeting)
