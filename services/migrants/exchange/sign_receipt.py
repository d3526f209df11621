"""Signed receipts: what the addressee says became of a message, with its own key. Pure."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from services.migrants.exchange import sd_jwt
from services.migrants.exchange.check_envelope import instant_of
from services.migrants.exchange.known_peers import KnownPeer
from services.migrants.exchange.own_keys import OwnKeys
from services.migrants.exchange.sd_jwt import StatementBroken

RECEIPT = "huijia-receipt+jwt"


class SaidReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """What a receipt says. ``envelope`` is the digest of what was received, ``message`` its id where it could be read.

    ``validated``: genuine and kept, not applied yet. ``again``: the same message may be sent once more later.
    """

    iss: str
    aud: str
    iat: int
    envelope: str
    status: Literal["validated", "applied", "rejected"]
    message: UUID | None = None
    code: str | None = None
    zh: str | None = None
    en: str | None = None
    again: bool = False
    received_at: datetime | None = None
    validated_at: datetime | None = None
    settled_at: datetime | None = None


def sign_receipt(said: SaidReceipt, keys: OwnKeys, now: datetime) -> str:
    """The compact JWT."""
    return sd_jwt.sign(RECEIPT, msgspec.to_builtins(said), *keys.signing(now))


def read_receipt(receipt: str, peer: KnownPeer) -> SaidReceipt:
    """What ``peer`` says, once the signature is its own. Raises StatementBroken."""
    key_id, claims = sd_jwt.unverified(receipt, RECEIPT)
    found = peer.signing_key(key_id)
    if found is None:
        raise StatementBroken("signed with a key that is not known")
    published, key = found
    sd_jwt.verify(receipt, RECEIPT, key)
    try:
        said = msgspec.convert(claims, SaidReceipt)
    except msgspec.ValidationError:
        raise StatementBroken("no receipt") from None
    if said.iss != peer.county or not published.holds_at(instant_of(said.iat)):
        raise StatementBroken("not signed by this county at a time when it might")
    return said
