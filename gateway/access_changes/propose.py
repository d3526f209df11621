"""Keeps a change of access until somebody else decides on it, or as one that the host decided."""

from typing import Any, Literal

from sqlalchemy import Row, RowMapping
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from gateway.access_changes.errors import AccessChangeOpen
from gateway.access_changes.lapse import lapse_in_the_way, lapses_at
from gateway.access_changes.tables import access_changes

Kind = Literal[
    "open-account", "change-duties", "reset-password", "change-secret", "register-key", "register-certificate"
]
FIRST_ACCOUNTS, FOLLOW_DIVISION = "first-accounts", "follow-division"
HOST = "host-operator"
"""Decides what is decided on the machine itself: whoever can read the database's password there needs no second."""


async def propose(
    session: AsyncSession, caller: Caller, kind: Kind, account: str, told: dict[str, Any], secret: str | None = None
) -> RowMapping:
    """The change, which does nothing yet. ``secret`` is a hash. Raises AccessChangeOpen."""
    await lapse_in_the_way(session, account, kind)
    now = clock.now()
    row: dict[str, Any] = {
        "id": new_id(),
        "kind": kind,
        "account": account,
        "told": told,
        "secret": secret,
        "state": "open",
    }
    row |= {"proposed_at": now, "proposed_by": caller.subject, "lapses_at": lapses_at(now)}
    kept = insert(access_changes).values(row).on_conflict_do_nothing().returning(*access_changes.c)
    found = (await session.execute(kept)).mappings().one_or_none()
    if found is None:
        raise AccessChangeOpen()
    await audit.record(session, caller, "propose-access-change", change=str(found["id"]), kind=kind, account=account)
    return found


async def settled(
    session: AsyncSession, kind: str, account: str, told: dict[str, Any], proposed_by: str, secret: str | None = None
) -> Row:
    """A change that needs no second person: the host's own, or a division that was replaced."""
    row: dict[str, Any] = {
        "id": new_id(),
        "kind": kind,
        "account": account,
        "told": told,
        "secret": secret,
        "state": "approved",
    }
    row |= {"proposed_at": clock.now(), "proposed_by": proposed_by, "decided_at": clock.now(), "decided_by": HOST}
    return (await session.execute(insert(access_changes).values(row).returning(*access_changes.c))).one()
