"""Client certificates (RFC 8705): their thumbprints, and who came by which. Pure."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_HEADER = b"client-cert"
_LONGEST = 16 * 1024


class UnusableCertificate(ValueError):
    """It cannot be read."""


def thumbprint_of(der: bytes) -> str:
    """``x5t#S256``: SHA-256 of the certificate in base64url, 43 characters."""
    return base64.urlsafe_b64encode(hashlib.sha256(der).digest()).decode("ascii").rstrip("=")


def read_certificate(pem: str) -> tuple[str, datetime]:
    """Thumbprint and end of a certificate as a department hands it in. Raises UnusableCertificate."""
    try:
        read = x509.load_pem_x509_certificate(pem.encode("ascii"))
        return thumbprint_of(read.public_bytes(Encoding.DER)), read.not_valid_after_utc
    except (ValueError, TypeError):
        raise UnusableCertificate("须为 PEM 格式的证书 (a certificate in PEM is expected)") from None


def certificate_of(scope: Mapping[str, Any], believed: bool) -> str | None:
    """The thumbprint of the certificate that the caller proved to the trusted proxy (RFC 9440), None without one.

    Our server puts a forwarded address, with port 0, in place of the peer's only where the peer is the trusted proxy
    (HUIJIA_TRUSTED_PROXY); a connection of anybody's own has a port. So a caller's own header is never believed.
    """
    client = scope.get("client")
    if not believed or client is None or client[1] != 0:
        return None
    given = [value for name, value in scope["headers"] if name.lower() == _HEADER]
    if len(given) != 1 or not 2 < len(given[0]) <= _LONGEST or given[0][:1] != b":" or given[0][-1:] != b":":
        return None
    try:
        return thumbprint_of(base64.b64decode(given[0][1:-1], validate=True))
    except binascii.Error:
        return None
