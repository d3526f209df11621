"""The tokens that tell services of callers: signed once for a decision, and sent again while it is the same.

A token says who calls, for what, and what they may see. It does not say which request it comes with, so one that is
seconds old is right for the next call with the same decision. Whether the session goes on is asked at every call
before a token is taken from here.
"""

from collections import OrderedDict

import msgspec

from chassis import clock
from chassis.auth import LIFETIME, Caller, sign
from chassis.signing import SigningKey

_KEPT = 2000
# A service still has the other two thirds of a token's life to begin with the call.
_SENT_FOR = LIFETIME.total_seconds() / 3


class InternalTokens:
    """The tokens of the last decisions."""

    def __init__(self, key_id: str, key: SigningKey) -> None:
        self._signing = (key_id, key)
        self._made: OrderedDict[tuple[str, bytes], tuple[str, float]] = OrderedDict()

    def token(self, caller: Caller, service: str) -> str:
        """The token that tells ``service`` of ``caller``."""
        told = msgspec.structs.replace(caller, request_id="")
        # All of it: two callers share a token only where a service could not tell them apart.
        decision = (service, msgspec.msgpack.encode(told))
        now = clock.timestamp()
        made = self._made.get(decision)
        if made is not None and made[1] <= now < made[1] + _SENT_FOR:
            return made[0]
        token = sign(told, service, *self._signing)
        self._made[decision] = (token, now)
        self._made.move_to_end(decision)
        if len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return token
