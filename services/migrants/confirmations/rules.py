"""What two counties say of where somebody lives, and what is to be done about it. Pure."""

from datetime import date, timedelta
from typing import Literal

Claim = Literal["here", "not-here"]
"""As the county that speaks says it: the person lives here, or not."""
Kind = Literal["waiting", "unanswered", "both-claim", "none-claims", "agreed", "explained", "stale"]
How = Literal["agreed", "explained"]
"""Exactly one claims the person; or both give the same reason why that cannot be."""


def kind_of(
    ours: Claim, theirs: Claim | None, last_word_on: date, today: date, unanswered_after: int, stale_after: int
) -> Kind:
    """Exactly one of the two claims is right. ``unanswered_after`` and ``stale_after`` are days since the last word."""
    quiet = today - last_word_on
    if theirs is None:
        return "unanswered" if quiet > timedelta(days=unanswered_after) else "waiting"
    if ours != theirs:
        return "agreed"
    if quiet > timedelta(days=stale_after):
        return "stale"
    return "both-claim" if ours == "here" else "none-claims"


def settled_as(ours: Claim | None, theirs: Claim | None, our_code: str | None, their_code: str | None) -> How | None:
    """What settles it; None where nothing does yet."""
    if ours is not None and theirs is not None and ours != theirs:
        return "agreed"
    return "explained" if our_code is not None and our_code == their_code else None


def goes_to_the_meeting(kind: Kind, asked_on: date, today: date, after_days: int) -> bool:
    """Whether desks had their time."""
    return kind not in ("agreed", "explained", "waiting") and today - asked_on > timedelta(days=after_days)
