"""Proposes accounts, other duties and new first passwords; a second person approves."""

from sqlalchemy import RowMapping, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from gateway.access_changes.errors import AccountTaken
from gateway.access_changes.propose import propose
from gateway.accounts.errors import UnknownAccount
from gateway.accounts.schemas import DutiesEntry, NewAccountEntry, PasswordResetEntry
from gateway.accounts.suspend import others_account
from gateway.auth.secrets import hashed
from gateway.auth.tables import accounts

_KINDS = {"staff": "工作人员账号", "department": "部门客户端"}


async def propose_account(session: AsyncSession, caller: Caller, entry: NewAccountEntry) -> RowMapping:
    """Raises AccountTaken, AccessChangeOpen, or BadPayload where kind and members do not fit."""
    _check(entry)
    if (await session.execute(select(accounts.c.name).where(accounts.c.name == entry.name))).first() is not None:
        raise AccountTaken()
    told = entry.model_dump(include={"kind", "role", "department", "division"})
    secret = await hashed(entry.first_password) if entry.first_password else None
    return await propose(session, caller, "open-account", entry.name, told, secret)


async def propose_duties(session: AsyncSession, caller: Caller, name: str, entry: DutiesEntry) -> RowMapping:
    """Raises UnknownAccount, OwnAccount or AccessChangeOpen."""
    account = await others_account(session, caller, name)
    if account.kind != "staff":
        raise UnknownAccount()
    before = {"role_before": account.role, "division_before": account.division}
    return await propose(session, caller, "change-duties", name, entry.model_dump() | before)


async def propose_password(session: AsyncSession, caller: Caller, name: str, entry: PasswordResetEntry) -> RowMapping:
    """Raises UnknownAccount, OwnAccount or AccessChangeOpen."""
    account = await others_account(session, caller, name)
    if account.kind != "staff":
        raise UnknownAccount()
    return await propose(session, caller, "reset-password", name, {}, await hashed(entry.first_password))


def _check(entry: NewAccountEntry) -> None:
    """Staff have a role and a first password; a department's client has a department, and registers its own key."""
    wanted = {"role", "first_password"} if entry.kind == "staff" else {"department"}
    given = {name for name in ("role", "department", "first_password") if getattr(entry, name) is not None}
    if given != wanted:
        needed = f"{_KINDS[entry.kind]}须填写 (a {entry.kind} account needs it)"
        foreign = f"{_KINDS[entry.kind]}不填这一项 (not for {entry.kind})"
        faults = [Fault(f"#/{name}", "missing", needed) for name in sorted(wanted - given)]
        faults += [Fault(f"#/{name}", "not_for", foreign) for name in sorted(given - wanted)]
        raise BadPayload(faults=faults)
