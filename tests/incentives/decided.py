"""A decision for entitlements that tests enter straight into the tables: each rests on one, by foreign key."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg

DECISION = UUID(int=1)

_TEXT = """
INSERT INTO scheme_texts (digest, scheme, version, text) VALUES ('tests', 'rural-reward', 1, '') ON CONFLICT DO NOTHING
"""
_ENTER = """
INSERT INTO decisions (id, claim_id, scheme, scheme_version, text_digest, year, entitled, amount_fen, months_fen, met,
                       facts_sealed, made_by, made_at, made_on)
VALUES ($1, $1, 'rural-reward', 1, 'tests', 2026, true, 1, $2::bigint[], '{}', '', 'test', now(), '2026-01-01')
ON CONFLICT DO NOTHING
"""


async def enter_decision(
    connection: "asyncpg.Connection | asyncpg.Pool", decision: UUID = DECISION, months_fen: Sequence[int] = ()
) -> None:
    """``decision`` is there from now on."""
    await connection.execute(_TEXT)
    await connection.execute(_ENTER, decision, list(months_fen))
