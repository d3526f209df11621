"""A division got another code: its workers go on under that. (Its people's visits follow with each person's event.)"""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.subscriptions import Delivery
from contracts.registry import DivisionReplaced
from services.followup.sites.follow_divisions import move_sites
from services.followup.worklists.tables import Worker


async def follow_divisions(session: AsyncSession, event: DivisionReplaced, _: Delivery[DivisionReplaced]) -> None:
    """Workers of the old code serve its heir; where the code goes on, they stay. A repeat changes nothing."""
    if event.heir != event.code:
        of_old = update(Worker).where(col(Worker.division) == event.code)
        await session.execute(of_old.values(division=event.heir, revision=col(Worker.revision) + 1))
        await move_sites(session, event)
