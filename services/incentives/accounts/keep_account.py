"""A person says which account to pay to, or a wrong one is put right: a new row; the one before is closed."""

from collections.abc import Callable
from typing import NamedTuple

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from chassis.identifiers import new_id
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.incentives.accounts.errors import UnknownPayee
from services.incentives.accounts.queries import check_place
from services.incentives.accounts.rules import cleaned, fault_of, masked
from services.incentives.accounts.schemas import AccountEntry

SEALED_AS = "account.number_and_holder"
INDEXED_AS = "account.number"
_PARTED = "\t"
_FAULTS = {
    "bad_number": "卡号应为16至19位数字 (a card number has 16 to 19 digits)",
    "bad_check_digit": "卡号校验位不符，请核对 (the check digit does not fit; look at the number again)",
}
_PAYEE = "SELECT name FROM beneficiaries WHERE person_id = $1 AND living AND NOT withdrawn FOR UPDATE"
_SAME = """
SELECT * FROM accounts WHERE person_id = $1 AND bank_account_index = $2 AND bank_code = $3
   AND closed_at IS NULL AND doubted_at IS NULL
"""
_CLOSE = "UPDATE accounts SET closed_at = $2 WHERE person_id = $1 AND closed_at IS NULL"
_KEEP = """
INSERT INTO accounts (id, person_id, bank_account_sealed, bank_account_index, account_shown, bank_code, bank_name,
                      registered_by, registered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING *
"""


class Details(NamedTuple):
    """What the seal holds."""

    number: str
    holder: str


def seal_details(sealer: Sealer, number: str, holder: str) -> bytes:
    """Number and holder in one seal: a bank file opens one for each line."""
    return sealer.seal(f"{number}{_PARTED}{holder}", SEALED_AS)


def open_details(sealer: Sealer, sealed: bytes) -> Details:
    """Raises SealBroken."""
    return opening_details(sealer)(sealed)


def opening_details(sealer: Sealer) -> Callable[[bytes], Details]:
    """``open_details`` for very many accounts."""
    open_one = sealer.opening(SEALED_AS)

    def open_details_of(sealed: bytes) -> Details:
        number, _, holder = open_one(sealed).partition(_PARTED)
        return Details(number, holder)

    return open_details_of


async def keep_account(session: AsyncSession, caller: Caller, sealer: Sealer, entry: AccountEntry) -> asyncpg.Record:
    """The account. The same number again changes nothing, unless the bank had sent money back from it.

    Raises BadPayload, UnknownPayee.
    """
    number = cleaned(entry.account_number)
    if fault := fault_of(number):
        raise BadPayload(faults=[Fault("#/account_number", fault, _FAULTS[fault])])
    connection = await driver(session)
    # Locked: of two clerks who enter an account for one person at once, the second replaces the first's.
    payee = await connection.fetchrow(_PAYEE, entry.person_id)
    if payee is None or not await check_place(connection, caller, entry.person_id):
        raise UnknownPayee()
    index = sealer.index(number, INDEXED_AS)
    same = await connection.fetchrow(_SAME, entry.person_id, index, entry.bank_code)
    if same is not None and entry.holder in (None, open_details(sealer, same["bank_account_sealed"]).holder):
        return same
    await connection.execute(_CLOSE, entry.person_id, clock.now())
    row = await connection.fetchrow(
        _KEEP,
        new_id(),
        entry.person_id,
        seal_details(sealer, number, entry.holder or payee["name"]),
        index,
        masked(number),
        entry.bank_code,
        entry.bank_name,
        caller.subject,
        clock.now(),
    )
    await audit.record(session, caller, "keep-account", entry.person_id, account=row["id"], shown=row["account_shown"])
    return row
