"""Keys of an installation: made once at the first start, each readable by the process that needs it alone."""

import json
import os
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from chassis import clock
from chassis.roles import SERVICES
from chassis.signing import (
    SigningKey,
    Suite,
    VerifyingKey,
    b64,
    new_signing_key,
    signing_key_of,
    suite_told,
    verifying_key_of,
)

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
SIGNING = {
    "gateway": (PRIVATE_KEY_FILE, PUBLIC_KEYS_FILE),
    "certificates": (CERTIFICATE_KEY_FILE, CERTIFICATE_KEYS_FILE),
    "settlements": (SETTLEMENT_KEY_FILE, SETTLEMENT_KEYS_FILE),
}
"""Who signs → the files of the private key, and of all public ones."""
_MOST_NUMBER = 255
"""A sealed value gives its key's number one byte."""


def write_keys(path: Path, content: Any) -> None:
    """Write a file of keys whole or not at all, for its owner alone."""
    new = path.with_name(path.name + ".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(json.dumps(content, indent=1))
    new.replace(path)


def create_keys(folder: Path) -> None:
    """Make whatever is missing in ``folder``: the signing keys with their published halves, and a seal per service.

    HUIJIA_CRYPTO says of which suite; keys that are there stay as they are.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for private_file, public_file in SIGNING.values():
        if not (folder / private_file).exists():
            private, public = new_signing_key(suite_told())
            # The public half first: stopped between the two, the next start finds the private one missing.
            write_keys(folder / public_file, {"keys": [public]})
            write_keys(folder / private_file, private)
    if not (folder / EXCHANGE_KEYS_FILE).exists():
        write_keys(folder / EXCHANGE_KEYS_FILE, new_exchange_keys(clock.now().replace(microsecond=0)))
    for service in SERVICES:
        path = folder / f"{service}.sealing.json"
        if not path.exists():
            write_keys(path, new_sealing_keys(suite_told()))


def new_exchange_keys(since: datetime) -> dict[str, list[dict[str, str]]]:
    """A fresh pair of each kind (RFC 8037): Ed25519 signs what other counties get, X25519 opens what they enclose."""
    raw = {"encoding": Encoding.Raw, "format": PrivateFormat.Raw, "encryption_algorithm": NoEncryption()}
    found = {}
    for use, key in (("signs_with", Ed25519PrivateKey.generate()), ("opens_with", X25519PrivateKey.generate())):
        x, d = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), key.private_bytes(**raw)  # type: ignore[arg-type]
        found[use] = [{"kid": secrets.token_hex(8), "x": b64(x), "d": b64(d), "from": since.isoformat()}]
    return found


def new_sealing_keys(suite: Suite = "international") -> dict[str, Any]:
    """A fresh set: ``current`` names the key that seals; all listed keys open; ``index`` keys the blind index."""
    digest = "sm3:" if suite == "sm" else ""
    return {"current": "1", "keys": {"1": _new_cipher_key(suite)}, "index": digest + secrets.token_hex(32)}


def with_new_sealing_key(keys: Mapping[str, Any], suite: Suite) -> dict[str, Any]:
    """The same set with one more key, which seals from now on. Raises ValueError when no number is left."""
    number = 1 + max(int(known) for known in keys["keys"])
    if number > _MOST_NUMBER:
        raise ValueError(f"a service has at most {_MOST_NUMBER} sealing keys: drop those that seal nothing any more")
    return dict(keys) | {"current": str(number), "keys": keys["keys"] | {str(number): _new_cipher_key(suite)}}


def _new_cipher_key(suite: Suite) -> str:
    return f"sm4:{secrets.token_hex(16)}" if suite == "sm" else secrets.token_hex(32)


def load_private_key(folder: Path) -> tuple[str, SigningKey]:
    """The gateway's key id and signing key."""
    return load_signing_key(folder / PRIVATE_KEY_FILE)


def load_signing_key(path: Path) -> tuple[str, SigningKey]:
    """Key id and key, of a private JWK (RFC 8037, or SM2)."""
    jwk = json.loads(path.read_text())
    return jwk["kid"], signing_key_of(jwk)


def load_public_keys(folder: Path) -> dict[str, VerifyingKey]:
    """Key id → public key, of every key whose signature is believed, those retired since included."""
    return read_key_set(json.loads((folder / PUBLIC_KEYS_FILE).read_text()))


def read_key_set(jwks: Mapping[str, Any]) -> dict[str, VerifyingKey]:
    """Key id → key, of a published key set (RFC 7517)."""
    return {jwk["kid"]: verifying_key_of(jwk) for jwk in jwks["keys"]}
