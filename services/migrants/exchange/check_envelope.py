"""Whether a message is genuine: from whom it says, for us, fresh, whole. Pure; every fault has its code."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag

from services.migrants.exchange import sd_jwt
from services.migrants.exchange.envelope import MESSAGE, Envelope, Statement, open_envelope
from services.migrants.exchange.known_peers import KnownPeer
from services.migrants.exchange.own_keys import OwnKeys
from services.migrants.exchange.refusals import Refused
from services.migrants.exchange.sd_jwt import StatementBroken
from services.migrants.exchange.terms import Terms


class Checker(msgspec.Struct, frozen=True):
    """What a message is judged by. ``peers`` are the counties known here, by their six digits."""

    here: str
    peers: Mapping[str, KnownPeer]
    keys: OwnKeys
    terms: Terms
    now: datetime


class Genuine(msgspec.Struct, frozen=True):
    """A message that passed every check."""

    statement: Statement
    fields: dict[str, Any]
    digest: bytes
    """Of all that was signed but the times: two sendings of one message have the same."""
    envelope: Envelope


def claimed_sender(envelope: Envelope) -> str:
    """The county that a message says it is from; empty where it cannot be read."""
    try:
        return str(sd_jwt.unverified(envelope.proof, MESSAGE)[1].get("iss", ""))
    except StatementBroken:
        return ""


def check_envelope(envelope: Envelope, by: Checker) -> Genuine:
    """Raises Refused."""
    if len(envelope.proof) + len(envelope.enclosed) > by.terms.message_bytes:
        raise Refused("too-large")
    try:
        key_id, claims = sd_jwt.unverified(envelope.proof, MESSAGE)
        statement = msgspec.convert(claims, Statement)
    except (StatementBroken, msgspec.ValidationError):
        raise Refused("malformed") from None
    _check_signature(envelope, key_id, statement, by)
    if statement.aud != by.here:
        raise Refused("wrong-addressee")
    _check_times(statement, by)
    fields = _open(envelope, claims, by)
    return Genuine(statement, fields, _digest(statement, claims), envelope)


def _check_signature(envelope: Envelope, key_id: str, statement: Statement, by: Checker) -> None:
    peer = by.peers.get(statement.iss)
    if peer is None:
        raise Refused("unknown-peer")
    found = peer.signing_key(key_id)
    if found is None:
        raise Refused("unknown-key")
    published, key = found
    try:
        sd_jwt.verify(envelope.proof, MESSAGE, key)
    except StatementBroken:
        raise Refused("forged") from None
    # After the signature: only the key's holder learns that it is known here.
    if not published.holds_at(instant_of(statement.iat)):
        raise Refused("expired-key")


def _check_times(statement: Statement, by: Checker) -> None:
    skew = timedelta(seconds=by.terms.clock_skew)
    if instant_of(statement.iat) > by.now + skew:
        raise Refused("clock-ahead")
    # The sender's own word is believed only as far as it is no longer than what we ask for.
    ends = min(statement.exp, statement.iat + by.terms.signature_holds)
    if instant_of(ends) < by.now - skew:
        raise Refused("expired")


def _open(envelope: Envelope, claims: Mapping[str, Any], by: Checker) -> dict[str, Any]:
    key = by.keys.opening(envelope.key)
    if key is None:
        raise Refused("cannot-open")
    try:
        return open_envelope(envelope, claims, key)
    except InvalidTag:
        raise Refused("cannot-open") from None
    except StatementBroken:
        raise Refused("tampered") from None


def _digest(statement: Statement, claims: Mapping[str, Any]) -> bytes:
    same = [statement.jti, statement.thread, statement.type, claims["_sd"]]
    return hashlib.sha256(msgspec.json.encode(same)).digest()


def instant_of(seconds: int) -> datetime:
    """The instant of a NumericDate; one that no calendar holds is far in the future."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)
