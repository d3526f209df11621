"""Certificates over HTTP: issuing and printing for staff; status, keys and the list of revoked ones for anybody."""

import json
from datetime import timedelta
from typing import Annotated, Any

import msgspec
from fastapi import Path, Request
from fastapi.responses import Response

from chassis import clock
from chassis.access import TOWNSHIP_UP, VILLAGE_UP, access
from chassis.clock import SHANGHAI
from chassis.http import CallerDep, Router, Session, tell_subjects
from chassis.keys import CERTIFICATE_KEY_FILE, CERTIFICATE_KEYS_FILE
from chassis.problems import BadPayload, NotAllowed, documented
from services.registry.births.errors import UnknownBirth
from services.registry.certificates.certify import Office
from services.registry.certificates.certify_birth import certify_birth
from services.registry.certificates.certify_household import certify_household
from services.registry.certificates.errors import AlreadyRevoked, NothingToCertify, UnknownCertificate
from services.registry.certificates.facts import Facts, Paper
from services.registry.certificates.paper import print_paper
from services.registry.certificates.queries import any_certificate, find_certificate, persons_on, revoked_certificates
from services.registry.certificates.revoke_certificate import revoke_certificate
from services.registry.certificates.schemas import (
    CertificateEntry,
    CertificateOut,
    CertificateRevocation,
    CertificateStatus,
    PublishedKeys,
    RevocationList,
)
from services.registry.certificates.signing import Signer
from services.registry.certificates.tables import FACTS, TOKEN, Certificate
from services.registry.households.errors import UnknownHousehold
from services.registry.sealed import SealerDep

router = Router(prefix="/certificates", tags=["certificates 证明"])

PUBLIC = "certificate-status"
"""What the gateway lets a caller without an account see: the three public addresses below."""
_LIST_HOLDS = timedelta(days=1)
Number = Annotated[str, Path(pattern="^HJ-[0-9]{6}-[0-9A-Z]{5}-[0-9A-Z]{5}$")]
_PDF: dict[int | str, dict[str, Any]] = {200: {"description": "The paper.", "content": {"application/pdf": {}}}}


def _signer(request: Request) -> Signer:
    return Signer.load(request.app.state.settings.keys_folder / CERTIFICATE_KEY_FILE)


async def _answer(session: Session, response: Response, certificate: Certificate) -> CertificateOut:
    tell_subjects(response, *await persons_on(session, certificate.number))
    return CertificateOut.model_validate(certificate.model_dump())


@router.post(
    "",
    status_code=201,
    responses=documented(BadPayload, UnknownBirth, UnknownHousehold, NothingToCertify, NotAllowed),
)
@access(staff=VILLAGE_UP)
async def post_certificate(
    request: Request,
    session: Session,
    response: Response,
    caller: CallerDep,
    sealer: SealerDep,
    body: CertificateEntry,
) -> CertificateOut:
    """Issue a birth registration receipt or a household extract."""
    office = Office(caller, sealer, _signer(request))
    issue = certify_birth if body.kind == "birth-receipt" else certify_household
    return await _answer(session, response, await issue(session, office, body.subject_id))


@router.get("/keys")
@access(staff=VILLAGE_UP, departments_see=PUBLIC)
async def get_keys(request: Request) -> PublishedKeys:
    """The public keys, for verifying without a network."""
    path = request.app.state.settings.keys_folder / CERTIFICATE_KEYS_FILE
    return PublishedKeys.model_validate(json.loads(path.read_text()))


@router.get("/revocations")
@access(staff=VILLAGE_UP, departments_see=PUBLIC)
async def get_revocations(request: Request, session: Session) -> RevocationList:
    """Every revoked certificate, signed: to be fetched daily and asked without a network."""
    void = await revoked_certificates(session)
    days = {each.number: each.revoked_at.astimezone(SHANGHAI).date() for each in void if each.revoked_at}
    now = clock.now()
    return RevocationList(list=_signer(request).revocation_list(days, now, now + _LIST_HOLDS))


@router.get("/{number}/status", responses=documented(UnknownCertificate, BadPayload))
@access(staff=VILLAGE_UP, departments_see=PUBLIC)
async def get_status(session: Session, number: Number) -> CertificateStatus:
    """Whether a certificate is valid. Anybody may ask; nothing about a person is told."""
    certificate = await any_certificate(session, number)
    revoked = certificate.revoked_at
    return CertificateStatus(
        number=number,
        kind=certificate.kind,
        issued_on=certificate.issued_at.astimezone(SHANGHAI).date(),
        state="revoked" if revoked else "valid",
        revoked_on=revoked.astimezone(SHANGHAI).date() if revoked else None,
    )


@router.get("/{number}", responses=documented(UnknownCertificate, BadPayload))
@access(staff=VILLAGE_UP)
async def get_certificate(session: Session, response: Response, caller: CallerDep, number: Number) -> CertificateOut:
    """A certificate issued in your area."""
    return await _answer(session, response, await find_certificate(session, caller, number))


@router.get("/{number}/paper", responses=documented(UnknownCertificate, BadPayload) | _PDF, response_class=Response)
@access(staff=VILLAGE_UP)
async def get_paper(session: Session, caller: CallerDep, sealer: SealerDep, number: Number) -> Response:
    """The paper as PDF, as it was issued; marked void if it has been revoked since."""
    certificate = await find_certificate(session, caller, number)
    facts = msgspec.json.decode(sealer.open(certificate.facts_sealed, FACTS), type=Facts)
    token = sealer.open(certificate.token, TOKEN)
    content = print_paper(Paper(facts, token, certificate.revoked_at is not None))
    headers = {"Content-Disposition": f'inline; filename="{number}.pdf"', "Cache-Control": "no-store"}
    response = Response(content, media_type="application/pdf", headers=headers)
    tell_subjects(response, *await persons_on(session, number))
    return response


@router.post("/{number}/revocation", responses=documented(UnknownCertificate, BadPayload, AlreadyRevoked))
@access(staff=TOWNSHIP_UP)
async def post_revocation(
    session: Session, response: Response, caller: CallerDep, number: Number, body: CertificateRevocation
) -> CertificateOut:
    """Make a certificate void that was handed out wrongly, lost or replaced."""
    return await _answer(session, response, await revoke_certificate(session, caller, number, body.reason))
