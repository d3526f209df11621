"""Whether a decision can be made at all: known versions, and no care beyond what people agreed to (C2)."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson

from chassis import clock
from chassis.auth import Caller
from chassis.problems import BadPayload, CharterRefusal, Fault
from services.followup.care_team import division_range
from services.followup.protocol_changes.schemas import ChangeAsked
from services.followup.protocols.catalogue import catalogue
from services.followup.protocols.model import Protocol
from services.followup.visits.windows import step_arrays


class Judged(NamedTuple):
    """A decision that can be made, in the divisions of ``low`` ≤ code < ``high``."""

    asked: ChangeAsked
    target: Protocol
    low: str
    high: str

    def parameters(self) -> Sequence[Any]:
        """What ``difference_sql`` takes."""
        asked = self.asked
        exceptions = orjson.dumps({str(plan_id): decision for plan_id, decision in asked.exceptions.items()}).decode()
        named = (asked.protocol, asked.from_version, self.low, self.high, asked.decision, exceptions, clock.today())
        return [*named, *step_arrays(self.target)]


def judge(caller: Caller, asked: ChangeAsked) -> Judged:
    """Raises BadPayload, CharterRefusal, NotAllowed."""
    before, target = (_version(asked, name) for name in ("from_version", "to_version"))
    if asked.to_version <= asked.from_version:
        raise BadPayload(faults=[Fault("#/to_version", "not_newer", "a change leads to a later version")])
    changing = {asked.decision, *asked.exceptions.values()} - {"keep"}
    if changing and before.consent_text.version != target.consent_text.version:
        raise CharterRefusal(
            "C2",
            "新版本的告知内容不同：已同意的人须重新征得同意，不得替其变更。",
            "The new version asks for consent to other words: nobody is moved to it who has not agreed to them.",
        )
    return Judged(asked, target, *division_range(caller, asked.division))


def _version(asked: ChangeAsked, name: str) -> Protocol:
    try:
        return catalogue().version(asked.protocol, getattr(asked, name))
    except KeyError:
        fault = Fault(f"#/{name}", "unknown_version", "there is no such version of this protocol")
        raise BadPayload(faults=[fault]) from None
