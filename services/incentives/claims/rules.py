"""The steps of a claim, and who may sign which. Pure."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Step = Literal["review", "check", "confirm"]
State = Literal["applied", "reviewed", "checked", "confirmed", "posted", "approved", "refused", "withdrawn", "ended"]
Origin = Literal["applied", "found", "renewed"]

OPEN = ("applied", "reviewed", "checked", "confirmed", "posted")


class Stage(NamedTuple):
    """A step leads from one state to the next and is signed in one column."""

    before: str
    after: str
    signed: str


STAGES: Mapping[str, Stage] = {
    "review": Stage("applied", "reviewed", "reviewed"),
    "check": Stage("reviewed", "checked", "checked"),
    "confirm": Stage("checked", "confirmed", "confirmed"),
}
_BARRED = {
    "review": (),
    "check": ("reviewed_by",),
    "confirm": ("applied_by", "reviewed_by", "checked_by"),
    "approve": ("applied_by", "reviewed_by", "checked_by", "confirmed_by"),
}


def may_sign(claim: object, step: str, subject: str) -> bool:
    """Whether ``subject`` has signed no step that excludes this one. The database refuses it as well."""
    return all(getattr(claim, column) != subject for column in _BARRED[step])
