"""Accounts follow their division: whoever worked for a code that was replaced works for the one that stands for it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.subscriptions import Delivery
from contracts.registry import DivisionReplaced
from gateway.access_changes.propose import FOLLOW_DIVISION, settled
from gateway.auth.sessions import end_sessions_of
from gateway.auth.tables import accounts

_BY = Caller(subject="division-replaced", kind="staff")


async def follow_division(session: AsyncSession, event: DivisionReplaced, _: Delivery[DivisionReplaced]) -> None:
    """Give the accounts of ``event.code`` to its heir and end their sessions, whose tokens name the old code.

    Told again, nobody works for the old code any more, so nothing changes.
    """
    if event.heir == event.code:
        return
    theirs = select(accounts.c.name).where(accounts.c.division == event.code).order_by(accounts.c.name)
    for name in (await session.scalars(theirs.with_for_update())).all():
        told = {"division_before": event.code, "division": event.heir}
        change = await settled(session, FOLLOW_DIVISION, name, told, _BY.subject)
        changed = {"division": event.heir, "changed_at": clock.now(), "change_id": change.id}
        await session.execute(accounts.update().where(accounts.c.name == name).values(changed))
        await end_sessions_of(session, name)
        await audit.record(session, _BY, "follow-division", account=name, before=event.code, after=event.heir)
