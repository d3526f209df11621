"""Reads of clients."""

from collections import defaultdict

from sqlalchemy import Row, RowMapping, select
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from gateway.auth.tables import accounts
from gateway.clients.errors import UnknownClient
from gateway.clients.schemas import ClientCertificateOut, ClientOut, KeyOut
from gateway.clients.tables import client_certificates as table
from gateway.clients.tables import client_keys, former_secrets


async def locked_client(session: AsyncSession, name: str) -> Row:
    """The client's account, held until the transaction ends. Raises UnknownClient."""
    wanted = select(accounts).where(accounts.c.name == name, accounts.c.kind == "department").with_for_update()
    found = (await session.execute(wanted)).one_or_none()
    if found is None:
        raise UnknownClient()
    return found


async def clients(session: AsyncSession) -> list[ClientOut]:
    """Every department's clients, with the keys that they have and had."""
    keys = defaultdict(list)
    for row in (await session.execute(select(client_keys).order_by(client_keys.c.added_at))).mappings():
        keys[row["account"]].append(show_key(row))
    certificates = defaultdict(list)
    for row in (await session.execute(select(table).order_by(table.c.added_at))).mappings():
        certificates[row["account"]].append(show_certificate(row))
    until = {row.account: row.valid_until for row in await session.execute(select(former_secrets))}
    wanted = select(accounts).where(accounts.c.kind == "department").order_by(accounts.c.name)
    now = clock.now()
    return [
        ClientOut(
            client_id=row.name,
            department=row.department,
            active=row.active,
            changed_at=row.changed_at,
            former_secret_until=until[row.name] if row.name in until and until[row.name] > now else None,
            keys=keys[row.name],
            certificates=certificates[row.name],
        )
        for row in await session.execute(wanted)
    ]


def show_key(row: RowMapping) -> KeyOut:
    """As an answer shows it."""
    return KeyOut.model_validate({name: row[name] for name in KeyOut.model_fields})


def show_certificate(row: RowMapping) -> ClientCertificateOut:
    """As an answer shows it."""
    return ClientCertificateOut.model_validate({name: row[name] for name in ClientCertificateOut.model_fields})


async def usable_certificates(session: AsyncSession, client: str) -> set[str] | None:
    """The thumbprints by which ``client`` may come; None where it needs none: whoever has had one does."""
    theirs = (await session.execute(select(table).where(table.c.account == client))).all()
    now = clock.now()
    usable = {row.thumbprint for row in theirs if row.retired_at is None and row.not_after > now}
    return usable if theirs else None
