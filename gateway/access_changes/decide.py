"""Decides on a change of access: whoever proposed it cannot, and the database holds to that as well."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from gateway.access_changes.errors import (
    AccessChangeDecided,
    AccessChangeLapsed,
    OwnAccessChange,
    UnknownAccessChange,
)
from gateway.access_changes.lapse import is_over
from gateway.access_changes.queries import show
from gateway.access_changes.schemas import AccessChangeOut, State
from gateway.access_changes.tables import access_changes
from gateway.accounts.open_account import change_duties, open_account, reset_password
from gateway.clients.change_secret import change_secret
from gateway.clients.register_certificate import register_certificate
from gateway.clients.register_key import register_key

Effect = Callable[[AsyncSession, Caller, Row], Awaitable[None]]
_EFFECTS: dict[str, Effect] = {
    "open-account": open_account,
    "change-duties": change_duties,
    "reset-password": reset_password,
    "change-secret": change_secret,
    "register-key": register_key,
    "register-certificate": register_certificate,
}


async def approve(session: AsyncSession, caller: Caller, change_id: UUID) -> AccessChangeOut:
    """The change, in force from now on. Raises UnknownAccessChange, AccessChangeDecided or -Lapsed, OwnAccessChange.

    What stood in its way only later (a name or key that was taken meanwhile) raises as it did for the proposal.
    """
    change = await _open(session, caller, change_id)
    decided = await _decided(session, caller, change, "approved")
    await _EFFECTS[change.kind](session, caller, change)
    return decided


async def refuse(session: AsyncSession, caller: Caller, change_id: UUID) -> AccessChangeOut:
    """The change, which never was in force. Raises as ``approve``."""
    return await _decided(session, caller, await _open(session, caller, change_id), "refused")


async def _open(session: AsyncSession, caller: Caller, change_id: UUID) -> Row:
    wanted = select(access_changes).where(access_changes.c.id == change_id).with_for_update()
    change = (await session.execute(wanted)).one_or_none()
    if change is None:
        raise UnknownAccessChange()
    if change.state == "lapsed" or is_over(change):
        raise AccessChangeLapsed()
    if change.state != "open":
        raise AccessChangeDecided()
    if caller.subject in (change.proposed_by, change.account):
        raise OwnAccessChange()
    return change


async def _decided(session: AsyncSession, caller: Caller, change: Row, state: State) -> AccessChangeOut:
    values = {"state": state, "decided_at": clock.now(), "decided_by": caller.subject}
    this = access_changes.c.id == change.id
    done = await session.execute(access_changes.update().where(this).values(values).returning(*access_changes.c))
    facts = {"change": str(change.id), "kind": change.kind, "account": change.account, "state": state}
    await audit.record(session, caller, "decide-access-change", **facts)
    return show(done.mappings().one())
