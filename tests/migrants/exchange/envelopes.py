"""Envelopes as another county makes them: right in every way, but for what a test changes."""

from datetime import datetime
from typing import Any

import msgspec

from chassis import clock
from chassis.identifiers import new_id
from services.migrants.exchange.envelope import Call, Envelope, Statement, enclose
from services.migrants.exchange.installation import Installation
from services.migrants.exchange.known_peers import KnownPeer, known_peer
from services.migrants.exchange.reach_peer import MESSAGES, Receipts
from services.migrants.exchange.sign_receipt import SaidReceipt, read_receipt
from tests.support.counties import Wire, county_of
from tests.support.running import Running


def seen_from(watcher: Running, county: str) -> KnownPeer:
    """What ``watcher``'s directory says of ``county``."""
    entry = watcher.app.state.exchange.directory.peer(county)
    assert entry is not None
    return known_peer(entry, None)


def greeting(
    sender: Running, to: Running, fields: dict[str, Any] | None = None, now: datetime | None = None, **changes: Any
) -> Envelope:
    """A genuine greeting of ``sender``'s; ``changes`` are made to what it states before it is signed."""
    here: Installation = sender.app.state.exchange
    now = now or clock.now()
    issued = int(now.timestamp())
    statement = Statement(
        iss=here.here,
        aud=county_of(to),
        iat=issued,
        exp=issued + 600,
        jti=new_id(),
        thread=new_id(),
        after=None,
        type="greeting.v1",
        queued_at=now,
    )
    addressee = seen_from(sender, county_of(to)).opening_key(now)
    assert addressee is not None
    told = msgspec.structs.replace(statement, **changes)
    return enclose(told, fields or {"words": "hello", "number": 1}, b"secret", here.keys, now, addressee)


async def bring(to: Running, *envelopes: Envelope) -> list[SaidReceipt]:
    """Bring them in one call; what the receipts say, each signed by ``to``."""
    answer = await Wire(to).bring(f"https://{county_of(to)}", MESSAGES, msgspec.json.encode(Call(list(envelopes))))
    receipts = msgspec.json.decode(answer, type=Receipts).receipts
    keys = to.app.state.exchange.keys
    signer = KnownPeer(county_of(to), "", {key.kid: key.public for key in keys.signs_with}, {}, None)
    return [read_receipt(receipt, signer) for receipt in receipts]
