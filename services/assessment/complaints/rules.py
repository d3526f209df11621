"""How a complaint moves, and who may know of it. Pure."""

from typing import Final, Literal, get_args

Topic = Literal[
    "service-late",
    "service-refused",
    "money-late",
    "money-wrong",
    "record-wrong",
    "personal-data",
    "conduct",
    "coercion",
    "other",
]
Channel = Literal["letter", "visit", "call", "message"]
State = Literal["registered", "answered", "closed"]
Violation = Literal["coercion", "data-breach", "money-withheld"]
TOPICS: Final = get_args(Topic)

PAST_THE_OFFICE: Final = frozenset({"coercion"})
"""Topics of which the office concerned learns nothing until the county has looked."""


def is_confidential(topic: str, wished: bool) -> bool:
    """Whether only the county and the auditor may know of it: by its topic, or because the complainant wishes it."""
    return wished or topic in PAST_THE_OFFICE


def assigned_at_first(topic: str, wished: bool, division: str) -> str:
    """Who answers it: the office concerned, or the county where it goes past that office."""
    return f"{division[:6]}000000" if is_confidential(topic, wished) else division


def can_answer(state: str) -> bool:
    """An answer is owed, or was given and is being mended before anybody rated it."""
    return state == "registered"


def can_rate(state: str) -> bool:
    """What was answered can be rated, once."""
    return state == "answered"


def can_reopen(state: str) -> bool:
    """An answer that does not satisfy is asked for again, whether it was rated or not."""
    return state in ("answered", "closed")
