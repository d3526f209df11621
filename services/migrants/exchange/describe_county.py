"""This county's own description, signed: which keys it uses, and which messages it takes in which versions.

Peers read it from our gateway. They adopt the keys in it, because it is signed with one that they know already: so keys
change without anybody writing to anybody.
"""

import msgspec

from chassis import clock
from services.migrants.exchange import sd_jwt
from services.migrants.exchange.installation import Installation
from services.migrants.exchange.known_peers import Description, KnownPeer
from services.migrants.exchange.receiving import accepted_types
from services.migrants.exchange.sd_jwt import StatementBroken

DESCRIPTION = "huijia-county+jwt"


def describe_county(here: Installation) -> str:
    """The compact JWT."""
    now, keys = clock.now(), here.keys
    signs, opens = ([key.public for key in each] for each in (keys.signs_with, keys.opens_with))
    told = Description(here.here, int(now.timestamp()), signs, opens, accepted_types())
    return sd_jwt.sign(DESCRIPTION, msgspec.to_builtins(told), *keys.introducing(now))


def read_description(statement: str, peer: KnownPeer) -> Description:
    """What ``peer`` says of itself. Raises StatementBroken where it is not signed with a key known to hold now."""
    key_id, _ = sd_jwt.unverified(statement, DESCRIPTION)
    found = peer.signing_key(key_id)
    if found is None or not found[0].holds_at(clock.now()):
        raise StatementBroken("signed with a key that is not known")
    claims = sd_jwt.verify(statement, DESCRIPTION, found[1])
    try:
        told = msgspec.convert(claims, Description)
    except msgspec.ValidationError:
        raise StatementBroken("no description") from None
    if told.iss != peer.county:
        raise StatementBroken("another county's")
    return told
