"""Weigh the pairs that an import flagged by its own rule, so that the queue shows why, and the strongest first."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.sweeps import Sweep
from services.registry.duplicates import rules
from services.registry.duplicates.candidates import entry_features
from services.registry.duplicates.note_duplicates import weights
from services.registry.duplicates.tables import Pair

_BATCH = 500
_BOTH = text(
    "SELECT p.*, b.mother_id FROM persons p LEFT JOIN births b ON b.person_id = p.id AND b.state <> 'revoked'"
    " WHERE p.id IN (:one, :other)"
)


async def _unweighed(session: AsyncSession) -> Sequence[UUID]:
    waiting = select(Pair.id).where(col(Pair.weight).is_(None), Pair.state == "open").limit(_BATCH)
    return (await session.scalars(waiting)).all()


async def _weigh(session: AsyncSession, pair_id: Any) -> None:
    waiting = select(Pair).where(Pair.id == pair_id, col(Pair.weight).is_(None)).with_for_update()
    pair = (await session.scalars(waiting)).one_or_none()
    if pair is None:
        return
    rows = (await session.execute(_BOTH, {"one": pair.person_id, "other": pair.other_id})).mappings().all()
    if len(rows) < 2:  # one of the two was taken back meanwhile
        pair.weight = 0.0
        return
    pair.evidence = dict(rules.evidence_of(*(entry_features(dict(row)) for row in rows)))
    pair.weight = rules.weight(pair.evidence, weights())


WEIGH_PAIRS = Sweep("weigh-pairs", timedelta(seconds=10), _unweighed, _weigh)
