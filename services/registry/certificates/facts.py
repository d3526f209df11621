"""What a certificate says, and its digest. Pure."""

import hashlib
from dataclasses import dataclass
from typing import Literal

import msgspec

CertificateKind = Literal["birth-receipt", "household-extract"]

TITLES: dict[str, str] = {"birth-receipt": "出生登记回执", "household-extract": "户籍登记摘录"}


class Facts(msgspec.Struct, frozen=True):
    """Everything that the paper shows, in its order."""

    kind: CertificateKind
    number: str
    office: str
    issued_on: str
    rows: list[tuple[str, str]]
    """Label, value."""
    table: list[list[str]] = []
    """The first row is the heading."""

    def digest(self) -> bytes:
        """16 bytes that no other facts have (SHA-256, cut)."""
        return hashlib.sha256(self.as_bytes()).digest()[:16]

    def as_bytes(self) -> bytes:
        """The facts as the digest takes them."""
        return msgspec.json.encode(self)


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate as it is printed."""

    facts: Facts
    token: str
    """What the QR code holds."""
    revoked: bool = False
