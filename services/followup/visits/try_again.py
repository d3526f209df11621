"""A try that did not do it: when and how the next one is made, by the rule of the visit's protocol."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.followup.protocols.model import Protocol
from services.followup.visits import rules
from services.followup.visits.schemas import OutcomeGiven
from services.followup.visits.tables import Entry, Visit


async def try_again(session: AsyncSession, visit: Visit, after: str, given: OutcomeGiven, protocol: Protocol) -> str:
    """Note the try on ``visit``; the state it passes to: ``after``, unless the protocol asks for another try.

    The entry itself is written already. Whatever follows, the visit has lost its day; the next planning finds another.
    """
    retry = protocol.retry(visit.step, given.outcome)
    if given.outcome == "not_found":
        visit.attempts += 1
    elif retry is None or visit.state not in rules.OPEN:
        return after
    visit.retry_by, visit.worker, visit.planned_on = None, None, None
    tries = await _tries(session, visit, given) if retry is not None else 0
    following = rules.next_try(visit.place, tries, given.done_on, visit.latest_on, retry)  # type: ignore[arg-type]
    if following.by is not None and visit.state in rules.OPEN:
        visit.retry_by, visit.place = following
        return visit.state
    if retry is not None and given.outcome == "not_found" and after in rules.OPEN and tries >= retry.at_most:
        return "not-reached"
    return after


async def _tries(session: AsyncSession, visit: Visit, given: OutcomeGiven) -> int:
    await session.flush()
    # A call after a meeting that failed is the second try, not the first: where a meeting fails, a call will do.
    alike = ("not_found", "phone_instead") if given.outcome == "phone_instead" else (given.outcome,)
    same = (col(Entry.visit_id) == visit.id) & col(Entry.outcome).in_(alike) & col(Entry.counts)
    return (await session.execute(select(func.count()).select_from(Entry).where(same))).scalar_one()
