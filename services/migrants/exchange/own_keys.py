"""This county's own keys: with one it signs, with the other it opens what was enclosed for it alone.

They lie in one private file (``chassis.keys.EXCHANGE_KEYS_FILE``), each with the time from which it is used. A rotation
adds the next pair and lets the old one end; peers learn of it from our signed description (``describe_county``).
"""

import json
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from chassis.keys import EXCHANGE_KEYS_FILE, new_exchange_keys
from services.migrants.exchange.directory import PublicKey
from services.migrants.exchange.sd_jwt import unb64


class OwnKey(msgspec.Struct, frozen=True, rename={"since": "from"}):
    """A private key (``d``) with its public half (``x``), both base64url."""

    kid: str
    x: str
    d: str
    since: datetime
    until: datetime | None = None

    @property
    def public(self) -> PublicKey:
        """What others may know of it."""
        return PublicKey(kid=self.kid, x=self.x, since=self.since, until=self.until)


class OwnKeys(msgspec.Struct, frozen=True):
    """All that were ever made, the newest last."""

    signs_with: list[OwnKey]
    opens_with: list[OwnKey]

    def signing(self, instant: datetime) -> tuple[str, Ed25519PrivateKey]:
        """Key id and key to sign with then."""
        key = newest(self.signs_with, instant)
        return key.kid, Ed25519PrivateKey.from_private_bytes(unb64(key.d))

    def introducing(self, instant: datetime) -> tuple[str, Ed25519PrivateKey]:
        """To sign with what tells of newer keys: the one begun first that still holds, which everybody knows."""
        holding = [key for key in self.signs_with if key.public.holds_at(instant)]
        key = min(holding or self.signs_with[:1], key=lambda each: each.since)
        return key.kid, Ed25519PrivateKey.from_private_bytes(unb64(key.d))

    def opening(self, key_id: str) -> X25519PrivateKey | None:
        """The key with this id. One whose time is over still opens: what was enclosed with it may be on its way."""
        key = next((each for each in self.opens_with if each.kid == key_id), None)
        return None if key is None else X25519PrivateKey.from_private_bytes(unb64(key.d))


def newest(keys: list[OwnKey], instant: datetime) -> OwnKey:
    """The one begun last; a clock set back before all of them takes the first."""
    begun = [key for key in keys if key.public.holds_at(instant)]
    return max(begun or keys[:1], key=lambda key: key.since)


class OwnKeysFile:
    """The keys as they stand in the installation's folder, read again when the file has changed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / EXCHANGE_KEYS_FILE
        self._read_at = -1
        self._content = OwnKeys([], [])

    def now(self) -> OwnKeys:
        """The keys. Raises OSError where the file is not there."""
        seen = self._path.stat().st_mtime_ns
        if seen != self._read_at:
            self._content, self._read_at = msgspec.json.decode(self._path.read_bytes(), type=OwnKeys), seen
        return self._content


def rotate(folder: Path, since: datetime, until: datetime) -> OwnKeys:
    """Make the next pair of keys, used from ``since``; those used so far end at ``until``."""
    path = folder / EXCHANGE_KEYS_FILE
    content = json.loads(path.read_text())
    for use, fresh in new_exchange_keys(since).items():
        for key in content[use]:
            key["until"] = key.get("until") or until.isoformat()
        content[use] += fresh
    unfinished = path.with_suffix(".new")
    unfinished.touch(mode=0o600)
    unfinished.write_text(json.dumps(content, indent=1))
    unfinished.replace(path)
    return OwnKeysFile(folder).now()
