"""The life of a correction: requested → accepted, partly accepted or refused → applied. Pure.

What was decided stays decided; a refused request is asked anew, not reopened, so that each decision keeps its reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.registry.findings import Finding

State = Literal["requested", "accepted", "partly", "refused", "applied"]

FIELDS = (
    "name",
    "sex",
    "birth_date",
    "ethnic_group",
    "marital_status",
    "citizen_number",
    "other_id_type",
    "other_id_number",
    "phone",
    "residence_address",
    "note",
)
"""What a person can have corrected here. A move, a household, a birth and a death have registrations of their own."""

OPEN: tuple[State, ...] = ("requested", "accepted", "partly")
"""States in which the office still owes something."""

_NEXT: Mapping[State, tuple[State, ...]] = {
    "requested": ("accepted", "partly", "refused"),
    "accepted": ("applied",),
    "partly": ("applied",),
    "refused": (),
    "applied": (),
}


class WrongStep(ValueError):
    """The request is not in a state from which this can be done."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on one field; a refusal has its reason (PIPL art. 50)."""

    field: str
    accepted: bool
    reason: str | None = None


def step(state: State, following: State) -> State:
    """``following``. Raises WrongStep."""
    if following not in _NEXT[state]:
        raise WrongStep(state)
    return following


def decided(state: State, verdicts: Sequence[Verdict]) -> State:
    """The state after these verdicts, one for each field asked. Raises WrongStep."""
    accepted = [verdict.accepted for verdict in verdicts]
    return step(state, "accepted" if all(accepted) else "partly" if any(accepted) else "refused")


def of_verdicts(asked: Sequence[str], verdicts: Sequence[Verdict]) -> list[Finding]:
    """What is wrong with a decision: every field asked has one verdict, and every refusal a reason."""
    named = [verdict.field for verdict in verdicts]
    found = [
        Finding("verdicts", "verdict_missing", f"缺少对{field}的决定", f"{field} has no verdict")
        for field in asked
        if field not in named
    ]
    for place, verdict in enumerate(verdicts):
        if verdict.field not in asked or verdict.field in named[:place]:
            found.append(Finding(f"verdicts/{place}/field", "not_asked", "没有申请更正该项", "not asked, or twice"))
        if not verdict.accepted and not verdict.reason:
            found.append(Finding(f"verdicts/{place}/reason", "reason_needed", "不予更正须说明理由", "say why not"))
    return found


def owed_by(state: State, decide_by: date, apply_by: date | None) -> date | None:
    """The day by which the next step is owed; None when nothing is."""
    if state == "requested":
        return decide_by
    return apply_by if state in OPEN else None
