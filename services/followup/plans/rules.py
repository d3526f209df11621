"""How a plan passes from an offer to its end, and who may agree to it. Pure.

    offered ──consent──▶ active ──last visit closed──▶ completed
       │ decline            │ withdraw                     │ withdraw
       ▼                    ▼                              ▼
    declined            withdrawn                      withdrawn
    offered, active ──death, entry or birth taken back──▶ ended

Declined and withdrawn are final (C2): no later consent, no new offer for the same reason. Leaving is possible from
everywhere and is never refused; on a plan that is over it changes nothing.
"""

from datetime import date, timedelta
from typing import Literal

from services.followup.protocols.model import Protocol

PlanState = Literal["offered", "active", "completed", "declined", "withdrawn", "ended"]
GivenBy = Literal["self", "guardian"]

ALIVE: tuple[PlanState, ...] = ("offered", "active")
LEFT: tuple[PlanState, ...] = ("declined", "withdrawn")
"""The person said no: final (C2)."""
_AFTER_LEAVING: dict[str, PlanState] = {"offered": "declined", "active": "withdrawn", "completed": "withdrawn"}

# PIPL art. 31: the consent of a parent or other guardian is needed below 14.
GUARDIAN_BELOW = 14
ADULT_FROM = 18  # 民法典 art. 17


# A plan that began longer ago belongs to an earlier pregnancy; its own windows have passed by then.
LONGEST = timedelta(weeks=45)


def is_one_care(protocol: Protocol, one: date, other: date) -> bool:
    """Whether two plans of one protocol for one person, counted from these days, are one and the same care.

    Everybody is born once and grows old once; one pregnancy is not two. Else only what counts from the same day is
    one: two procedures are two, however near.
    """
    if protocol.subject == "child" or "age" in protocol.triggers:
        return True
    if protocol.ends_on == "birth":
        return abs(one - other) < LONGEST
    return one == other


def can_be_agreed_to(state: str) -> bool:
    """Whether consent can still start the plan."""
    return state == "offered"


def after_leaving(state: str) -> str:
    """The state after the person said no, or no more."""
    return _AFTER_LEAVING.get(state, state)


def after_ending(state: str) -> str:
    """The state after care became impossible (death, an entry or a birth taken back)."""
    return "ended" if state in ALIVE else state


def age_on(birth_date: date, day: date) -> int:
    """Completed years of life; somebody born on 29 February completes a year on 1 March in common years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def who_must_agree(birth_date: date, day: date) -> GivenBy:
    """Whose consent counts on that day: the person's own, or a guardian's for a child under 14."""
    return "guardian" if age_on(birth_date, day) < GUARDIAN_BELOW else "self"


def can_be_guardian(birth_date: date | None, living: bool, day: date) -> bool:
    """Whether somebody can give consent for a child on that day."""
    return living and birth_date is not None and age_on(birth_date, day) >= ADULT_FROM
