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


class PaymentPlanned(DomainEvent, type="cn.huijia.incentives.payment-planned.v1", key="payment_id"):
    """An instalment is to be paid by ``due_on``; the money for it is set aside."""

    payment_id: UUID
    entitlement_id: UUID
    division: str
    fund: str
    due_on: date
    amount_fen: int


class PaymentAdjusted(DomainEvent, type="cn.huijia.incentives.payment-adjusted.v1", key="payment_id"):
    """Less is owed than was planned, because an entitlement stopped; 0 is a payment that will not be made."""

    payment_id: UUID
    division: str
    fund: str
    due_on: date
    amount_fen: int


class PaymentReleased(DomainEvent, type="cn.huijia.incentives.payment-released.v1", key="payment_id"):
    """A payment was released to the bank. ``attempt`` above 1 is a payment issued again."""

    payment_id: UUID
    division: str
    fund: str
    due_on: date
    amount_fen: int
    attempt: int
    sent_on: date


class PaymentCompleted(DomainEvent, type="cn.huijia.incentives.payment-completed.v1", key="payment_id"):
    """The bank paid it: on time if ``paid_on`` is not after ``due_on``, in full if ``amount_fen`` is what was planned.

    ``attempt`` 0 is a payment that was wholly set off against a debt, by a decision.
    """

    payment_id: UUID
    division: str
    fund: str
    due_on: date
    amount_fen: int
    attempt: int
    paid_on: date


class PaymentReturned(DomainEvent, type="cn.huijia.incentives.payment-returned.v1", key="payment_id"):
    """The bank sent it back; it is owed still, and issued again. ``after_success``: it had been told as paid before."""

    payment_id: UUID
    division: str
    fund: str
    due_on: date
    amount_fen: int
    attempt: int
    returned_on: date
    after_success: bool


class OverpaymentDetected(DomainEvent, type="cn.huijia.incentives.overpayment-detected.v1", key="recoverable_id"):
    """More was paid than is owed since an entitlement stopped. A later event on it replaces this one; 0 is none."""

    recoverable_id: UUID
    payment_id: UUID
    division: str
    fund: str
    amount_fen: int
    grace_until: date
    """Until then nothing is asked for but the money itself."""


class OverpaymentSettled(DomainEvent, type="cn.huijia.incentives.overpayment-settled.v1", key="recoverable_id"):
    """``amount_fen`` of it was ``repaid``, ``set-off`` against another benefit by a decision, or ``waived``."""

    recoverable_id: UUID
    division: str
    fund: str
    amount_fen: int
    how: str
