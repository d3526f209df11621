"""What happens in the house and has to be told to a department."""

from datetime import timedelta
from typing import Any, get_args
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import clock
from chassis.auth import Department
from chassis.subscriptions import Delivery
from contracts.reconciliation import DiscrepancyClosed, DiscrepancyOpened, ExtractCompared, ReconciliationReminded
from gateway.webhooks.announce import announce
from gateway.webhooks.policy import delivering_on

_DEPARTMENTS = frozenset(get_args(Department))


async def hear_opened(session: AsyncSession, event: DiscrepancyOpened, delivery: Delivery[Any]) -> None:
    """A discrepancy that a department owns."""
    await tell(session, "discrepancy.opened", event.discrepancy_id, event.owner, delivery)


async def hear_closed(session: AsyncSession, event: DiscrepancyClosed, delivery: Delivery[Any]) -> None:
    """One that is over."""
    await tell(session, "discrepancy.closed", event.discrepancy_id, event.owner, delivery)


async def hear_compared(session: AsyncSession, event: ExtractCompared, delivery: Delivery[Any]) -> None:
    """A department's own extract."""
    await tell(session, "extract.compared", event.session_id, event.department, delivery)


async def hear_reminded(session: AsyncSession, event: ReconciliationReminded, delivery: Delivery[Any]) -> None:
    """What a department owes to a meeting."""
    await tell(session, "meeting.reminded", event.session_id, event.department, delivery)


async def tell(session: AsyncSession, kind: str, thing_id: UUID, owner: str, delivery: Delivery[Any]) -> None:
    """Announce it, where ``owner`` is a department and the event is not one of long ago that is read once more."""
    keep = timedelta(days=delivering_on(clock.today()).keep_days)
    if owner in _DEPARTMENTS and delivery.time >= clock.now() - keep:
        await announce(session, kind, thing_id, owner, cause=UUID(delivery.id), at=delivery.time)
