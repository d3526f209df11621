"""Forgets messages, and how they went, when their time is over (C12)."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.sweeps import Sweep
from gateway.webhooks.policy import delivering_on
from gateway.webhooks.tables import messages


async def _old(session: AsyncSession) -> list[UUID]:
    before = clock.now() - timedelta(days=delivering_on(clock.today()).keep_days)
    return list((await session.execute(select(messages.c.id).where(messages.c.at < before).limit(1000))).scalars())


async def _forget(session: AsyncSession, message_id: UUID) -> None:
    before = clock.now() - timedelta(days=delivering_on(clock.today()).keep_days)
    await session.execute(messages.delete().where(messages.c.id == message_id, messages.c.at < before))


FORGET_WEBHOOKS = Sweep("forget-webhooks", timedelta(hours=1), _old, _forget)
