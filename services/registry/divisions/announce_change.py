"""Announce a change of divisions that takes effect on a later day; on that day it is made by itself."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from chassis.problems import BadPayload
from chassis.sweeps import Sweep
from services.registry.divisions.change_divisions import change_divisions, try_change
from services.registry.divisions.change_schemas import ChangeEntry
from services.registry.divisions.errors import AnnouncementSettled, UnknownAnnouncement
from services.registry.divisions.tables import AnnouncedChange
from services.registry.faults import refuse
from services.registry.findings import Finding

_BY_ITSELF = "announced-changes"


async def announce_change(session: AsyncSession, caller: Caller, entry: ChangeEntry) -> AnnouncedChange:
    """The announcement. Raises BadPayload: for a day that has come, and for what could not be made as things stand."""
    if entry.effective_on <= clock.today():
        refuse([Finding("effective_on", "not_in_future", "生效日期已到，请直接调整", "make it: its day has come")])
    await try_change(session, caller, entry, on=entry.effective_on)
    announced = AnnouncedChange(
        id=new_id(),
        state="announced",
        effective_on=entry.effective_on,
        request=entry.model_dump(mode="json", by_alias=True, exclude={"dry_run"}),
        announced_at=clock.now(),
        announced_by=caller.subject,
        division=caller.division or "",
    )
    session.add(announced)
    await session.flush()
    await audit.record(session, caller, "announce-change", announced.id, effective_on=announced.effective_on)
    return announced


async def withdraw_announcement(session: AsyncSession, caller: Caller, announcement_id: UUID) -> AnnouncedChange:
    """Before its day. Raises UnknownAnnouncement, AnnouncementSettled."""
    announced = await session.get(AnnouncedChange, announcement_id, with_for_update=True)
    if announced is None:
        raise UnknownAnnouncement()
    if announced.state != "announced":
        raise AnnouncementSettled(state=announced.state)
    _settle(announced, "withdrawn", caller.subject)
    await audit.record(session, caller, "withdraw-announcement", announced.id)
    return announced


async def announcements(session: AsyncSession, after: UUID, limit: int) -> list[AnnouncedChange]:
    """Up to ``limit`` + 1, in the order in which they were announced."""
    wanted = select(AnnouncedChange).where(col(AnnouncedChange.id) > after).order_by(col(AnnouncedChange.id))
    return list(await session.scalars(wanted.limit(limit + 1)))


async def _due(session: AsyncSession) -> list[UUID]:
    due = (col(AnnouncedChange.state) == "announced") & (col(AnnouncedChange.effective_on) <= clock.today())
    ordered = select(AnnouncedChange.id).where(due).order_by(col(AnnouncedChange.effective_on), col(AnnouncedChange.id))
    return list(await session.scalars(ordered))


async def _make(session: AsyncSession, announcement_id: UUID) -> None:
    announced = await session.get(AnnouncedChange, announcement_id, with_for_update=True)
    if announced is None or announced.state != "announced" or announced.effective_on > clock.today():
        return
    caller = Caller(subject=announced.announced_by, kind="staff", role="county-admin", division=announced.division)
    entry = ChangeEntry.model_validate(announced.request)
    attempt = await session.begin_nested()
    try:
        made = await change_divisions(session, caller, entry)
    except BadPayload as bad:
        # Something has changed since it was announced; what stands against it is there to be read.
        await attempt.rollback()
        await session.refresh(announced)
        announced.faults = [dict[str, Any](msgspec.to_builtins(fault)) for fault in bad.faults]
        _settle(announced, "failed", _BY_ITSELF)
        return
    announced.change_id = made.id
    _settle(announced, "made", _BY_ITSELF)


def _settle(announced: AnnouncedChange, state: str, by: str) -> None:
    announced.state, announced.settled_at, announced.settled_by = state, clock.now(), by


MAKE_ANNOUNCED = Sweep("make-announced-changes", timedelta(minutes=5), _due, _make)
"""While an import is running the change waits: the sweep tries again."""
