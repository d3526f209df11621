"""Two counties that exchange messages, each with a database and a service of its own, in one test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from chassis import clock
from chassis.app import Service
from services.migrants.exchange.apply_message import ARRIVED_BODY, apply_message
from services.migrants.exchange.send_message import OUTGOING_BODY
from services.migrants.exchange.tables import Arrived, Outgoing
from tests.support.running import Running, running

HERE, THERE = "341599", "329999"


@asynccontextmanager
async def two_counties(service: Service, here: str, there: str, folder: Path) -> AsyncIterator[tuple[Running, Running]]:
    """``service`` (migrants) of HERE and of THERE, on these two databases (dsn)."""
    for county in (HERE, THERE):
        (folder / county).mkdir()
        (folder / county / "counties.yaml").write_text(f'here: "{county}"\ncounties: []\n')
    async with running(service, here, folder / HERE) as one, running(service, there, folder / THERE) as other:
        yield one, other


async def carry(one: Running, other: Running) -> int:
    """Deliver all that waits, both ways, until nothing moves; how many messages were settled."""
    settled = 0
    while moved := await _carry(one, other) + await _carry(other, one):
        settled += moved
    return settled


async def _carry(one: Running, other: Running) -> int:
    source, target = one.app.state, other.app.state
    async with source.database.transaction() as outbox:
        waiting = select(Outgoing).where(col(Outgoing.settled_at).is_(None)).order_by(col(Outgoing.position))
        rows = (await outbox.execute(waiting)).scalars().all()
        for row in rows:
            async with target.database.transaction() as inbox:
                assert row.body is not None
                body = target.sealer.seal(source.sealer.open(row.body, OUTGOING_BODY), ARRIVED_BODY)
                same: dict[str, Any] = {
                    "id": row.id,
                    "thread": row.thread,
                    "type": row.type,
                    "body": body,
                    "sent_at": row.queued_at,
                }
                now = clock.now()
                times: dict[str, Any] = {"received_at": now, "validated_at": now, "next_at": now}
                arrived = Arrived(sender=source.exchange.here, digest=b"", **same, **times)
                inbox.add(arrived)
                await inbox.flush()
                await apply_message(inbox, arrived)
            row.sent_at = row.received_at = row.validated_at = now
            row.status, row.settled_at = arrived.status, arrived.settled_at
            row.code, row.zh, row.en = arrived.code, arrived.zh, arrived.en
    return len(rows)
