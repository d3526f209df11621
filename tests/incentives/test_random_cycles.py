"""Random cycles meet returns, late returns, deaths told, corrected and taken back, moves away, merges of two entries
and stops: the books balance after each of these, and in the end everybody has what is owed to them, once.
"""

import asyncio
import os
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bench.whole_cycle import noon
from chassis.keys import create_keys
from contracts.registry import DeathCorrected, DeathRegistered, DeathRevoked, PersonChanged
from services.incentives.accounts.keep_account import keep_account
from services.incentives.accounts.schemas import AccountEntry
from services.incentives.batches.make_batch import make_batch
from services.incentives.batches.schemas import BatchEntry
from services.incentives.batches.sign_batch import withdraw_batch
from services.incentives.entitlements.stop_entitlement import stop_entitlement
from services.incentives.payments.errors import NothingToPay
from services.incentives.subscriptions import SUBSCRIPTIONS
from tests.conftest import Database
from tests.incentives.decided import enter_decision
from tests.incentives.fire import MAKER, Desk
from tests.incentives.money import OTHER_BANK, OWN_BANK, Paid, account, beneficiary, card, entitlement
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, OTHER_VILLAGE, facts

FIRST = date(2026, 1, 1)
TODAY = date(2026, 11, 2)
SCHEME = "special-support-bereaved"
"""What a death or a move away leaves owed are the months up to and with it."""
MONTH_FEN = 13
YEAR_FEN = 12 * MONTH_FEN
CYCLES = int(os.environ.get("RANDOM_CYCLES", "12"))
REVISIONS = count(2)
_ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["make", "send", "answer", "late", "stop", "die", "correct", "live", "move", "leave", "account"]
        ),
        st.integers(0, 10**6),
    ),
    max_size=16,
)


@dataclass
class Story:
    """What happened to three people of one cycle."""

    desk: Desk
    people: list[Paid]
    cycle_id: UUID
    ended: dict[UUID, range] = field(default_factory=dict)
    """Who is owed no more than a part, because of something else than a death; and how much that may be."""


async def _enter(desk: Desk, number: int, days: tuple[date, date]) -> list[Paid]:
    """Three people, each with a decision by months and two instalments that are not alike."""
    people = [
        Paid(UUID(int=2**64 + number * 10 + n), UUID(int=2**65 + number * 10 + n), card(number * 10 + n))
        for n in range(3)
    ]
    for n, person in enumerate(people):
        await desk.insert("beneficiaries", beneficiary(person.person_id, "张三"))
        await desk.insert("accounts", account(desk.sealer, person, "张三", OWN_BANK))
        decision = UUID(int=2**66 + number * 10 + n)
        await enter_decision(desk.database.pool, decision, [MONTH_FEN] * 12)
        parts = [(days[0], 60 + n), (days[1], YEAR_FEN - 60 - n)]
        owed = entitlement(person, YEAR_FEN, parts) | {"scheme": SCHEME, "decision_id": decision}
        await desk.insert("entitlements", owed)
    return people


async def _act(story: Story, act: str, chance: int) -> None:
    desk, person = story.desk, story.people[chance % len(story.people)]
    if act == "move":
        await _moves(desk, person, OTHER_VILLAGE)
    elif act == "leave":
        # The month of leaving is owed, no later one.
        await _ends(
            story, person, range(YEAR_FEN - MONTH_FEN * (12 - TODAY.month) + 1), _moves(desk, person, ELSEWHERE)
        )
    elif act == "stop":
        left = chance % (2 * YEAR_FEN)
        stop = desk.do(stop_entitlement, person.entitlement_id, date(2026, 3, 1), "exit", left)
        await _ends(story, person, range(min(left, YEAR_FEN), min(left, YEAR_FEN) + 1), stop)
    elif act in ("die", "correct", "live"):
        await _register_tells(desk, person, act, date(2026, 1 + chance % 12, 1))
    elif act == "account":
        await _new_account(desk, person, chance)
    elif act in ("make", "send"):
        made = desk.send(story.cycle_id) if act == "send" else desk.do(make_batch, MAKER, BatchEntry(cycle_id=story.cycle_id))  # fmt: skip  # noqa: E501
        with suppress(NothingToPay):
            await made
    else:
        await _bank_says(desk, story.cycle_id, "paid" if act == "late" else "open", chance)


async def _ends(story: Story, person: Paid, owed: range, ending: Awaitable[Any]) -> None:
    """What runs is ended by ``ending``, which leaves ``owed``; what had ended before stays as it was."""
    query = "SELECT count(*) FROM entitlements WHERE person_id = $1 AND state <> 'stopped'"
    before = await story.desk.database.pool.fetchval(query, person.person_id)
    await ending
    if await story.desk.database.pool.fetchval(query, person.person_id) < before:
        story.ended[person.person_id] = owed


async def _moves(desk: Desk, person: Paid, village: str) -> None:
    query = "SELECT died_on IS NULL FROM beneficiaries WHERE person_id = $1"
    if await desk.database.pool.fetchval(query, person.person_id):
        places = {"registered_division": village, "residence_division": village}
        told = facts(name="张三", birth_date=date(1960, 1, 1), **places)
        event = PersonChanged(person_id=person.person_id, revision=next(REVISIONS), facts=told)
        await deliver(desk.database, SUBSCRIPTIONS, event)


