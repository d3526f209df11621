"""What is still owed about an incident, and which step may come next (PIPL art. 57). Pure: steps in, duties out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

StepKind = Literal[
    "assessed",
    "contained",
    "authority-told",
    "authority-demanded",
    "people-told",
    "people-not-told",
    "evidence",
    "closed",
]
State = Literal["noted", "assessed", "to-close", "closed"]
Outcome = Literal["breach", "possible-breach", "none"]
DutyName = Literal["assess", "contain", "tell-authority", "tell-people", "close"]
Obstacle = Literal["not-assessed", "nothing-to-tell", "harm-not-avoided", "authority-demanded", "duties-open"]

_NEEDS_BREACH = ("authority-told", "authority-demanded", "people-told", "people-not-told")


class Terms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of ``terms.yaml``; hours from when the incident was noticed."""

    effective_from: date
    assess_hours: int
    contain_hours: int
    tell_authority_hours: int
    tell_people_hours: int
    close_hours: int
    source: str


class Taken(msgspec.Struct, frozen=True):
    """A step as far as the rules ask about it."""

    kind: StepKind
    at: datetime
    by: str
    outcome: Outcome | None = None
    """Of an assessment."""
    harm_avoided: bool = False
    """Of a containment: the measures effectively avoid harm, so that people need not be told."""


class Duty(msgspec.Struct, frozen=True):
    """Something still to be done, and by when."""

    name: DutyName
    due_at: datetime


def duties(noticed_at: datetime, taken: Sequence[Taken], terms: Terms) -> list[Duty]:
    """What is still to be done, the soonest first. Nothing once the incident is closed."""
    if _last(taken, "closed") is not None:
        return []
    owed = _owed(noticed_at, taken, terms)
    return [Duty(name, at) for name, at in sorted(owed.items(), key=lambda each: each[1])]


def state_of(taken: Sequence[Taken]) -> State:
    """How far an incident has come. ``to-close``: nothing but closing is left."""
    if _last(taken, "closed") is not None:
        return "closed"
    if _last(taken, "assessed") is None:
        return "noted"
    return "assessed" if _open_before_closing(taken) else "to-close"


def obstacle(taken: Sequence[Taken], step: StepKind) -> Obstacle | None:
    """Why ``step`` cannot be taken now; None where it can."""
    outcome = _outcome(taken)
    if step in _NEEDS_BREACH and outcome in (None, "none"):
        return "not-assessed" if outcome is None else "nothing-to-tell"
    if step == "people-not-told":
        if _last(taken, "authority-demanded") is not None:
            return "authority-demanded"
        contained = _last(taken, "contained")
        return None if contained is not None and taken[contained].harm_avoided else "harm-not-avoided"
    if step == "closed" and _open_before_closing(taken):
        return "duties-open"
    return None


def is_own(noted_by: str | None, taken: Sequence[Taken], step: StepKind, who: str) -> bool:
    """Whether ``who`` would check their own work: the database refuses the same."""
    assessed = any(each.kind == "assessed" and each.by == who for each in taken)
    return (step == "closed" and noted_by == who) or (step in ("closed", "people-not-told") and assessed)


def _owed(noticed_at: datetime, taken: Sequence[Taken], terms: Terms) -> dict[DutyName, datetime]:
    hours: dict[DutyName, int] = {
        "assess": terms.assess_hours,
        "contain": terms.contain_hours,
        "tell-authority": terms.tell_authority_hours,
        "tell-people": terms.tell_people_hours,
    }
    owed = {name: noticed_at + timedelta(hours=hours[name]) for name in _open_before_closing(taken)}
    demanded = _last(taken, "authority-demanded")
    if "tell-people" in owed and demanded is not None:
        owed["tell-people"] = taken[demanded].at + timedelta(hours=terms.tell_people_hours)
    return owed | {"close": noticed_at + timedelta(hours=terms.close_hours)}


def _open_before_closing(taken: Sequence[Taken]) -> list[DutyName]:
    outcome = _outcome(taken)
    if outcome == "none":
        return []
    open_: list[DutyName] = ["assess"] if outcome is None else []
    if _last(taken, "contained") is None:
        open_.append("contain")
    if outcome is None:
        return open_
    if _last(taken, "authority-told") is None:
        open_.append("tell-authority")
    if not _people_settled(taken):
        open_.append("tell-people")
    return open_


def _people_settled(taken: Sequence[Taken]) -> bool:
    told, demanded = _last(taken, "people-told"), _last(taken, "authority-demanded")
    if demanded is not None:
        # The authority may have people told whatever was decided, and told again where it holds that too little.
        return told is not None and told > demanded
    if told is not None:
        return True
    # A decision not to tell rests on the assessment and the measures it was made upon.
    spared = _last(taken, "people-not-told")
    rests_on = [_last(taken, "assessed"), _last(taken, "contained")]
    return spared is not None and all(each is not None and each < spared for each in rests_on)


def _outcome(taken: Sequence[Taken]) -> Outcome | None:
    last = _last(taken, "assessed")
    return None if last is None else taken[last].outcome


def _last(taken: Sequence[Taken], kind: StepKind) -> int | None:
    return next((n for n in range(len(taken) - 1, -1, -1) if taken[n].kind == kind), None)
