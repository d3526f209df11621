"""Make a certificate void by hand: handed out wrongly, lost, or replaced."""

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from services.registry.certificates.errors import AlreadyRevoked
from services.registry.certificates.queries import find_certificate
from services.registry.certificates.tables import Certificate


async def revoke_certificate(session: AsyncSession, caller: Caller, number: str, reason: str) -> Certificate:
    """Raises UnknownCertificate, AlreadyRevoked."""
    certificate = await find_certificate(session, caller, number, lock=True)
    if certificate.revoked_at is not None:
        raise AlreadyRevoked(revoked_at=certificate.revoked_at)
    certificate.revoked_at, certificate.revoked_by, certificate.revoked_reason = clock.now(), caller.subject, reason
    await audit.record(session, caller, "revoke-certificate", certificate.subject_id, number=number)
    return certificate
