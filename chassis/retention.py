"""Periods of what the chassis keeps (``retention.yaml``), and the proof that each removal leaves (C12)."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.deadlines import Provision, in_force, load_deadlines

_FILE = Path(__file__).with_name("retention.yaml")
_SWEEP = Caller(subject="retention-sweep", kind="staff")


@cache
def _periods(file: Path) -> dict[str, list[Provision]]:
    return load_deadlines(file)


def cutoff(record: str, file: Path = _FILE) -> datetime:
    """What ended before this moment is not kept any more."""
    return clock.now() - timedelta(days=in_force(_periods(file)[record], clock.today()).days or 0)


async def prove_removal(session: AsyncSession, record: str, ids: Iterable[Any], before: datetime) -> None:
    """Audit that these were removed, in the transaction that removes them; nothing where there were none.

    The entry holds how many they were and a digest of their ids: whoever has the ids can check it. It is chained, and
    its content outlives every period (``chassis.audit_content``).
    """
    digests = sorted(hashlib.sha256(str(each).encode()).digest() for each in ids)
    if digests:
        whole = hashlib.sha256(b"".join(digests)).hexdigest()
        facts = {"record": record, "removed": len(digests), "ended_before": before.isoformat(), "digest": whole}
        await audit.record(session, _SWEEP, "apply-retention", None, **facts)
