"""The decisions of the last calls, for those that ask the same again.

A decision follows from the caller's token, the question and the day, and a department's system puts the same question
of one person after another. Whether its session goes on, and what is left of its quota, is asked at every call.
"""

from datetime import date
from uuid import UUID

from gateway.auth.access_tokens import AccessToken
from gateway.disclosure.decide import Asked, Decision, decide
from gateway.disclosure.policies import Policies

_KEPT = 2000


class Decisions:
    """By the policies that this process began with."""

    def __init__(self, policies: Policies) -> None:
        self._policies = policies
        self._made: dict[tuple[UUID, Asked, date], Decision] = {}

    def decide(self, token: AccessToken, asked: Asked, today: date) -> Decision:
        """See ``gateway.disclosure.decide``, whose refusals are raised anew each time."""
        key = (token.session, asked, today)
        made = self._made.get(key)
        if made is None:
            made = decide(token.caller, asked, self._policies, today)
            if len(self._made) >= _KEPT:
                del self._made[next(iter(self._made))]
            self._made[key] = made
        return made
