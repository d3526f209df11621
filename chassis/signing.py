"""Signing keys of both suites, as JWKs and as the JWT library takes them.

``international``: Ed25519 (RFC 8032), JWKs as RFC 8037 has them, ``alg`` EdDSA. ``sm``: SM2 over SM3 (GB/T 32918.2),
signer's id as GM/T 0009 sets it, a signature of 64 bytes (r, s). No registry of JOSE knows SM2: ``alg`` and ``crv`` are
``SM2``, ours and privately agreed (ADR 0028). A key is checked by its own algorithm alone, whatever a header says.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from typing import Any, Literal, cast

import jwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from chassis.sm2 import Sm2PrivateKey, Sm2PublicKey

Suite = Literal["international", "sm"]
SigningKey = Ed25519PrivateKey | Sm2PrivateKey
VerifyingKey = Ed25519PublicKey | Sm2PublicKey
Jwk = dict[str, Any]
_HALF = 32


class UnknownSuite(Exception):
    """HUIJIA_CRYPTO names neither suite."""


def suite_told() -> Suite:
    """What new keys are made for: HUIJIA_CRYPTO, ``international`` where it says nothing. Raises UnknownSuite."""
    told = os.environ.get("HUIJIA_CRYPTO") or "international"
    if told not in ("international", "sm"):
        raise UnknownSuite(f"HUIJIA_CRYPTO={told}: it is 'international' or 'sm'.")
    return cast(Suite, told)


def b64(raw: bytes) -> str:
    """base64url without padding, as JOSE writes it."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes of ``b64``."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def new_signing_key(suite: Suite = "international") -> tuple[Jwk, Jwk]:
    """A fresh key pair as JWKs: private, public."""
    about = {"kid": secrets.token_hex(8), "use": "sig"}
    public, d = (_new_sm2 if suite == "sm" else _new_ed25519)()
    return public | about | {"d": d}, public | about


def _new_ed25519() -> tuple[Jwk, str]:
    key = Ed25519PrivateKey.generate()
    x = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    d = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return {"kty": "OKP", "crv": "Ed25519", "x": b64(x), "alg": "EdDSA"}, b64(d)


def _new_sm2() -> tuple[Jwk, str]:
    key = Sm2PrivateKey.generate()
    x, y = key.point[:_HALF], key.point[_HALF:]
    return {"kty": "EC", "crv": "SM2", "x": b64(x), "y": b64(y), "alg": "SM2"}, b64(key.secret)


def signing_key_of(jwk: Mapping[str, Any]) -> SigningKey:
    """The key of a private JWK, of either suite."""
    if jwk["crv"] == "SM2":
        return Sm2PrivateKey(unb64(jwk["d"]), unb64(jwk["x"]) + unb64(jwk["y"]))
    return Ed25519PrivateKey.from_private_bytes(unb64(jwk["d"]))


def verifying_key_of(jwk: Mapping[str, Any]) -> VerifyingKey:
    """The key of a public JWK, of either suite."""
    if jwk["crv"] == "SM2":
        return Sm2PublicKey(unb64(jwk["x"]) + unb64(jwk["y"]))
    return Ed25519PublicKey.from_public_bytes(unb64(jwk["x"]))


def algorithm_of(key: SigningKey | VerifyingKey | bytes) -> str:
    """The only ``alg`` that goes with a key; bytes are a secret of our own (HMAC)."""
    if isinstance(key, bytes):
        return "HS256"
    return "SM2" if isinstance(key, Sm2PrivateKey | Sm2PublicKey) else "EdDSA"


def encode(claims: dict[str, Any], key: SigningKey | bytes, headers: dict[str, Any]) -> str:
    """A signed token (RFC 7519) of the key's own algorithm."""
    return jwt.encode(claims, cast(Any, key), algorithm_of(key), headers)


def decode(token: str, key: VerifyingKey | bytes, **asked: Any) -> dict[str, Any]:
    """What a token says, if this key signed it by its own algorithm. Raises jwt.InvalidTokenError."""
    said: dict[str, Any] = jwt.decode(token, cast(Any, key), algorithms=[algorithm_of(key)], **asked)
    return said


class KeysInFiles(jwt.algorithms.Algorithm):
    """An algorithm of ours for the JWT library, which neither reads nor writes its keys."""

    @staticmethod
    def to_jwk(key_obj: Any, as_dict: bool = False) -> Any:
        raise NotSupported("keys are kept as JWKs in files, not taken from here")

    @staticmethod
    def from_jwk(jwk: str | dict[str, Any]) -> Any:
        raise NotSupported("keys are kept as JWKs in files, not read by the library")


class _Sm2(KeysInFiles):
    """SM2 for the JWT library. Its keys are ours: neither text nor another algorithm's key passes for one."""

    def prepare_key(self, key: Any) -> Any:
        if not isinstance(key, Sm2PrivateKey | Sm2PublicKey):
            raise jwt.exceptions.InvalidKeyError("not an SM2 key")
        return key

    def sign(self, msg: bytes, key: Any) -> bytes:
        return cast(Sm2PrivateKey, key).sign(msg)

    def verify(self, msg: bytes, key: Any, sig: bytes) -> bool:
        try:
            cast(Sm2PublicKey, key).verify(sig, msg)
        except InvalidSignature:
            return False
        return True


class NotSupported(Exception):
    """The JWT library was asked for what nothing here needs."""


jwt.register_algorithm("SM2", _Sm2())
