"""Somebody was not found: when and how the next try is made, by the rule of the visit's protocol."""

from datetime import date

from services.followup.protocols.model import Protocol
from services.followup.visits import rules
from services.followup.visits.tables import Visit


def try_again(visit: Visit, after: str, done_on: date, protocol: Protocol) -> str:
    """Note the failed try on ``visit``; the state it passes to (``after`` unless the last try is spent)."""
    visit.attempts += 1
    # The visit has lost its day; the next round of planning finds it another.
    visit.retry_by, visit.worker, visit.planned_on = None, None, None
    retry = protocol.retries.get("not_found")
    if after not in rules.OPEN:
        return after
    if retry is not None and visit.attempts >= retry.at_most:
        return "not-reached"
    following = rules.next_try(visit.place, visit.attempts, done_on, visit.latest_on, retry)  # type: ignore[arg-type]
    visit.retry_by, visit.place = following
    return after
