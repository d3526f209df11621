"""Leave a proof of what was removed: a row that is never changed, and a chained audit entry that says the same."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.audit_content import entry_about
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.sealing import Sealer
from services.registry.retention.tables import REMOVED, RetentionRun

_ACTIONS = {"period": "apply-retention", "request": "erase-on-request"}


@dataclass(frozen=True)
class Removed:
    """What was removed, and by what rule."""

    record: str
    ground: str
    rule: dict[str, Any]
    ids: Sequence[UUID | int | str]
    rows: int
    ended_before: datetime | None = None


def digest_of_id(sealer: Sealer, record: str, record_id: UUID | int | str) -> bytes:
    """What stands for an id in a proof."""
    return sealer.index(f"{record}:{record_id}", REMOVED)


async def prove_removal(session: AsyncSession, sealer: Sealer, caller: Caller, removed: Removed) -> RetentionRun:
    """The run. It commits with the removal itself."""
    digests = sorted(digest_of_id(sealer, removed.record, each) for each in removed.ids)
    run = RetentionRun(
        id=new_id(),
        record=removed.record,
        ground=removed.ground,
        rule=removed.rule,
        ended_before=removed.ended_before,
        removed=removed.rows,
        digests=digests,
        digest=hashlib.sha256(b"".join(digests)).digest(),
        run_at=clock.now(),
    )
    session.add(run)
    await session.flush()
    await audit.record(session, caller, _ACTIONS[removed.ground], run.id, **_facts(run))
    return run


def _facts(run: RetentionRun) -> dict[str, Any]:
    return {"record": run.record, "rule": run.rule, "removed": run.removed, "digest": run.digest.hex()}


async def check_proof(session: AsyncSession, run: RetentionRun) -> tuple[bool, int | None]:
    """Whether the run is as it was audited, digests and all; and the place of the audit entry in the chain."""
    entry = await entry_about(session, _ACTIONS[run.ground], run.id)
    if entry is None:
        return False, None
    whole = hashlib.sha256(b"".join(run.digests)).digest() == run.digest
    return entry.intact and whole and entry.facts == _facts(run), entry.position