async def _register_tells(desk: Desk, person: Paid, act: str, day: date) -> None:
    """A death, on another day after all, or none at all; heard of nobody living, a correction is none."""
    died = await desk.database.pool.fetchval("SELECT died_on FROM beneficiaries WHERE person_id = $1", person.person_id)
    told: dict[str, Any] = {"person_id": person.person_id, "revision": next(REVISIONS)}
    if act == "live" and died is not None:
        await deliver(desk.database, SUBSCRIPTIONS, DeathRevoked(**told))
    elif act == "correct" and died is not None:
        await deliver(desk.database, SUBSCRIPTIONS, DeathCorrected(**told, died_on=day))
    elif act == "die" and died is None:
        await deliver(desk.database, SUBSCRIPTIONS, DeathRegistered(**told, died_on=day))


async def _new_account(desk: Desk, person: Paid, chance: int) -> None:
    number = card(10**7 + chance)
    entry = {"person_id": person.person_id, "account_number": number, "bank_code": OTHER_BANK, "bank_name": "行"}
    await desk.do(keep_account, MAKER, desk.sealer, AccountEntry.model_validate(entry))


async def _bank_says(desk: Desk, cycle_id: UUID, state: str, chance: int) -> None:
    """Of lines with the bank, some fail; of lines that were paid, one comes back late."""
    query = (
        "SELECT a.* FROM attempts a JOIN batches b ON b.id = a.batch_id WHERE b.cycle_id = $1 AND a.state = $2"
        " AND b.state IN ('released', 'finished') ORDER BY a.reference"
    )
    lines = await desk.database.pool.fetch(query, cycle_id, state)
    if state == "paid":
        said = [[a["reference"], "", "退票", f"账号错误 {chance}"] for a in lines[:1]]
    else:
        said = [
            [a["reference"], "", "失败" if chance >> n & 1 else "成功", f"AC04 {chance}"] for n, a in enumerate(lines)
        ]
    if said:
        await desk.answer(said)


async def _random_cycle(dsn: str, folder: Path, number: int, acts: list[tuple[str, int]]) -> None:
    async with Desk(dsn, folder) as desk:
        days = (FIRST + timedelta(days=2 * number), FIRST + timedelta(days=2 * number + 1))
        people = await _enter(desk, number, days)
        story = Story(desk, people, await desk.plan(days[1]))
        for act, chance in acts:
            await _act(story, act, chance)
            await desk.check_books()
        for person in people:
            await _register_tells(desk, person, "live", TODAY)
            # A new account each, so that whatever the bank had against the old one is put right.
            await _new_account(desk, person, person.entitlement_id.int % 10**6)
        await _pay_the_rest(desk, story.cycle_id)
        with suppress(NothingToPay):
            # What is owed again is due on the day on which that was heard.
            await _pay_the_rest(desk, await desk.plan(TODAY + timedelta(days=number)))
        await desk.check_books()
        for person in people:
            await _check(story, person)


async def _pay_the_rest(desk: Desk, cycle_id: UUID) -> None:
    for _ in range(6):
        try:
            await desk.send(cycle_id)
        except NothingToPay:
            # Every line of a batch became stale before its release: it is withdrawn, and made anew.
            query = "SELECT * FROM batches WHERE cycle_id = $1 AND state IN ('made', 'approved')"
            stale = await desk.database.pool.fetchrow(query, cycle_id)
            if stale is None:
                return
            await desk.do(withdraw_batch, MAKER, stale["id"], f'"{stale["revision"]}"')
        await _bank_says(desk, cycle_id, "open", 0)


async def _check(story: Story, person: Paid) -> None:
    """They live after all: the whole year is owed, or what an end left of it; all of it has been paid, and what was
    paid beyond it stands as a debt.
    """
    pool = story.desk.database.pool
    query = "SELECT sum(owed_fen)::bigint FROM entitlements WHERE person_id = $1"
    owed = await pool.fetchval(query, person.person_id)
    assert owed in story.ended.get(person.person_id, range(YEAR_FEN, YEAR_FEN + 1)), "no death takes anything away"
    paid = await pool.fetchrow(
        "SELECT coalesce(sum(amount_fen) FILTER (WHERE state = 'paid'), 0)::bigint AS fen,"
        " count(*) FILTER (WHERE state = 'owed') AS waiting FROM payments WHERE person_id = $1",
        person.person_id,
    )
    query = "SELECT coalesce(sum(amount_fen), 0)::bigint FROM recoverables WHERE person_id = $1"
    debt = await pool.fetchval(query, person.person_id)
    assert (paid["waiting"], paid["fen"] - debt) == (0, owed)
    live = await pool.fetchval(
        "SELECT coalesce(sum(a.amount_fen), 0)::bigint FROM attempts a JOIN payments p ON p.id = a.payment_id"
        " WHERE p.person_id = $1 AND a.state = 'paid'",
        person.person_id,
    )
    assert live == paid["fen"], "each payment reached the person by one attempt"


def test_random_cycles_end_with_everybody_paid_what_is_owed(county: Database, tmp_path: Path) -> None:
    create_keys(tmp_path)
    dsn, numbers = county.dsn("incentives"), count()

    async def prepare() -> None:
        async with Desk(dsn, tmp_path) as desk:
            await desk.open()

    asyncio.run(prepare())

    @given(_ACTS)
    @settings(
        max_examples=CYCLES,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],  # shrinking would take many minutes, and the acts are few
    )
    def cycles(acts: list[tuple[str, int]]) -> None:
        with noon(TODAY):
            asyncio.run(_random_cycle(dsn, tmp_path, next(numbers), acts))

    cycles()
