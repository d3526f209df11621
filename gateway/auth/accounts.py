"""Finds the account that a name and a secret belong to."""

import msgspec
from sqlalchemy import select
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Caller
from gateway.auth.secrets import NOBODY, matches
from gateway.auth.tables import accounts
from gateway.clients.check_assertion import is_theirs
from gateway.clients.tables import former_secrets


async def find_account(session: AsyncSession, kind: str, name: str, secret: str) -> Caller | None:
    """The active account of this kind with this name and secret, else None: after the same time for staff."""
    row = await _named(session, kind, name)
    right = await matches(row.secret if row else _of_nobody(kind), secret)
    right = right or (row is not None and kind == "department" and await _former(session, name, secret))
    return _caller(row) if row is not None and right and row.active else None


async def find_asserted(session: AsyncSession, name: str, assertion: str, audiences: list[str]) -> Caller | None:
    """The active client that signed ``assertion``, else None. The assertion is used up with the transaction."""
    row = await _named(session, "department", name)
    if row is None or not row.active or not await is_theirs(session, name, assertion, audiences):
        return None
    return _caller(row)


async def find_staff(session: AsyncSession, name: str) -> Caller | None:
    """The active staff account of this name, for whoever has proved elsewhere that it is theirs."""
    row = await _named(session, "staff", name)
    return _caller(row) if row is not None and row.active else None


async def _former(session: AsyncSession, name: str, secret: str) -> bool:
    """Whether this is the client's former secret, while it is still accepted."""
    valid = (former_secrets.c.account == name) & (former_secrets.c.valid_until > clock.now())
    kept = (await session.execute(select(former_secrets.c.secret).where(valid))).scalar()
    return kept is not None and await matches(kept, secret)


def _of_nobody(kind: str) -> str:
    # A department's secret is checked by one digest, so an unknown client takes one digest too.
    return NOBODY if kind == "staff" else "sha256$"


async def _named(session: AsyncSession, kind: str, name: str) -> Row | None:
    if "\0" in name or not name.isprintable():
        return None
    wanted = select(accounts).where(accounts.c.name == name, accounts.c.kind == kind)
    return (await session.execute(wanted)).one_or_none()


def _caller(row: Row) -> Caller:
    who = Caller(subject=row.name, kind=row.kind, role=row.role, department=row.department, division=row.division)
    return msgspec.structs.replace(who, sandbox=True) if row.sandbox else who
