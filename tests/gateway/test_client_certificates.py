"""Tokens bound to a client's certificate (RFC 8705), which the trusted proxy alone may name (RFC 9440)."""

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from gateway.settings import GatewaySettings
from tests.conftest import free_port
from tests.gateway.conftest import Place

CLIENTS = "/api/gateway/v1/clients"
LOOK = "/api/registry/v1/persons?citizen_number=11010519491231002X"
PROXY = "127.0.0.2"
PURPOSE = {"X-Purpose": "school-enrolment"}


def certificate(days: int = 30) -> x509.Certificate:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "education")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=60))
    return made.not_valid_after(now + timedelta(days=days)).sign(key, hashes.SHA256())


def told_by(held: x509.Certificate | None, **more: str) -> dict[str, str]:
    """The headers of a proxy for a caller who came by ``held``."""
    headers = {"X-Forwarded-For": "10.9.8.7"} | more
    if held is not None:
        headers["Client-Cert"] = f":{base64.b64encode(held.public_bytes(Encoding.DER)).decode()}:"
    return headers


def thumbprint(held: x509.Certificate) -> str:
    digest = hashlib.sha256(held.public_bytes(Encoding.DER)).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


@pytest.fixture(scope="module")
def address(place: Place) -> Iterator[str]:
    """A gateway that believes the proxy at 127.0.0.2."""
    port = free_port()
    told = {"HUIJIA_CLIENT_CERTIFICATES": "true", "HUIJIA_TRUSTED_PROXY": PROXY, "FORWARDED_ALLOW_IPS": PROXY}
    place.run("gateway-behind-proxy", "gateway.main:app", port, **told)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        place.stop("gateway-behind-proxy")


@pytest.fixture
def proxy(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, transport=httpx.HTTPTransport(local_address=PROXY), timeout=20) as client:
        yield client


@pytest.fixture
def direct(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture
def bound(place: Place) -> Iterator[x509.Certificate]:
    """The certificate of the client ``education``, registered as an administrator does; forgotten afterwards."""
    held = certificate()
    entry = {"certificate": held.public_bytes(Encoding.PEM).decode()}
    proposed = place.staff().post(f"{CLIENTS}/education/certificates", json=entry)
    assert proposed.json()["told"]["thumbprint"] == thumbprint(held), proposed.text
    assert place.approve(proposed).status_code == 200
    yield held
    place.rows("DELETE FROM client_certificates")
    place.rows("DELETE FROM sign_in_attempts")
    place.tokens.pop("education", None)


def token(client: httpx.Client, place: Place, headers: dict[str, str]) -> httpx.Response:
    place.rows("DELETE FROM sign_in_attempts")
    return client.post("/oauth/token", data=place.grant("education"), headers=headers)


def test_a_token_goes_with_its_certificate_alone(
    place: Place, proxy: httpx.Client, direct: httpx.Client, bound: x509.Certificate
) -> None:
    issued = token(proxy, place, told_by(bound)).json()["access_token"]
    claims = jwt.decode(issued, options={"verify_signature": False})
    assert claims["cnf"] == {"x5t#S256": thumbprint(bound)}
    bearer = {"Authorization": f"Bearer {issued}"} | PURPOSE
    assert proxy.get(LOOK, headers=told_by(bound, **bearer)).status_code == 200
    for wrong in (
        proxy.get(LOOK, headers=told_by(None, **bearer)),
        proxy.get(LOOK, headers=told_by(certificate(), **bearer)),
        proxy.get(LOOK, headers=told_by(bound, **bearer) | {"Client-Cert": "::"}),
        proxy.get(LOOK, headers=told_by(bound, **bearer) | {"Client-Cert": "not a certificate"}),
        direct.get(LOOK, headers=told_by(bound, **bearer)),
        httpx.get(f"{place.address}{LOOK}", headers=told_by(bound, **bearer)),
        proxy.get("/fhir/r4/Patient", headers=told_by(None, **bearer)),
    ):
        assert wrong.status_code == 401, wrong.text
    ended = proxy.post("/oauth/revoke", data={"token": issued}, headers=told_by(bound))
    assert ended.status_code == 200
    assert proxy.get(LOOK, headers=told_by(bound, **bearer)).status_code == 401


def test_a_client_with_a_certificate_gets_no_token_without_it(
    place: Place, proxy: httpx.Client, direct: httpx.Client, bound: x509.Certificate
) -> None:
    for answer in (
        token(proxy, place, told_by(None)),
        token(proxy, place, told_by(certificate())),
        token(direct, place, told_by(bound)),
    ):
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    browser = proxy.post("/session", data=place.grant("education"), headers={"X-Requested-With": "huijia"})
    assert browser.status_code == 401
    assert token(proxy, place, told_by(bound)).status_code == 200


def test_others_are_asked_for_none_and_are_bound_to_none(
    place: Place, proxy: httpx.Client, bound: x509.Certificate
) -> None:
    answer = proxy.post("/oauth/token", data=place.grant("health"), headers=told_by(bound))
    assert "cnf" not in jwt.decode(answer.json()["access_token"], options={"verify_signature": False})


def test_a_retired_certificate_opens_nothing_and_the_next_one_does(
    place: Place, proxy: httpx.Client, bound: x509.Certificate
) -> None:
    following = certificate()
    entry = {"certificate": following.public_bytes(Encoding.PEM).decode()}
    admin = place.staff()
    assert place.approve(admin.post(f"{CLIENTS}/education/certificates", json=entry)).status_code == 200
    assert token(proxy, place, told_by(following)).status_code == 200
    gone = f"{CLIENTS}/education/certificates/{thumbprint(bound)}"
    assert place.staff("auditor").delete(gone).status_code == 403
    assert admin.delete(gone).json()["retired_at"] is not None
    assert admin.delete(gone).json()["type"].endswith("/unknown-client-certificate")
    assert token(proxy, place, told_by(bound)).status_code == 401
    assert token(proxy, place, told_by(following)).status_code == 200
    again = {"certificate": bound.public_bytes(Encoding.PEM).decode()}
    for client in ("education", "health"):
        taken = admin.post(f"{CLIENTS}/{client}/certificates", json=again)
        assert (taken.status_code, taken.json()["type"].rpartition("/")[2]) == (409, "client-certificate-taken")
    listed = {each["client_id"]: each["certificates"] for each in admin.get(CLIENTS).json()["items"]}
    assert len(listed["education"]) == 2 and listed["health"] == []
    assert admin.delete(f"{CLIENTS}/education/certificates/{thumbprint(following)}").status_code == 200
    assert token(proxy, place, told_by(None)).status_code == 401, "it does not fall back to none"


def test_what_is_no_certificate_is_refused(place: Place) -> None:
    admin = place.staff()
    over = certificate(days=-1).public_bytes(Encoding.PEM).decode()
    for text in ("x", over, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "证书"):
        assert admin.post(f"{CLIENTS}/education/certificates", json={"certificate": text}).status_code == 422
    unknown = admin.post(f"{CLIENTS}/nobody/certificates", json={"certificate": "x"})
    assert unknown.json()["type"].endswith("/unknown-client")


@pytest.mark.parametrize("proxy_named", ["", "*"])
def test_it_is_not_switched_on_without_a_named_proxy(proxy_named: str) -> None:
    told = {"DATABASE_URL": "postgresql://x", "HUIJIA_CLIENT_CERTIFICATES": "true", "HUIJIA_TRUSTED_PROXY": proxy_named}
    with pytest.raises(ValidationError):
        GatewaySettings.model_validate(told)
