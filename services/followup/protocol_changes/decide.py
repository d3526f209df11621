"""Somebody decides what a new version means for the plans that run. The plans follow in the background."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from services.followup.protocol_changes.errors import ChangeRunning, UnknownChange
from services.followup.protocol_changes.judge import judge
from services.followup.protocol_changes.schemas import ChangeAsked
from services.followup.protocol_changes.tables import ProtocolChange


async def decide(session: AsyncSession, caller: Caller, asked: ChangeAsked) -> ProtocolChange:
    """The decision, written down. Raises BadPayload, CharterRefusal, NotAllowed, ChangeRunning."""
    judge(caller, asked)
    await _refuse_second(session, asked.protocol)
    only_keeps = asked.decision == "keep" and not asked.exceptions
    change = ProtocolChange(
        id=new_id(),
        **asked.model_dump(include={"protocol", "from_version", "to_version", "decision"}),
        exceptions={str(plan_id): decision for plan_id, decision in asked.exceptions.items()},
        division=asked.division or caller.division or "",
        decided_by=caller.subject,
        decided_at=clock.now(),
        decided_on=clock.today(),
        state="done" if only_keeps else "applying",
    )
    session.add(change)
    await session.flush()
    await audit.record(session, caller, "decide-protocol-change", change.id, decision=asked.decision)
    return change


async def _refuse_second(session: AsyncSession, protocol: str) -> None:
    running = select(col(ProtocolChange.id)).where(
        col(ProtocolChange.protocol) == protocol, col(ProtocolChange.state) == "applying"
    )
    other = (await session.execute(running.limit(1))).scalar_one_or_none()
    if other is not None:
        raise ChangeRunning(change_id=str(other))


async def load_change(session: AsyncSession, caller: Caller, change_id: UUID) -> ProtocolChange:
    """One decision in the caller's divisions. Raises UnknownChange."""
    change = await session.get(ProtocolChange, change_id)
    if change is None or not caller.sees(change.division):
        raise UnknownChange()
    return change
