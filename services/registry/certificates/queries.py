"""Reads of certificates."""

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from chassis.auth import Caller
from services.registry.certificates.errors import UnknownCertificate
from services.registry.certificates.tables import Certificate, CertificatePerson
from services.registry.scope import division_range


async def find_certificate(session: AsyncSession, caller: Caller, number: str, lock: bool = False) -> Certificate:
    """One issued in the caller's area. Raises UnknownCertificate."""
    low, high = division_range(caller.scope_prefix)
    code = col(Certificate.division)
    wanted = select(Certificate).where(Certificate.number == number, code >= low, code < high)
    if lock:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = (await session.scalars(wanted)).one_or_none()
    if found is None:
        raise UnknownCertificate()
    return found


async def any_certificate(session: AsyncSession, number: str) -> Certificate:
    """Whoever issued it: for the public. Raises UnknownCertificate."""
    found = await session.get(Certificate, number)
    if found is None:
        raise UnknownCertificate()
    return found


async def revoked_certificates(session: AsyncSession) -> list[Certificate]:
    """All that are void."""
    return list(await session.scalars(select(Certificate).where(col(Certificate.revoked_at).is_not(None))))


async def persons_on(session: AsyncSession, number: str) -> list[object]:
    """The persons of whom a certificate says something."""
    named = select(CertificatePerson.person_id).where(CertificatePerson.number == number)
    return list(await session.scalars(named))
