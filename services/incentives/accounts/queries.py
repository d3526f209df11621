"""Reads of accounts."""

from uuid import UUID

import asyncpg

from chassis.auth import Caller
from services.incentives.accounts.errors import UnknownAccount, UnknownPayee
from services.incentives.accounts.schemas import AccountView

_OTHERS = """
(SELECT count(DISTINCT o.person_id) FROM accounts o
  WHERE o.bank_account_index = a.bank_account_index AND o.closed_at IS NULL AND o.person_id <> a.person_id) AS others
"""
# Who has moved away is still owed what was approved here, and a wrong account of theirs can still be put right.
_PLACES = """
SELECT ARRAY[registered_division, residence_division]
       || ARRAY(SELECT DISTINCT division_code::text FROM entitlements WHERE payee_id = $1) AS divisions
  FROM beneficiaries WHERE person_id = $1
"""


async def check_place(connection: asyncpg.Connection, caller: Caller, person_id: UUID) -> bool:
    """Whether the person belongs to the caller's divisions, or something is owed to them there."""
    divisions = await connection.fetchval(_PLACES, person_id)
    return divisions is not None and caller.sees(*divisions)


async def accounts_of(connection: asyncpg.Connection, caller: Caller, person_id: UUID, limit: int) -> list[AccountView]:
    """The person's accounts, the current one first. Raises UnknownPayee."""
    if not await check_place(connection, caller, person_id):
        raise UnknownPayee()
    query = f"SELECT a.*, {_OTHERS} FROM accounts a WHERE a.person_id = $1 ORDER BY a.id DESC LIMIT $2"
    return [AccountView.model_validate(dict(row)) for row in await connection.fetch(query, person_id, limit)]


async def find_account(connection: asyncpg.Connection, caller: Caller, account_id: UUID) -> asyncpg.Record:
    """The account's row. Raises UnknownAccount."""
    row = await connection.fetchrow(f"SELECT a.*, {_OTHERS} FROM accounts a WHERE a.id = $1", account_id)
    if row is None or not await check_place(connection, caller, row["person_id"]):
        raise UnknownAccount()
    return row
