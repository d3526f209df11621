"""Hand a certificate out: number it, sign it, keep what it says."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.sealing import Sealer
from services.registry.certificates.facts import CertificateKind, Facts
from services.registry.certificates.signing import Signer
from services.registry.certificates.tables import FACTS, TOKEN, Certificate, CertificatePerson
from services.registry.places import place_name

# Crockford's base 32: no letter that is read as a digit. Ten characters cannot be guessed through the public address.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Office:
    """Who issues, and with what."""

    caller: Caller
    sealer: Sealer
    signer: Signer


@dataclass(frozen=True)
class Content:
    """What is to be certified; ``summary`` stands on the paper and in the QR code."""

    kind: CertificateKind
    subject_id: UUID
    persons: Sequence[UUID]
    summary: str
    rows: list[tuple[str, str]]
    table: list[list[str]]


async def certify(session: AsyncSession, office: Office, content: Content) -> Certificate:
    """The certificate."""
    division = office.caller.division or ""
    number = f"HJ-{division[:6]}-{_random(5)}-{_random(5)}"
    issuer = await place_name(session, division)
    facts = Facts(content.kind, number, issuer, clock.today().isoformat(), content.rows, content.table)
    certificate = Certificate(
        number=number,
        kind=content.kind,
        subject_id=content.subject_id,
        division=division,
        facts_sealed=office.sealer.seal(facts.as_bytes().decode(), FACTS),
        token=office.sealer.seal(office.signer.token(facts, content.summary), TOKEN),
        issued_at=clock.now(),
        issued_by=office.caller.subject,
    )
    session.add(certificate)
    await session.flush()
    session.add_all([CertificatePerson(person_id=each, number=number) for each in content.persons])
    await audit.record(session, office.caller, "certify", content.subject_id, kind=content.kind, number=number)
    return certificate


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
