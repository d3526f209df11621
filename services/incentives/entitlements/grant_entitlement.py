"""An approved decision becomes an entitlement: from here on the money is owed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import clock, outbox
from chassis.identifiers import new_id
from contracts.incentives import EntitlementApproved
from services.incentives import wiring
from services.incentives.entitlements.errors import AlreadyEntitled
from services.incentives.entitlements.rules import Instalment, check_amounts, check_span
from services.incentives.entitlements.tables import Entitlement


class Owed(TypedDict):
    """What a decision says is owed."""

    decision_id: UUID
    scheme: str
    scheme_version: int
    person_id: UUID
    payee_id: UUID
    division_code: str
    fund: str
    period_start: date
    period_end: date
    amount_fen: int
    instalments: Sequence[Instalment]


async def grant_entitlement(session: AsyncSession, approved_by: str, **owed: Unpack[Owed]) -> Entitlement:
    """The entitlement, entered and told. Raises AlreadyEntitled, BadEntitlement.

    The database takes one live entitlement of a scheme for a person and a span, whoever asks twice at once.
    """
    check_span(owed["period_start"], owed["period_end"])
    check_amounts(owed["amount_fen"], owed["instalments"])
    await _check_first(session, owed)
    parts = [{"due_on": part.due_on.isoformat(), "amount_fen": part.amount_fen} for part in owed["instalments"]]
    rest: dict[str, Any] = {name: value for name, value in owed.items() if name != "instalments"}
    entitlement = Entitlement(
        id=new_id(),
        **rest,
        owed_fen=owed["amount_fen"],
        instalments=parts,
        approved_by=approved_by,
        approved_at=clock.now(),
    )
    session.add(entitlement)
    await outbox.add(session, _told(entitlement))
    for hook in wiring.ON_GRANT:
        await hook(session, entitlement)
    return entitlement


async def _check_first(session: AsyncSession, owed: Owed) -> None:
    same = select(col(Entitlement.id)).where(
        col(Entitlement.scheme) == owed["scheme"],
        col(Entitlement.person_id) == owed["person_id"],
        col(Entitlement.period_start) == owed["period_start"],
        col(Entitlement.state) != "stopped",
    )
    found = (await session.execute(same)).scalar_one_or_none()
    if found is not None:
        raise AlreadyEntitled(entitlement_id=str(found))


def _told(entitlement: Entitlement) -> EntitlementApproved:
    return EntitlementApproved(
        entitlement_id=entitlement.id,
        decision_id=entitlement.decision_id,
        scheme=entitlement.scheme,
        scheme_version=entitlement.scheme_version,
        division=entitlement.division_code,
        fund=entitlement.fund,
        period_start=entitlement.period_start,
        period_end=entitlement.period_end,
        amount_fen=entitlement.amount_fen,
    )
