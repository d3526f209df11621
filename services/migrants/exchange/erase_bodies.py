"""Erase bodies of messages, and counts of refusals, when their period is over (C12). The proofs go on verifying."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.retention import cutoff, prove_removal
from chassis.sweeps import Sweep

_FILE = Path(__file__).with_name("retention.yaml")
_BATCH = 500
_BODIES, _REFUSALS = "exchange-bodies", "exchange-refusals"
_TABLES = {"ours": "exchange_outgoing", "theirs": "exchange_arrived"}


class Old(NamedTuple):
    """Something whose period is over: a message of ``ours`` or ``theirs``, or the ``refusals`` together."""

    kind: str
    id: UUID | None = None


async def find_old(session: AsyncSession) -> Sequence[Old]:
    """A batch of each."""
    found: list[Old] = []
    for kind, table in _TABLES.items():
        over = f"SELECT id FROM {table} WHERE body IS NOT NULL AND settled_at < :before LIMIT :batch"
        rows = await session.execute(text(over), {"before": cutoff(_BODIES, _FILE), "batch": _BATCH})
        found += [Old(kind, row.id) for row in rows]
    before = cutoff(_REFUSALS, _FILE)
    counts = await session.execute(text("SELECT 1 FROM exchange_refusals WHERE last_at < :before"), {"before": before})
    return [*found, *([Old("refusals")] if counts.first() else [])]


async def erase_old(session: AsyncSession, old: Old) -> None:
    """Erase one, if its period is over still, with a proof of the erasure."""
    if old.kind == "refusals":
        before = cutoff(_REFUSALS, _FILE)
        forget = text("DELETE FROM exchange_refusals WHERE last_at < :before RETURNING day, sender, code")
        gone = [f"{row.day} {row.sender} {row.code}" for row in await session.execute(forget, {"before": before})]
        await prove_removal(session, _REFUSALS, gone, before)
        return
    before = cutoff(_BODIES, _FILE)
    over = "id = :id AND body IS NOT NULL AND settled_at < :before"
    erase = text(f"UPDATE {_TABLES[old.kind]} SET body = NULL WHERE {over} RETURNING id")
    erased = [row.id for row in await session.execute(erase, {"id": old.id, "before": before})]
    await prove_removal(session, _BODIES, erased, before)


ERASE_OLD_BODIES = Sweep("erase-exchange-bodies", timedelta(hours=1), find_old, erase_old)
