"""What benefits tell the house: that money is owed, is waiting, or is not owed any more, and where.

Never to whom: a scheme can say that a family lost a child or has one with a disability, and nobody outside this
service needs that to count what was owed and paid. The decision behind an entitlement is asked for by its id.
"""

from datetime import date
from uuid import UUID

from chassis.cloudevents import DomainEvent


class EntitlementApproved(DomainEvent, type="cn.huijia.incentives.entitlement-approved.v1", key="entitlement_id"):
    """The county approved, after the posting, that ``amount_fen`` is owed for the days of the span."""

    entitlement_id: UUID
    decision_id: UUID
    scheme: str
    scheme_version: int
    division: str
    fund: str
    period_start: date
    period_end: date
    """The last day of the span."""
    amount_fen: int


class EntitlementPaused(DomainEvent, type="cn.huijia.incentives.entitlement-paused.v1", key="entitlement_id"):
    """Nothing is paid for now; what is owed is owed still."""

    entitlement_id: UUID
    scheme: str
    division: str


class EntitlementResumed(DomainEvent, type="cn.huijia.incentives.entitlement-resumed.v1", key="entitlement_id"):
    """What was paused goes on."""

    entitlement_id: UUID
    scheme: str
    division: str


class EntitlementStopped(DomainEvent, type="cn.huijia.incentives.entitlement-stopped.v1", key="entitlement_id"):
    """Nothing more is owed from ``stopped_on`` on; of the whole, ``owed_fen`` stays owed for the time before."""

    entitlement_id: UUID
    scheme: str
    division: str
    stopped_on: date
    amount_fen: int
    owed_fen: int
