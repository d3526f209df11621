"""The same in two databases: whatever is lost for a while, repeated or overtaken, exactly one county is responsible."""

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from chassis import clock
from chassis.identifiers import new_id
from chassis.sweeps import run_once
from services.migrants.exchange.message import message_types
from services.migrants.exchange.reach_peer import PeerAway
from services.migrants.exchange.receiving import Incoming, MessageRefused, receiver_of
from services.migrants.exchange.send_message import OUTGOING_BODY
from services.migrants.exchange.tables import Outgoing
from services.migrants.handovers.tables import Handover
from services.migrants.handovers.watch_deadlines import SWEEPS
from services.migrants.subscriptions import SUBSCRIPTIONS
from tests.migrants.conftest import Two
from tests.support.counties import HERE, THERE, Wire
from tests.support.counties import deliver as send_due
from tests.support.delivering import deliver
from tests.support.people import ELSEWHERE, registered
from tests.support.running import Running

OWN = ["accept", "decline", "withdraw", "time out"]
LINE = ["to there", "to here", "again there", "again here", "answer lost there", "answer lost here"]
STEPS = st.sampled_from(OWN + LINE)
ABOUT = date(1990, 1, 1)
TIME_OUT, *_ = SWEEPS


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=st.lists(STEPS, min_size=3, max_size=9))
async def test_one_county_at_every_instant(two: Two, script: list[str]) -> None:
    person, person_there = new_id(), new_id()
    for running, who in ((two.here, person), (two.there, person_there)):
        event = registered(who, name="赵一", birth_date=ABOUT, residence_division=ELSEWHERE)
        await deliver(running.app.state.database, SUBSCRIPTIONS, event)
    body = {"agreed_by_person": True, "to_division": ELSEWHERE, "people": [{"person_id": str(person)}]}
    handover = (await two.giver.post("/handovers", json=body)).json()["id"]
    for running in (two.here, two.there):
        # What was put off in a run before this one was put off by its clock.
        await running.app.state.database.pool.execute("UPDATE exchange_peers SET failures = 0, next_at = now()")
    now = clock.now()
    for step in script:
        # After a lost answer the next try is due later.
        now += timedelta(days=40) if step == "time out" else timedelta(hours=1)
        with clock.moved_to(now):
            await _take(two, step, handover, person_there)
            await _check(two, handover)
    with clock.moved_to(now + timedelta(hours=1)):
        await two.carry()
        await _check(two, handover)
    states = [await _state(running, handover) for running in (two.here, two.there)]
    # Closed here first: what the other desk did meanwhile is of no account. An offer too late never lay on it.
    over = states[0] in ("withdrawn", "timed-out") and states[1] in ("declined", None)
    assert over or states[0] == states[1]


async def _take(two: Two, step: str, handover: str, person_there: UUID) -> None:
    if step == "accept":
        there = await two.taker.get(f"/handovers/{handover}")
        refs = [p["ref"] for p in there.json().get("people", [])]
        found = [{"ref": ref, "person_id": str(person_there)} for ref in refs]
        await two.taker.post(f"/handovers/{handover}/acceptance", json={"people": found})
    elif step == "decline":
        await two.taker.post(f"/handovers/{handover}/declining", json={"code": "other"})
    elif step == "withdraw":
        await two.giver.post(f"/handovers/{handover}/withdrawal")
    elif step == "time out":
        await run_once(two.here.app.state.database, TIME_OUT)
    elif step.startswith("answer lost"):
        await send_due(two.here if step.endswith("there") else two.there, Losing(two.here, two.there))
    elif step.startswith("to"):
        await send_due(two.here if step == "to there" else two.there, Wire(two.here, two.there))
    else:
        await (
            _again(two.here, two.there, handover) if step == "again there" else _again(two.there, two.here, handover)
        )


class Losing(Wire):
    """Messages arrive, and what is said to them gets lost."""

    async def bring(self, address: str, path: str, body: bytes | None) -> bytes:
        answer = await super().bring(address, path, body)
        if path.endswith("/messages"):
            raise PeerAway("no-answer")
        return answer


async def _again(source: Running, target: Running, thread: str) -> None:
    """Every message of the thread that was delivered comes once more, the newest first."""
    async with source.app.state.database.transaction() as session:
        said = select(Outgoing).where(col(Outgoing.thread) == UUID(thread), col(Outgoing.settled_at).is_not(None))
        rows = (await session.execute(said.order_by(col(Outgoing.position).desc()))).scalars().all()
    for row in rows:
        fields = json.loads(source.app.state.sealer.open(row.body, OUTGOING_BODY))
        told = message_types()[row.type]
        incoming: Incoming[Any] = Incoming(
            id=row.id,
            sender=source.app.state.exchange.here,
            thread=row.thread,
            sent_at=clock.now(),
            message=told.read(fields["fields"]),
        )
        receiver = receiver_of(told)
        assert receiver is not None
        try:
            async with target.app.state.database.transaction() as session:
                await receiver(session, incoming)
        except MessageRefused:
            pass


async def _state(running: Running, handover: str) -> str | None:
    async with running.app.state.database.transaction() as session:
        known = await session.get(Handover, UUID(handover))
        return None if known is None else known.state


async def _check(two: Two, handover: str) -> None:
    here = (await two.seen(handover))["responsible"]
    log = await two.here.app.state.database.pool.fetch(
        "SELECT state FROM handover_log WHERE handover_id = $1", UUID(handover)
    )
    assert here == (THERE if "released" in {line["state"] for line in log} else HERE)
    told = await two.here.app.state.database.pool.fetchval(
        "SELECT count(*) FROM outbox WHERE type LIKE '%services-released%' AND key = $1", handover
    )
    assert told == (here == THERE)
    state = await _state(two.there, handover)
    assert not (state == "released" and here == HERE)
    if here == THERE:
        assert state in ("accepted", "released")
