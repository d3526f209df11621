"""Handovers between two counties over a bad line, with ``kill -9`` of either side at random.

Real processes, real gateways, one machine: every message is signed, enclosed, verified, opened, applied in the
database and answered with a signed receipt. Some offers are withdrawn while they are being accepted. At every look,
and by both logs at every instant, exactly one county is responsible for each handover; at the end no service is left
with nobody. SORMAS took 30 minutes for 230. BENCH_HANDOVERS says how many (10,000).

Two rates are told: of the whole time from the first delivery to the last receipt, and of the time in which both sides
were up, which leaves out what lies between a kill and the first answer of the process that was killed. In both, the
same two cores also do what desks do (each acceptance a transaction of its own), the line, and the look every second.
"""

import asyncio
import os
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from bench.bad_line import BadLine
from bench.figures import Figure
from bench.temporary_house import free_port
from bench.two_installations import Installation, two_installations
from chassis.auth import Caller
from chassis.db import Database
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.migrants.exchange.directory import DirectoryFile
from services.migrants.exchange.installation import Installation as Side
from services.migrants.exchange.own_keys import OwnKeysFile
from services.migrants.handovers.accept_handover import accept_handover
from services.migrants.handovers.errors import HandoverClosed
from services.migrants.handovers.offer_handover import offer_handover
from services.migrants.handovers.schemas import Acceptance, FoundHere, HandoverEntryBody, PersonEntry, ServiceEntry
from services.migrants.handovers.withdraw_handover import withdraw_handover

