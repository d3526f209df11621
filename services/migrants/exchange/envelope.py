"""A message as it travels: the signed statement, and its disclosures enclosed for the addressee alone (HPKE, RFC 9180).

Whoever carries it, or gets it by mistake, sees who writes to whom about which thread, when, and nothing else.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from services.migrants.exchange import sd_jwt
from services.migrants.exchange.own_keys import OwnKeys
from services.migrants.exchange.sd_jwt import StatementBroken, b64, unb64

MESSAGE = "huijia-message+sd-jwt"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``proof`` is the statement; ``key`` names the addressee's key; ``enclosed`` opens with it (base64url)."""

    proof: str
    key: str
    enclosed: str

    @property
    def digest(self) -> str:
        """What a receipt calls it by."""
        return b64(hashlib.sha256(f"{self.proof}.{self.key}.{self.enclosed}".encode()).digest())


class Call(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one call brings."""

    messages: list[Envelope]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a message in its proof."""

    iss: str
    aud: str
    iat: int
    exp: int
    jti: UUID
    thread: UUID
    after: UUID | None
    type: str
    queued_at: datetime


def enclose(
    statement: Statement,
    fields: Mapping[str, Any],
    secret: bytes,
    keys: OwnKeys,
    now: datetime,
    addressee: tuple[str, X25519PublicKey],
) -> Envelope:
    """Sign and enclose a message; ``addressee`` is the key id and key of whoever may open it."""
    disclosures = sd_jwt.disclosures_of(fields, secret)
    hidden = {"_sd": sd_jwt.digests_of(disclosures), "_sd_alg": sd_jwt.ALGORITHM}
    proof = sd_jwt.sign(MESSAGE, msgspec.to_builtins(statement) | hidden, *keys.signing(now))
    key_id, key = addressee
    enclosed = _SUITE.encrypt("~".join(disclosures).encode("ascii"), key, _bound_to(proof))
    return Envelope(proof, key_id, b64(enclosed))


def open_envelope(envelope: Envelope, claims: Mapping[str, Any], key: X25519PrivateKey) -> dict[str, Any]:
    """The message's fields. Raises StatementBroken (not what was signed) or InvalidTag (damaged)."""
    opened = _SUITE.decrypt(unb64(envelope.enclosed), key, _bound_to(envelope.proof))
    try:
        text = opened.decode("ascii")
    except UnicodeDecodeError:
        raise StatementBroken("no disclosures") from None
    return sd_jwt.disclosed(claims, text.split("~") if text else [])


def _bound_to(proof: str) -> bytes:
    # What was enclosed for one statement cannot be put beside another.
    return hashlib.sha256(proof.encode()).digest()


__all__ = ["MESSAGE", "Call", "Envelope", "InvalidTag", "Statement", "enclose", "open_envelope"]
