"""Ends entitlements by the exits that their schemes name: so much stays owed as the exit keeps."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.incentives.decisions.tables import Decision
from services.incentives.entitlements.exit_rules import owed_after
from services.incentives.entitlements.stop_entitlement import stop_entitlement
from services.incentives.entitlements.tables import Entitlement
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.model import Exit, Scheme


async def running(session: AsyncSession, person_id: UUID) -> Sequence[Entitlement]:
    """What is owed for a person and was not stopped, locked, in the order of ids."""
    mine = select(Entitlement).where(col(Entitlement.person_id) == person_id, col(Entitlement.state) != "stopped")
    return (await session.scalars(mine.order_by(col(Entitlement.id)).with_for_update())).all()


async def end_for(
    session: AsyncSession, entitlement: Entitlement, event: str, on: date, fact: str | None = None
) -> bool:
    """Stop it from ``on`` if its scheme names this exit. A span that was over by then is owed whole, and stays."""
    scheme = scheme_of(entitlement)
    rule = None if scheme is None else exit_of(scheme, event, fact)
    if rule is None or on > entitlement.period_end:
        return False
    decision = await session.get(Decision, entitlement.decision_id)
    months = [] if decision is None else decision.months_fen
    span = (entitlement.amount_fen, entitlement.period_start, on)
    owed = owed_after(rule.keeps, months, *span, await _owed_by_other_parts(session, entitlement))
    await stop_entitlement(session, entitlement.id, on, event, owed)
    return True


async def _owed_by_other_parts(session: AsyncSession, entitlement: Entitlement) -> int:
    """Of the same decision about the same person: it may be owed in parts (see ``owe_in_all``)."""
    others = select(func.coalesce(func.sum(col(Entitlement.owed_fen)), 0)).where(
        col(Entitlement.decision_id) == entitlement.decision_id,
        col(Entitlement.person_id) == entitlement.person_id,
        col(Entitlement.id) != entitlement.id,
    )
    return int((await session.execute(others)).scalar_one())


def scheme_of(entitlement: Entitlement) -> Scheme | None:
    """The version that it was granted by, if its file is still here."""
    versions = catalogue().versions(entitlement.scheme)
    return next((scheme for scheme in versions if scheme.version == entitlement.scheme_version), None)


def exit_of(scheme: Scheme, event: str, fact: str | None = None) -> Exit | None:
    """The exit that a scheme names for this."""
    return next((each for each in scheme.exits if each.event == event and fact in (None, each.fact)), None)
