"""What is known of a county: its entry in the directory, and what it said of itself since, signed with a known key."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from services.migrants.exchange.directory import Directory, Peer, PublicKey
from services.migrants.exchange.sd_jwt import unb64
from services.migrants.exchange.tables import ExchangePeer


class Description(msgspec.Struct, frozen=True):
    """What a county publishes of itself: keys for peers to adopt, and the messages that it takes."""

    iss: str
    iat: int
    signs_with: list[PublicKey]
    opens_with: list[PublicKey]
    messages: list[str]


class KnownPeer(msgspec.Struct, frozen=True):
    """A county with every key that it may use. ``messages`` is None until its description has been read."""

    county: str
    address: str
    signs_with: dict[str, PublicKey]
    opens_with: dict[str, PublicKey]
    messages: frozenset[str] | None

    def signing_key(self, key_id: str) -> tuple[PublicKey, Ed25519PublicKey] | None:
        """The key with this id, and when it may be used."""
        key = self.signs_with.get(key_id)
        return None if key is None else (key, Ed25519PublicKey.from_public_bytes(unb64(key.x)))

    def opening_key(self, instant: datetime) -> tuple[str, X25519PublicKey] | None:
        """The newest key that something may be enclosed with then."""
        usable = [key for key in self.opens_with.values() if key.holds_at(instant)]
        if not usable:
            return None
        key = max(usable, key=lambda each: each.since)
        return key.kid, X25519PublicKey.from_public_bytes(unb64(key.x))


def known_peer(entry: Peer, description: dict[str, Any] | None) -> KnownPeer:
    """Both together. Where both have a key, the directory decides how long it holds."""
    told = None if description is None else msgspec.convert(description, Description)
    signs = {key.kid: key for key in [*(told.signs_with if told else []), *entry.signs_with]}
    opens = {key.kid: key for key in [*(told.opens_with if told else []), *entry.opens_with]}
    return KnownPeer(entry.county, entry.address, signs, opens, frozenset(told.messages) if told else None)


async def known_peers(session: AsyncSession, directory: Directory, counties: Iterable[str]) -> dict[str, KnownPeer]:
    """Those of ``counties`` that the directory names."""
    entries = [entry for entry in map(directory.peer, set(counties)) if entry is not None]
    rows = select(ExchangePeer).where(col(ExchangePeer.county).in_([entry.county for entry in entries]))
    told = {row.county: row.description for row in (await session.execute(rows)).scalars()} if entries else {}
    return {entry.county: known_peer(entry, told.get(entry.county)) for entry in entries}
