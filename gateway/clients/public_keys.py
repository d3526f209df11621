"""Public keys as departments hand them in (JWK, RFC 7517). Pure: each kind of key has one algorithm, fixed here."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt import PyJWK
from jwt.exceptions import PyJWTError

_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_ALGORITHMS: dict[tuple[str, str | None], str] = {
    ("OKP", "Ed25519"): "EdDSA",
    ("EC", "P-256"): "ES256",
    ("RSA", None): "PS256",
}
_SMALLEST_RSA = 2048


class UnusableKey(ValueError):
    """The key cannot be used; the message says why."""


def algorithm_of(jwk: dict[str, Any]) -> str:
    """The one algorithm that assertions under this key are signed with. Raises UnusableKey.

    It is decided here, when the key is registered, and not by the header of whoever sends an assertion.
    """
    if _PRIVATE & jwk.keys():
        raise UnusableKey(
            "这是私钥：请作废这一对，重新生成，只交公钥"
            " (the key is private: hand in the public half, and make a new pair)"
        )
    kind, curve = jwk.get("kty"), jwk.get("crv")
    named = isinstance(kind, str) and (curve is None or isinstance(curve, str))
    algorithm = _ALGORITHMS.get((kind, curve)) if named else None  # type: ignore[arg-type]
    if algorithm is None or jwk.get("alg", algorithm) != algorithm or jwk.get("use", "sig") != "sig":
        raise UnusableKey(
            "只接受签名用的 Ed25519、P-256、RSA 公钥，算法依次为 EdDSA、ES256、PS256"
            " (Ed25519, P-256 or RSA keys for signing are accepted, with EdDSA, ES256 or PS256)"
        )
    key = load(jwk, algorithm)
    if isinstance(key, RSAPublicKey) and key.key_size < _SMALLEST_RSA:
        raise UnusableKey(f"RSA 公钥至少 {_SMALLEST_RSA} 位 (an RSA key has {_SMALLEST_RSA} bits at least)")
    return algorithm


def load(jwk: dict[str, Any], algorithm: str) -> Any:
    """The key itself. Raises UnusableKey."""
    try:
        return PyJWK(jwk, algorithm).key
    except (PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        raise UnusableKey("公钥无法读取，须为 JWK (the key cannot be read; a JWK is expected)") from None
