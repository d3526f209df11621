"""Keys of an installation: made once at the first start, each readable by the process that needs it alone."""

import base64
import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from chassis import clock
from chassis.roles import SERVICES

PRIVATE_KEY_FILE = "gateway.key.json"
PUBLIC_KEYS_FILE = "gateway.jwks.json"
CERTIFICATE_KEY_FILE = "registry.certificates.key.json"
CERTIFICATE_KEYS_FILE = "registry.certificates.jwks.json"
"""Published: whoever holds it can verify the registry's certificates."""
SETTLEMENT_KEY_FILE = "assessment.settlements.key.json"
SETTLEMENT_KEYS_FILE = "assessment.settlements.jwks.json"
"""Published: whoever holds it can verify the quarterly settlements."""
EXCHANGE_KEYS_FILE = "migrants.exchange.keys.json"
"""With which this county signs messages to others, and opens theirs; each key with the time it is used from."""


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _write(path: Path, content: Any) -> None:
    path.touch(mode=0o600)
    path.write_text(json.dumps(content, indent=1))


def create_keys(folder: Path) -> None:
    """Make whatever is missing in ``folder``: the signing keys with their published halves, and a seal per service."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for private_file, public_file in (
        (PRIVATE_KEY_FILE, PUBLIC_KEYS_FILE),
        (CERTIFICATE_KEY_FILE, CERTIFICATE_KEYS_FILE),
        (SETTLEMENT_KEY_FILE, SETTLEMENT_KEYS_FILE),
    ):
        if not (folder / private_file).exists():
            private, public = new_signing_key()
            # The public half first: stopped between the two, the next start finds the private one missing.
            _write(folder / public_file, {"keys": [public]})
            _write(folder / private_file, private)
    if not (folder / EXCHANGE_KEYS_FILE).exists():
        _write(folder / EXCHANGE_KEYS_FILE, new_exchange_keys(clock.now().replace(microsecond=0)))
    for service in SERVICES:
        path = folder / f"{service}.sealing.json"
        if not path.exists():
            _write(path, new_sealing_keys())


def new_signing_key() -> tuple[dict[str, str], dict[str, str]]:
    """A fresh Ed25519 key pair as JWKs (RFC 8037): private, public."""
    key = Ed25519PrivateKey.generate()
    x = _b64(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    d = _b64(key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
    public = {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": x,
        "kid": secrets.token_hex(8),
        "use": "sig",
        "alg": "EdDSA",
    }
    return public | {"d": d}, public


def new_exchange_keys(since: datetime) -> dict[str, list[dict[str, str]]]:
    """A fresh pair of each kind (RFC 8037): Ed25519 signs what other counties get, X25519 opens what they enclose."""
    raw = {"encoding": Encoding.Raw, "format": PrivateFormat.Raw, "encryption_algorithm": NoEncryption()}
    found = {}
    for use, key in (("signs_with", Ed25519PrivateKey.generate()), ("opens_with", X25519PrivateKey.generate())):
        x, d = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), key.private_bytes(**raw)  # type: ignore[arg-type]
        found[use] = [{"kid": secrets.token_hex(8), "x": _b64(x), "d": _b64(d), "from": since.isoformat()}]
    return found


def new_sealing_keys() -> dict[str, Any]:
    """A fresh set: ``current`` names the key that seals; all listed keys open; ``index`` keys the blind index."""
    key_id = "1"
    return {"current": key_id, "keys": {key_id: secrets.token_hex(32)}, "index": secrets.token_hex(32)}


def load_private_key(folder: Path) -> tuple[str, Ed25519PrivateKey]:
    """The gateway's key id and signing key."""
    return load_signing_key(folder / PRIVATE_KEY_FILE)


def load_signing_key(path: Path) -> tuple[str, Ed25519PrivateKey]:
    """Key id and key, of a private JWK (RFC 8037)."""
    jwk = json.loads(path.read_text())
    return jwk["kid"], Ed25519PrivateKey.from_private_bytes(_unb64(jwk["d"]))


def load_public_keys(folder: Path) -> dict[str, Ed25519PublicKey]:
    """Key id → public key, of every key whose tokens are accepted."""
    return read_key_set(json.loads((folder / PUBLIC_KEYS_FILE).read_text()))


def read_key_set(jwks: dict[str, Any]) -> dict[str, Ed25519PublicKey]:
    """Key id → key, of a published key set (RFC 7517)."""
    return {k["kid"]: Ed25519PublicKey.from_public_bytes(_unb64(k["x"])) for k in jwks["keys"]}
