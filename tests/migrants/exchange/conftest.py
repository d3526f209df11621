"""Two empty counties, and a message that only these tests know."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from services.migrants.exchange.message import Message
from services.migrants.exchange.receiving import Incoming, MessageRefused, receives
from services.migrants.exchange.send_message import send_message
from services.migrants.main import SERVICE
from tests.conftest import Database
from tests.support.counties import THERE, two_counties
from tests.support.running import Running


class Greeting(Message, type="greeting.v1"):
    """``words`` decide what its receiver does."""

    words: str
    number: int = 0


GREETED: list[tuple[str, UUID, str]] = []
FIXED: list[str] = []
"""Words that a receiver no longer fails at."""


@receives(Greeting)
async def receive_greeting(session: AsyncSession, incoming: Incoming[Greeting]) -> None:
    """Note it, and queue an answer that is taken back where the greeting is refused or fails."""
    words = incoming.message.words
    if words in ("rude", "broken") and words not in FIXED:
        await send_message(session, to=incoming.sender, thread=incoming.thread, message=Greeting(words="never sent"))
    if words == "rude":
        raise MessageRefused("rude", "不礼貌", "Not polite")
    if words == "broken" and words not in FIXED:
        raise ZeroDivisionError
    GREETED.append((incoming.sender, incoming.thread, words))
    if words == "hello?":
        await send_message(session, to=incoming.sender, thread=incoming.thread, message=Greeting(words="hello!"))


@pytest.fixture(autouse=True)
def _nobody_greeted() -> None:
    GREETED.clear()
    FIXED.clear()


@pytest.fixture
async def counties(county: Database, other_county: Database, tmp_path: Path) -> AsyncIterator[tuple[Running, Running]]:
    """Both services, running."""
    async with two_counties(SERVICE, county.dsn("migrants"), other_county.dsn("migrants"), tmp_path) as both:
        yield both


async def say(county: Running, words: str, thread: UUID, to: str = THERE) -> UUID:
    """Queue a greeting."""
    async with county.app.state.database.transaction() as session:
        return await send_message(session, to=to, thread=thread, message=Greeting(words=words))
