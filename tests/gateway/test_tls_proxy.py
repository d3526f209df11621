"""A real proxy that ends TLS and names client certificates, with the configuration of deploy/proxy/ as it is."""

import base64
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.conftest import ROOT, free_port
from tests.gateway.conftest import Place
from tests.gateway.test_client_certificates import CLIENTS, LOOK, PURPOSE

pytestmark = pytest.mark.skipif(shutil.which("haproxy") is None, reason="haproxy is not installed")


def pem(folder: Path, name: str) -> Path:
    """A self-signed certificate with its key, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    made = made.not_valid_after(now + timedelta(days=9))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    text = made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    path = folder / f"{name}.pem"
    path.write_bytes(text + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return path


def certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


@dataclass
class Front:
    """The proxy, and the certificates that are known and unknown."""

    port: int
    server: Path
    known: Path
    unknown: Path

    def client(self, held: Path | None, **headers: str) -> httpx.Client:
        context = ssl.create_default_context(cafile=str(self.server))
        if held is not None:
            context.load_cert_chain(held)
        return httpx.Client(base_url=f"https://127.0.0.1:{self.port}", verify=context, headers=headers, timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, "haproxy ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("haproxy does not listen")


@pytest.fixture(scope="module")
def front(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("tls")
    found = Front(free_port(), *(pem(folder, name) for name in ("server", "known", "unknown")))
    inner = free_port()
    trusted = {"HUIJIA_CLIENT_CERTIFICATES": "true", "HUIJIA_TRUSTED_PROXY": "127.0.0.1"}
    place.run("gateway-behind-tls", "gateway.main:app", inner, **trusted, FORWARDED_ALLOW_IPS="127.0.0.1")
    told = {"HUIJIA_BIND": f"127.0.0.1:{found.port}", "HUIJIA_GATEWAY": f"127.0.0.1:{inner}"}
    told |= {"HUIJIA_CERTIFICATE": str(found.server), "HUIJIA_AUTHORITY": str(found.server)}
    argv = ["haproxy", "-db", "-f", str(ROOT / "deploy" / "proxy" / "haproxy.cfg")]
    process = subprocess.Popen(argv, env=os.environ | told)
    try:
        _wait(found.port, process)
        entry = {"certificate": certificate(found.known).public_bytes(Encoding.PEM).decode()}
        assert place.approve(place.staff().post(f"{CLIENTS}/education/certificates", json=entry)).status_code == 200
        yield found
    finally:
        process.terminate()
        process.wait(15)
        place.stop("gateway-behind-tls")
        place.rows("DELETE FROM client_certificates")
        place.rows("DELETE FROM sign_in_attempts")
        place.tokens.pop("education", None)


def test_a_client_comes_by_its_certificate_through_real_tls(place: Place, front: Front) -> None:
    with front.client(front.known, **PURPOSE) as school:
        answer = school.post("/oauth/token", data=place.grant("education"))
        assert answer.status_code == 200, answer.text
        bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        assert school.get(LOOK, headers=bearer).status_code == 200
        assert school.get("/metrics").status_code == 404
    for other in (front.unknown, None):
        with front.client(other, **PURPOSE) as thief:
            assert thief.get(LOOK, headers=bearer).status_code == 401
            assert thief.post("/oauth/token", data=place.grant("education")).status_code == 401
            place.rows("DELETE FROM sign_in_attempts")


def test_nobody_claims_a_certificate_through_the_proxy(place: Place, front: Front) -> None:
    claimed = f":{base64.b64encode(certificate(front.known).public_bytes(Encoding.DER)).decode()}:"
    for held in (front.unknown, None):
        with front.client(held, **{"Client-Cert": claimed, "X-Forwarded-For": "10.0.0.1"}) as liar:
            assert liar.post("/oauth/token", data=place.grant("education")).status_code == 401
            place.rows("DELETE FROM sign_in_attempts")
