"""Settle a quarter: freeze its counts, carry in what came late for earlier ones, score every place, and sign it all."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import new_id
from services.assessment.facts.keep_facts import COUNTING
from services.assessment.figures.evaluate import Formulas, formulas_on
from services.assessment.figures.queries import Counts, counts_of
from services.assessment.figures.rules import Period, after
from services.assessment.indicators.measures import key_of
from services.assessment.scorecards.lint import scorecard_of
from services.assessment.settlements.errors import PeriodNotOver, SettledAlready, SettledSince
from services.assessment.settlements.freeze import document_of
from services.assessment.settlements.late import Late, late_counts
from services.assessment.settlements.sign import digest_of, signed
from services.assessment.settlements.tables import Adjustment, Settlement

_LOCK = text("SELECT pg_advisory_xact_lock(:key)")
_FREEZE = text("""
    INSERT INTO settled_cells SELECT :settlement, measure, division, month, value FROM cells
    WHERE month BETWEEN :first AND :last
""")


async def settle_quarter(
    session: AsyncSession, keys: Path, caller: Caller, period: Period, reason: str | None
) -> Settlement:
    """The settlement. Raises NoScorecard, PeriodNotOver, SettledAlready, SettledSince."""
    await session.execute(_LOCK, {"key": COUNTING})
    version = await _next_version(session, period, reason)
    card, formulas = scorecard_of(period.first), formulas_on(period.first)
    late = await late_counts(session, _carried(formulas), period.name)
    counts = _with_late(await counts_of(session, formulas, "", period), late)
    document = await document_of(session, card, formulas, counts, period, version)
    digest = digest_of(document)
    settlement = Settlement(
        id=new_id(),
        period=period.name,
        version=version,
        scorecard=card.id,
        scorecard_version=card.version,
        first_month=period.first,
        last_month=period.last,
        settled_at=clock.now(),
        settled_by=caller.subject,
        reason=reason,
        document=document,
        digest=digest,
        signature=signed(keys, period.name, version, digest),
    )
    session.add(settlement)
    await session.flush()
    await session.execute(_FREEZE, {"settlement": settlement.id, "first": period.first, "last": period.last})
    session.add_all([_adjustment(settlement, each) for each in late])
    await audit.record(session, caller, "settle-quarter", settlement.id, period=period.name, version=version)
    return settlement


async def _next_version(session: AsyncSession, period: Period, reason: str | None) -> int:
    begins = after(period.last)
    if clock.today() < begins:
        raise PeriodNotOver(begins=begins.isoformat())
    newest = select(
        func.max(col(Settlement.last_month)),
        func.max(col(Settlement.version)).filter(col(Settlement.period) == period.name),
    )
    until, version = (await session.execute(newest)).one()
    if version is not None and not reason:
        raise SettledAlready(version=version)
    if until is not None and until > period.last:
        raise SettledSince()
    return int(version or 0) + 1


def _carried(formulas: Formulas) -> list[str]:
    """The measures whose late changes are carried on. A stock holds all months anyway: nothing of it is carried."""
    carrying = [each for each in formulas.indicators if each.late == "carry"]
    keys = {key_of(measure) for each in carrying for measure in each.measures.values() if not measure.stock}
    return sorted(keys)


def _with_late(counts: Counts, late: Sequence[Late]) -> Counts:
    places: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for division, own in counts.items():
        places[division] = defaultdict(int, own)
    for each in late:
        places[each.division][each.measure] += each.value
    return places


def _adjustment(settlement: Settlement, late: Late) -> Adjustment:
    month: date = late.month
    return Adjustment(
        settlement_id=settlement.id, measure=late.measure, division=late.division, month=month, value=late.value
    )