HANDOVERS = int(os.environ.get("BENCH_HANDOVERS", "10000"))
SEED, AT_ONCE, DESKS, WITHDRAWN = 1, 20, 4, 0.02
KILLS = max(2, min(10, HANDOVERS // 500))
_PATIENCE = 3600
_CLOSED = "('declined', 'withdrawn', 'timed-out', 'released')"


@dataclass
class Desk:
    """Somebody at work in one county, with the database's sessions as the service has them."""

    county: Installation
    database: Database = field(init=False)
    sealer: Sealer = field(init=False)
    caller: Caller = field(init=False)

    def __post_init__(self) -> None:
        keys = self.county.home / "keys"
        self.sealer = Sealer.load(keys, "migrants")
        self.database = Database(self.county.dsn("migrants"), DESKS)
        side = Side(self.sealer, DirectoryFile(self.county.home), OwnKeysFile(keys))
        self.database.sessions.configure(info={"exchange": side})
        self.caller = Caller(subject="desk", kind="staff", role="village-worker", division=self.village)

    @property
    def village(self) -> str:
        """12 digits."""
        return f"{self.county.county}001201"

    async def enter(self, people: Sequence[UUID]) -> None:
        """Residents, as the registry's events would have entered them."""
        told = [(each, 1, "张三", date(1990, 5, 1), self.village, self.village, True) for each in people]
        columns = "(person_id, revision, name, birth_date, registered_division, residence_division, living)"
        insert = f"INSERT INTO residents {columns} VALUES ($1, $2, $3, $4, $5, $6, $7)"
        async with self.database.pool.acquire() as connection:
            await connection.executemany(insert, told)


@dataclass
class Outcome:
    """What was seen while it ran."""

    seconds: float = 0.0
    down: float = 0.0
    """Seconds in which one of the two was killed and not back yet."""
    messages: int = 0
    kills: int = 0
    faults: list[str] = field(default_factory=list)


def run() -> list[Figure]:
    """Its figures: handovers that went wrong, milliseconds a message, and how long SORMAS's 230 would take."""
    with two_installations() as (here, there):
        lines = [BadLine(each.address, SEED + n) for n, each in enumerate((here, there))]
        ports = [free_port(), free_port()]
        here.introduce(there, address={there.county: f"http://127.0.0.1:{ports[1]}"})
        there.introduce(here, address={here.county: f"http://127.0.0.1:{ports[0]}"})
        outcome = asyncio.run(_measure(here, there, lines, ports))
    duplicates, lost = sum(line.duplicates for line in lines), sum(line.lost for line in lines)
    up = outcome.seconds - outcome.down
    whole, while_up = (outcome.messages / seconds for seconds in (outcome.seconds, up))
    print(f"     {HANDOVERS} handovers, {outcome.messages} messages in {outcome.seconds:.0f} s ({whole:.0f}/s);")
    print(f"     both sides were up for {up:.0f} s ({while_up:.0f}/s); {outcome.kills} × kill -9")
    print(f"     {duplicates} brought twice, {lost} answers lost")
    for fault in outcome.faults[:10]:
        print(f"     {fault}")
    wrong = Figure(name="handovers orphaned or claimed twice", unit="", ours=[len(outcome.faults)], limit=0)
    name = "a message, signed to receipt"
    each = Figure(name=f"{name}, both sides up", unit="ms", ours=[1000 / while_up], limit=10, source="issue 6")
    overall = Figure(name=f"{name}, with the kills", unit="ms", ours=[1000 / whole], limit=10, source="issue 6")
    peer = 230 * outcome.seconds / HANDOVERS / 60
    sormas = Figure(name="230 handovers", unit="min", ours=[peer], limit=30, source="SORMAS-to-SORMAS #2539")
    return [wrong, each, overall, sormas]


async def _measure(here: Installation, there: Installation, lines: Sequence[BadLine], ports: Sequence[int]) -> Outcome:
    outcome = Outcome()
    giver, taker = Desk(here), Desk(there)
    async with AsyncExitStack() as stack:
        for line, port in zip(lines, ports, strict=True):
            await stack.enter_async_context(line.open(port))
        for desk in (giver, taker):
            await desk.database.start()
            stack.push_async_callback(desk.database.stop)
        people = [new_id() for _ in range(HANDOVERS)]
        for desk in (giver, taker):
            await desk.enter(people)
        await _offer_all(giver, taker, people)
        await asyncio.gather(asyncio.to_thread(here.start), asyncio.to_thread(there.start))
        began = time.monotonic()
        deeds = (_answer(taker, people), _withdraw(giver), _kill_at_random((here, there), giver, outcome))
        work = [asyncio.create_task(deed) for deed in deeds]
        try:
            await _watch(giver, taker, outcome)
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
        outcome.seconds = time.monotonic() - began
        outcome.messages = sum([await _count(desk, "exchange_outgoing", "true") for desk in (giver, taker)])
        outcome.faults += await _orphans(giver, taker)
    return outcome


async def _offer_all(giver: Desk, taker: Desk, people: Sequence[UUID]) -> None:
    batches = [people[start : start + AT_ONCE] for start in range(0, HANDOVERS, AT_ONCE)]
    for start in range(0, len(batches), DESKS):
        await asyncio.gather(*(_offer(giver, taker, batch) for batch in batches[start : start + DESKS]))


async def _offer(giver: Desk, taker: Desk, people: Sequence[UUID]) -> None:
    async with giver.database.transaction() as session:
        for person in people:
            service = ServiceEntry(person_id=person, kind="benefit", kept_as=new_id(), words="育儿补贴")
            body = HandoverEntryBody(
                agreed_by_person=True,
                to_division=taker.village,
                people=[PersonEntry(person_id=person)],
                services=[service],
            )
            await offer_handover(session, giver.sealer, giver.caller, body)


async def _answer(taker: Desk, people: list[UUID]) -> None:
    """Accept whatever lies on the desks; what was closed meanwhile is passed over."""
    waiting = (
        "SELECT p.handover_id AS id, p.ref FROM handovers h JOIN handover_people p ON p.handover_id = h.id"
        " WHERE h.side = 'takes' AND h.state = 'received' ORDER BY 1 LIMIT 60"
    )
    while True:
        rows = await taker.database.pool.fetch(waiting)
        for start in range(0, len(rows), DESKS):
            some = rows[start : start + DESKS]
            await asyncio.gather(*(_accept(taker, row["id"], row["ref"], people.pop()) for row in some))
        if not rows:
            await asyncio.sleep(0.2)


async def _accept(taker: Desk, handover: UUID, ref: UUID, person: UUID) -> None:
    found = Acceptance(people=[FoundHere(ref=ref, person_id=person)])
    with suppress(HandoverClosed):
        async with taker.database.transaction() as session:
            await accept_handover(session, taker.caller, handover, found)


async def _withdraw(giver: Desk) -> None:
    """Take some offers back, most of them while the acceptance is on its way."""
    picked = random.Random(SEED)
    rows = await giver.database.pool.fetch("SELECT id FROM handovers ORDER BY id")
    for row in (row for row in rows if picked.random() < WITHDRAWN):
        while await giver.database.pool.fetchval("SELECT state FROM handovers WHERE id = $1", row["id"]) == "offered":
            await asyncio.sleep(0.05)
        with suppress(HandoverClosed):
            async with giver.database.transaction() as session:
                await withdraw_handover(session, giver.caller, row["id"])


async def _kill_at_random(sides: Sequence[Installation], giver: Desk, outcome: Outcome) -> None:
    """By how far the work has got, so that a slow machine is not killed more often than a quick one."""
    chosen = random.Random(SEED)
    for number in range(1, KILLS + 1):
        while await _count(giver, "handovers", f"state IN {_CLOSED}") < HANDOVERS * number / (KILLS + 1):
            await asyncio.sleep(0.1)
        side, service = chosen.choice(sides), chosen.choice(("migrants", "migrants", "gateway"))
        killed = time.monotonic()
        side.kill(service)
        outcome.kills += 1
        await asyncio.to_thread(side.start, service)
        outcome.down += time.monotonic() - killed


async def _watch(giver: Desk, taker: Desk, outcome: Outcome) -> None:
    """Until everything is settled: whenever the taker says that it is responsible, the giver has let go before."""
    until = time.monotonic() + _PATIENCE
    unsettled = HANDOVERS
    while unsettled:
        if time.monotonic() > until:
            outcome.faults.append(f"{unsettled} unsettled after {_PATIENCE} s")
            return
        claimed = await _ids(taker, "state = 'released'")
        let_go = await _ids(giver, "state = 'released'")
        outcome.faults += [f"{each}: claimed by both" for each in claimed - let_go]
        unsettled = await _count(giver, "handovers", f"state NOT IN {_CLOSED}")
        unsettled += await _count(taker, "handovers", f"state NOT IN {_CLOSED}")
        unsettled += sum([await _count(desk, "exchange_outgoing", "settled_at IS NULL") for desk in (giver, taker)])
        await asyncio.sleep(1)


async def _orphans(giver: Desk, taker: Desk) -> list[str]:
    """Handovers that the two do not tell alike, and services that nobody gives, or both."""
    states = "SELECT id, state FROM handovers"
    ours = {row["id"]: row["state"] for row in await giver.database.pool.fetch(states)}
    theirs = {row["id"]: row["state"] for row in await taker.database.pool.fetch(states)}
    faults = [
        f"{each}: {state} here, {theirs.get(each)} there" for each, state in ours.items() if theirs.get(each) != state
    ]
    services = (
        "SELECT s.ref FROM handover_services s JOIN handovers h ON h.id = s.handover_id WHERE h.state = 'released'"
    )
    gone = {row["ref"] for row in await giver.database.pool.fetch(services)}
    taken = {row["ref"] for row in await taker.database.pool.fetch(services)}
    faults += [f"service {each}: nobody's" for each in gone - taken]
    faults += [f"service {each}: twice" for each in taken - gone]
    faults += await _overlaps(giver, taker)
    return faults + ([] if len(ours) == HANDOVERS else [f"{len(ours)} handovers"])


async def _overlaps(giver: Desk, taker: Desk) -> list[str]:
    """Handovers that the taker's log claims before the giver's has let go: on one machine both clocks are the same."""
    released = "SELECT handover_id AS id, at FROM handover_log WHERE state = 'released' AND step = $1"
    let_go = {row["id"]: row["at"] for row in await giver.database.pool.fetch(released, "accept")}
    claimed = {row["id"]: row["at"] for row in await taker.database.pool.fetch(released, "release")}
    early = [each for each, at in claimed.items() if each not in let_go or at < let_go[each]]
    return [f"{each}: two counties at once" for each in early]


async def _ids(desk: Desk, condition: str) -> set[UUID]:
    return {row["id"] for row in await desk.database.pool.fetch(f"SELECT id FROM handovers WHERE {condition}")}


async def _count(desk: Desk, table: str, condition: str) -> int:
    return int(await desk.database.pool.fetchval(f"SELECT count(*) FROM {table} WHERE {condition}"))
