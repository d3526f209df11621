"""Registers and retires the certificates that a client's tokens are bound to; several may be in use at once."""

from typing import Any

from sqlalchemy import RowMapping
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from gateway.auth.sessions import end_sessions_of
from gateway.clients.certificates import UnusableCertificate, read_certificate
from gateway.clients.errors import ClientCertificateTaken, UnknownClientCertificate
from gateway.clients.schemas import ClientCertificateEntry
from gateway.clients.tables import client_certificates as table


async def register_certificate(
    session: AsyncSession, caller: Caller, client: str, entry: ClientCertificateEntry
) -> RowMapping:
    """The new certificate; sessions without one end. Raises BadPayload or ClientCertificateTaken."""
    try:
        thumbprint, not_after = read_certificate(entry.certificate)
    except UnusableCertificate as unusable:
        raise BadPayload(faults=[Fault("#/certificate", "unusable_certificate", str(unusable))]) from None
    if not_after <= clock.now():
        raise BadPayload(faults=[Fault("#/certificate", "certificate_over", "the certificate has expired")])
    row: dict[str, Any] = {"thumbprint": thumbprint, "account": client, "not_after": not_after}
    row |= {"added_at": clock.now(), "added_by": caller.subject}
    added = insert(table).values(row).on_conflict_do_nothing().returning(*table.c)
    found = (await session.execute(added)).mappings().one_or_none()
    if found is None:
        raise ClientCertificateTaken()
    await end_sessions_of(session, client)
    await audit.record(session, caller, "register-client-certificate", client=client, thumbprint=thumbprint)
    return found


async def retire_certificate(session: AsyncSession, caller: Caller, client: str, thumbprint: str) -> RowMapping:
    """The certificate, which opens nothing any more; the client's sessions end. Raises UnknownClientCertificate."""
    c = table.c
    mine = (c.account == client) & (c.thumbprint == thumbprint) & c.retired_at.is_(None)
    retired = {"retired_at": clock.now(), "retired_by": caller.subject}
    done = await session.execute(table.update().where(mine).values(retired).returning(*c))
    found = done.mappings().one_or_none()
    if found is None:
        raise UnknownClientCertificate()
    await end_sessions_of(session, client)
    await audit.record(session, caller, "retire-client-certificate", client=client, thumbprint=thumbprint)
    return found
