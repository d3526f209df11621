"""Proposes, registers and retires certificates that a client's tokens are bound to; several may be in use at once."""

from datetime import datetime

from sqlalchemy import Row, RowMapping, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.problems import BadPayload, Fault
from gateway.access_changes.propose import propose
from gateway.auth.sessions import end_sessions_of
from gateway.clients.certificates import UnusableCertificate, read_certificate
from gateway.clients.errors import ClientCertificateTaken, UnknownClientCertificate
from gateway.clients.schemas import ClientCertificateEntry
from gateway.clients.tables import client_certificates as table


async def propose_certificate(
    session: AsyncSession, caller: Caller, client: str, entry: ClientCertificateEntry
) -> RowMapping:
    """The change that waits for a second person. Raises BadPayload or ClientCertificateTaken."""
    try:
        thumbprint, not_after = read_certificate(entry.certificate)
    except UnusableCertificate as unusable:
        raise BadPayload(faults=[Fault("#/certificate", "unusable_certificate", str(unusable))]) from None
    if not_after <= clock.now():
        raise BadPayload(faults=[Fault("#/certificate", "certificate_over", "the certificate has expired")])
    if (await session.execute(select(table.c.thumbprint).where(table.c.thumbprint == thumbprint))).first() is not None:
        raise ClientCertificateTaken()
    told = {"thumbprint": thumbprint, "not_after": not_after.isoformat()}
    return await propose(session, caller, "register-certificate", client, told)


async def register_certificate(session: AsyncSession, _: Caller, change: Row) -> None:
    """The approved certificate; sessions without one end. Raises ClientCertificateTaken."""
    not_after = datetime.fromisoformat(change.told["not_after"])
    row = {"thumbprint": change.told["thumbprint"], "account": change.account, "not_after": not_after}
    row |= {"added_at": clock.now(), "added_by": change.proposed_by, "change_id": change.id}
    added = insert(table).values(row).on_conflict_do_nothing().returning(table.c.thumbprint)
    if (await session.execute(added)).first() is None:
        raise ClientCertificateTaken()
    await end_sessions_of(session, change.account)


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
