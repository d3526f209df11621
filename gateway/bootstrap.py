"""``python -m gateway.bootstrap CREDENTIALS.json``: enters the accounts of the first start; idempotent.

The file holds ``{"staff": [{"username", "password", "role", "division"}], "departments": [{"client_id",
"client_secret", "department"}]}``. A department may name its ``division``; else it is the county administrator's.
Accounts that people have changed since (docs/operations.md) are left as they are.
"""

import asyncio
import hashlib
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Department, Role
from chassis.db import Database
from gateway.access_changes.propose import FIRST_ACCOUNTS, FOLLOW_DIVISION, settled
from gateway.access_changes.tables import access_changes
from gateway.auth.secrets import hash_client_secret, hash_password, matches
from gateway.auth.sessions import end_sessions_of
from gateway.auth.tables import accounts, bootstrapped

Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$")]
Secret = Annotated[str, msgspec.Meta(min_length=8, max_length=1000)]
Division = Annotated[str, msgspec.Meta(pattern="^[0-9]{12}$")]


class Staff(msgspec.Struct, frozen=True):
    """One member of staff in the file."""

    username: Name
    password: Secret
    role: Role
    division: Division


class Client(msgspec.Struct, frozen=True):
    """One department's system in the file."""

    client_id: Name
    client_secret: Secret
    department: Department
    division: Division | None = None


class Credentials(msgspec.Struct, frozen=True):
    """The file."""

    staff: list[Staff]
    departments: list[Client]


class UnusableCredentials(Exception):
    """The file cannot be used; the message is one line, and holds no secret."""


def read_credentials(text: bytes) -> Credentials:
    """Raises UnusableCredentials."""
    try:
        content = msgspec.json.decode(text, type=Credentials)
    except msgspec.MsgspecError as error:
        raise UnusableCredentials(f"the credentials file cannot be used: {error}") from None
    names = [staff.username for staff in content.staff] + [client.client_id for client in content.departments]
    if len(set(names)) != len(names):
        raise UnusableCredentials("the credentials file names an account twice")
    return content


async def bootstrap(database: Database, text: bytes) -> int:
    """Enter or update the accounts in the file; how many were new or changed. Raises UnusableCredentials."""
    credentials, digest = read_credentials(text), hashlib.sha256(text).digest()
    async with database.transaction() as session:
        done = bootstrapped.c.credentials_digest == digest
        if (await session.execute(select(bootstrapped).where(done))).first():
            return 0
        changed = 0
        for row, secret in _rows(credentials):
            changed += await _keep(session, row, secret)
        await session.execute(bootstrapped.delete())
        await session.execute(bootstrapped.insert().values(credentials_digest=digest, at=clock.now()))
    return changed


def _rows(credentials: Credentials) -> list[tuple[dict[str, Any], str]]:
    rows: list[tuple[dict[str, Any], str]] = []
    for staff in credentials.staff:
        row = {"name": staff.username, "kind": "staff", "role": staff.role, "department": None}
        rows.append((row | {"division": staff.division}, staff.password))
    for client in credentials.departments:
        row = {"name": client.client_id, "kind": "department", "role": None, "department": client.department}
        rows.append((row | {"division": client.division or _county(credentials)}, client.client_secret))
    return rows


def _county(credentials: Credentials) -> str:
    for staff in credentials.staff:
        if staff.role == "county-admin":
            return staff.division
    raise UnusableCredentials("the credentials file has no county-admin, and a department without a division")


async def _keep(session: AsyncSession, row: dict[str, Any], secret: str) -> bool:
    mine = accounts.c.name == row["name"]
    kept = (await session.execute(select(accounts).where(mine).with_for_update())).one_or_none()
    if kept is not None and await _is_taken_over(session, kept):
        return False
    same_secret = kept is not None and await matches(kept.secret, secret)
    if kept is not None and same_secret and all(getattr(kept, name) == value for name, value in row.items()):
        return False
    hashed = hash_password(secret) if row["kind"] == "staff" else hash_client_secret(secret)
    row |= {"secret": kept.secret if kept is not None and same_secret else hashed, "changed_at": clock.now()}
    told = {name: row[name] for name in ("kind", "role", "department", "division")}
    row["change_id"] = (await settled(session, FIRST_ACCOUNTS, row["name"], told, "credentials-file")).id
    if kept is None:
        await session.execute(accounts.insert().values(row | {"active": True, "created_at": clock.now()}))
    else:
        await session.execute(accounts.update().where(mine).values(row))
        await end_sessions_of(session, row["name"])
    return True


async def _is_taken_over(session: AsyncSession, kept: Row) -> bool:
    """Whether people have changed the account since: a file of the first start does not take that back."""
    if kept.password_is == "own":  # noqa: S105 - says whose it is
        return True
    kind = (await session.execute(select(access_changes.c.kind).where(access_changes.c.id == kept.change_id))).scalar()
    return kind not in (None, FIRST_ACCOUNTS, FOLLOW_DIVISION)


async def _run(text: bytes) -> int:
    database = Database(os.environ["DATABASE_URL"], 1)
    try:
        return await bootstrap(database, text)
    finally:
        await database.engine.dispose()


def main(arguments: list[str]) -> None:
    """Enter the accounts of the file named by the one argument."""
    if len(arguments) != 1:
        sys.exit("usage: python -m gateway.bootstrap CREDENTIALS.json")
    try:
        changed = asyncio.run(_run(Path(arguments[0]).read_bytes()))
    except (UnusableCredentials, OSError) as error:
        sys.exit(str(error))
    print(f"accounts entered or changed: {changed}")


if __name__ == "__main__":
    main(sys.argv[1:])
