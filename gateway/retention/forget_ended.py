"""Removes what ended longer ago than its period, and leaves a proof of it."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.retention import cutoff, prove_removal
from chassis.sweeps import Sweep

_PERIODS = Path(__file__).with_name("periods.yaml")
RECORDS = ("incident", "rights-request", "break-glass", "correction-notice", "access-change", "impact-assessment")
# The service may not delete from these tables; a function of their owner may, and only what has ended.
_FORGET = text("SELECT forget_ended(:record, :before)")


async def _records(_: AsyncSession) -> tuple[str, ...]:
    return RECORDS


async def forget_ended(session: AsyncSession, record: str) -> None:
    """Remove what is over of one kind of ``RECORDS``."""
    before = cutoff(record, _PERIODS)
    removed = (await session.scalars(_FORGET, {"record": record, "before": before})).all()
    await prove_removal(session, record, removed, before)


FORGET_ENDED = Sweep("forget-ended", timedelta(hours=6), _records, forget_ended)
