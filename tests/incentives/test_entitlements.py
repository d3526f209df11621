"""What is owed adds up to the fen, is owed once, and once granted is not rewritten."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any, cast

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import Database
from chassis.identifiers import new_id
from contracts.migrants import ServicesReleased
from services.incentives import wiring
from services.incentives.entitlements.errors import AlreadyEntitled, UnknownEntitlement
from services.incentives.entitlements.follow_handover import stop_after_handover
from services.incentives.entitlements.grant_entitlement import grant_entitlement
from services.incentives.entitlements.hold_entitlement import hold_entitlement, resume_entitlement
from services.incentives.entitlements.rules import BadEntitlement, Instalment, check_amounts
from services.incentives.entitlements.stop_entitlement import stop_entitlement
from services.incentives.entitlements.tables import Entitlement
from tests import conftest
from tests.incentives.decided import DECISION, enter_decision
from tests.support.delivering import deliveries_of
from tests.support.people import VILLAGE

EVERY_PART = (Instalment(date(2026, 6, 30), 48_000), Instalment(date(2026, 9, 30), 48_000))


_STAYS = [("rural-reward", "family-support", "approved")]
"""Paid where the household is registered."""


def owed(**changes: Any) -> Any:
    person = new_id()
    known = {
        "decision_id": DECISION,
        "scheme": "rural-reward",
        "scheme_version": 1,
        "person_id": person,
        "payee_id": person,
        "division_code": VILLAGE,
        "fund": "family-support",
        "period_start": date(2026, 1, 1),
        "period_end": date(2026, 12, 31),
        "amount_fen": 96_000,
        "instalments": EVERY_PART,
    }
    return known | changes


@pytest.fixture
async def session(county: conftest.Database) -> AsyncIterator[AsyncSession]:
    database = Database(county.dsn("incentives"))
    connection = await asyncpg.connect(county.dsn("incentives"))
    await enter_decision(connection)
    await connection.close()
    async with database.sessions() as opened:
        yield opened
    await database.engine.dispose()


async def _told(session: AsyncSession) -> list[str]:
    rows = await session.execute(text("SELECT type FROM outbox ORDER BY id"))
    return [row.type.removeprefix("cn.huijia.incentives.") for row in rows]


async def test_an_entitlement_is_granted_held_resumed_and_stopped(session: AsyncSession) -> None:
    called: list[tuple[str, int]] = []

    async def note(_: AsyncSession, entitlement: Entitlement) -> None:
        called.append((entitlement.state, entitlement.owed_fen))

    hooks = (wiring.ON_GRANT, wiring.ON_HOLD, wiring.ON_RESUME, wiring.ON_STOP)
    for hook in hooks:
        hook.append(note)
    try:
        granted = await grant_entitlement(session, "officer", **owed())
        await hold_entitlement(session, granted.id, "objection")
        assert (await resume_entitlement(session, granted.id, "merged")).state == "on_hold"
        await resume_entitlement(session, granted.id, "objection")
        await stop_entitlement(session, granted.id, date(2026, 7, 15), "death", 56_000)
        assert (await stop_entitlement(session, granted.id, date(2026, 8, 1), "move")).stop_reason == "death"
    finally:
        for hook in hooks:
            hook.remove(note)
    assert called == [("approved", 96_000), ("on_hold", 96_000), ("approved", 96_000), ("stopped", 56_000)]
    words = ("approved", "paused", "resumed", "stopped")
    assert await _told(session) == [f"entitlement-{word}.v1" for word in words]


async def test_nothing_is_owed_twice_for_one_span(session: AsyncSession) -> None:
    first = await grant_entitlement(session, "officer", **(known := owed()))
    with pytest.raises(AlreadyEntitled):
        await grant_entitlement(session, "officer", **known)
    await stop_entitlement(session, first.id, date(2026, 7, 1), "wrong", 0)
    assert (await grant_entitlement(session, "officer", **known)).id != first.id


async def test_the_database_itself_takes_one_live_entitlement(session: AsyncSession) -> None:
    await grant_entitlement(session, "officer", **owed())
    with pytest.raises(DBAPIError, match="entitlements_one_live"):
        await session.execute(
            text(
                "INSERT INTO entitlements SELECT gen_random_uuid(), decision_id, scheme, scheme_version, person_id,"
                " payee_id, division_code, fund, period_start, period_end, amount_fen, owed_fen, instalments, state,"
                " hold_reason, stopped_on, stop_reason, approved_by, approved_at, revision FROM entitlements"
            )
        )


CHANGES_THAT_ARE_REFUSED = [
    "amount_fen = 95999, owed_fen = 95999",
    "instalments = '[]'",
    "approved_by = 'somebody else'",
    "state = 'on_hold'",
    "owed_fen = 1",
]


async def test_what_was_granted_stays(session: AsyncSession) -> None:
    await grant_entitlement(session, "officer", **owed())
    for change in CHANGES_THAT_ARE_REFUSED:
        with pytest.raises(DBAPIError):
            async with session.begin_nested():
                await session.execute(text(f"UPDATE entitlements SET {change}"))
    with pytest.raises(DBAPIError, match="permission denied"):
        await session.execute(text("DELETE FROM entitlements"))


async def test_an_unknown_one_is_not_held(session: AsyncSession) -> None:
    with pytest.raises(UnknownEntitlement):
        await hold_entitlement(session, new_id(), "objection")


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        (0, []),
        (-1, [-1]),
        (100, [60, 39]),
        (100, [100, 0]),
        (10**16, [10**16]),
        (1.0, [1]),
    ],
)
def test_amounts_that_cannot_be(whole: int, parts: list[int]) -> None:
    with pytest.raises(BadEntitlement):
        check_amounts(whole, [Instalment(date(2026, n + 1, 1), fen) for n, fen in enumerate(parts)])


def test_a_large_amount_is_exact() -> None:
    check_amounts(6_821_220_800, [Instalment(date(2026, 6, 30), 6_821_220_800)])


@pytest.mark.parametrize(("scheme", "fund", "state"), [("pregnancy-nutrition", "nutrition", "stopped"), *_STAYS])
async def test_what_another_county_has_taken_stops_where_it_is_paid_by_residence(
    session: AsyncSession, scheme: str, fund: str, state: str
) -> None:
    known = owed(scheme=scheme, fund=fund)
    granted = await grant_entitlement(session, "officer", **known)
    event = ServicesReleased(
        handover_id=new_id(),
        person_ids=[known["person_id"]],
        care_plans=[],
        referrals=[],
        entitlements=[granted.id],
        released_on=date(2026, 7, 15),
    )
    (delivery,) = deliveries_of([event])
    for _ in range(2):
        await stop_after_handover(session, event, cast(Any, delivery))
    assert granted.state == state
