"""Certificates for the ways inside an installation: from services to database, bus and each other.

An authority of the installation's own, which nobody outside knows or trusts, vouches for them. Its key stays with the
preparing job, so that they can be made anew before they run out: ``python -m deploy.setup certificates DIR``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from chassis import clock
from deploy.local.home import write_private

AUTHORITY = "authority.pem"
"""The authority's certificate: what to trust."""
_KEY = "authority.key"
_KEPT, _GOOD_FOR = timedelta(days=3650), timedelta(days=825)
_YESTERDAY = timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """Who vouches, with the key to do so."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def of(cls, folder: Path) -> "Authority":
        """The one whose key lies in ``folder``; made there where there is none."""
        key_file, file = folder / _KEY, folder / AUTHORITY
        if not key_file.exists():
            made = _new_authority()
            write_private(file, made.pem)
            write_private(key_file, _pem_of(made.key))
        key = load_pem_private_key(key_file.read_bytes(), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{key_file} is not a key of ours")
        return cls(x509.load_pem_x509_certificate(file.read_bytes()), key)

    @property
    def pem(self) -> str:
        """Its certificate, for those who are to trust it."""
        return self.certificate.public_bytes(Encoding.PEM).decode()

    def issue(self, names: Sequence[str]) -> tuple[str, str]:
        """A certificate for a server of these names or addresses, which may also show it as a client; and its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        usages = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        made = (
            _begun(names[0], self.certificate.subject, key.public_key(), _GOOD_FOR)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage(usages), critical=False)
            .add_extension(x509.SubjectAlternativeName([_name(name) for name in names]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return made.public_bytes(Encoding.PEM).decode(), _pem_of(key)


def _new_authority() -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Huijia inside")])
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        _begun("Huijia inside", name, key.public_key(), _KEPT)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Authority(made, key)


def _begun(
    name: str, issuer: x509.Name, key: ec.EllipticCurvePublicKey, good_for: timedelta
) -> x509.CertificateBuilder:
    now = clock.now()
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        # Machines' clocks differ.
        .not_valid_before(now - _YESTERDAY)
        .not_valid_after(now + good_for)
    )


def _name(given: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(given))
    except ValueError:
        return x509.DNSName(given)


def _pem_of(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
