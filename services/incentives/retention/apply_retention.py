"""Erases what has been kept long enough, and leaves a proof of each erasure in the audit chain (C12)."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from chassis.retention import cutoff, prove_removal
from chassis.sweeps import Sweep

FILE = Path(__file__).parents[1] / "retention.yaml"
_BATCH = 500

# Each finds what is over ($1: the moment before which it ended) and is not erased yet; the last part says how.
_OVER = {
    "refused-facts": (
        "SELECT d.id FROM decisions d JOIN claims c ON c.decision_id = d.id OR c.id = d.claim_id"
        " WHERE d.made_at < $1 AND d.facts_sealed <> '' AND c.state IN ('refused', 'withdrawn', 'ended')"
        " AND NOT EXISTS (SELECT FROM entitlements e WHERE e.decision_id = d.id)",
        "SELECT id FROM unnest($2::uuid[]) id WHERE erase_decision_facts(id, $1)",
    ),
    "objection-words": (
        "SELECT id FROM objections"
        " WHERE state <> 'open' AND ground_sealed <> '' AND resolved_on < $1::timestamptz::date",
        "UPDATE objections SET ground_sealed = '', answer_sealed = '', revision = revision + 1"
        " WHERE id = ANY ($2) AND state <> 'open' AND resolved_on < $1::timestamptz::date RETURNING id",
    ),
    "ended-proofs": (
        "SELECT id FROM proofs WHERE state <> 'held' AND recorded_at < $1"
        " AND (number_sealed IS NOT NULL OR value_sealed IS NOT NULL)",
        "UPDATE proofs SET number_sealed = NULL, number_index = NULL, value_sealed = NULL, revision = revision + 1"
        " WHERE id = ANY ($2) AND state <> 'held' AND recorded_at < $1 RETURNING id",
    ),
    "unused-accounts": (
        "SELECT id FROM accounts c WHERE closed_at < $1 AND bank_account_sealed <> ''"
        " AND NOT EXISTS (SELECT FROM attempts a WHERE a.account_id = c.id)",
        "UPDATE accounts SET bank_account_sealed = '', bank_account_index = ''"
        " WHERE id = ANY ($2) AND closed_at < $1 RETURNING id",
    ),
    "payee-papers": (
        "SELECT id FROM payee_changes WHERE decided_at < $1 AND documents <> '[{}]'",
        "UPDATE payee_changes SET documents = '[{}]', revision = revision + 1"
        " WHERE id = ANY ($2) AND decided_at < $1 RETURNING id",
    ),
}
RECORDS = tuple(_OVER)
"""The kinds that ``retention.yaml`` gives a period."""


async def find_over(session: AsyncSession) -> Sequence[str]:
    """The kinds of which something is over."""
    connection = await driver(session)
    over = []
    for record, (found, _) in _OVER.items():
        if await connection.fetchval(f"SELECT EXISTS ({found})", cutoff(record, FILE)):
            over.append(record)
    return over


async def erase_over(session: AsyncSession, record: str) -> None:
    """Erase a batch of one kind, with the proof; what others hold just now waits for the next round."""
    connection, before = await driver(session), cutoff(record, FILE)
    found, erase = _OVER[record]
    ids = [row["id"] for row in await connection.fetch(f"{found} ORDER BY 1 LIMIT {_BATCH}", before)]
    erased = [row["id"] for row in await connection.fetch(erase, before, ids)]
    await prove_removal(session, record, erased, before)


APPLY_RETENTION = Sweep("apply-retention", timedelta(hours=1), find_over, erase_over)
