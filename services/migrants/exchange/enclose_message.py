"""Put a queued message into its envelope: in a version that the peer takes, signed now, for its key alone."""

from typing import Any, NamedTuple

import msgspec

from chassis import clock
from services.migrants.exchange.envelope import Envelope, Statement, enclose
from services.migrants.exchange.installation import Installation
from services.migrants.exchange.known_peers import KnownPeer
from services.migrants.exchange.message import Message, fields_of, message_types
from services.migrants.exchange.send_message import OUTGOING_BODY, Body
from services.migrants.exchange.terms import terms


class NotNow(Exception):
    """The message cannot be sent yet; ``code`` says what it waits for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Enclosed(NamedTuple):
    """A row of ``exchange_outgoing`` and what is sent of it."""

    row: Any
    envelope: Envelope
    sent_as: str

    @property
    def size(self) -> int:
        """Bytes on the wire, about."""
        return len(self.envelope.proof) + len(self.envelope.enclosed) + 100


def enclose_message(here: Installation, peer: KnownPeer, row: Any) -> Enclosed:
    """``row`` also has ``after``: the message that the peer took before it in its thread. Raises NotNow."""
    now = clock.now()
    addressee = peer.opening_key(now)
    if addressee is None:
        raise NotNow("no-key")
    body = msgspec.json.decode(here.sealer.open(row.body, OUTGOING_BODY), type=Body)
    message = _in_version_of(peer, _message(row.type, body), row.sent_as)
    issued = int(now.timestamp())
    statement = Statement(
        iss=here.here,
        aud=peer.county,
        iat=issued,
        exp=issued + terms(clock.today()).signature_holds,
        jti=row.id,
        thread=row.thread,
        after=row.after,
        type=message.type,
        queued_at=row.queued_at,
    )
    envelope = enclose(statement, fields_of(message), body.secret, here.keys, now, addressee)
    return Enclosed(row, envelope, message.type)


def _message(type_name: str, body: Body) -> Message:
    message_type = message_types().get(type_name)
    if message_type is None:
        raise NotNow("type-not-declared")
    return message_type.read(body.fields)


def _in_version_of(peer: KnownPeer, message: Message, sent_as: str | None) -> Message:
    """The newest version that both know; once a message was sent in one, it stays the same words."""
    wanted: Message | None = message
    while wanted is not None:
        if sent_as in (None, wanted.type) and wanted.type in (peer.messages or ()):
            return wanted
        wanted = wanted.older()
    if sent_as is not None:
        return _in_version_of(peer, message, None)
    raise NotNow("no-common-version")
