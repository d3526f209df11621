"""What the registry tells of the monthly information-sharing meeting. No event names a person (C7)."""

from datetime import date
from uuid import UUID

from chassis.cloudevents import DomainEvent


class DiscrepancyOpened(DomainEvent, type="cn.huijia.registry.discrepancy-opened.v1", key="discrepancy_id"):
    """A comparison of registers found something that ``owner`` owes to a person. Whom it is about is not told (C7)."""

    discrepancy_id: UUID
    period: str
    """The meeting's month, ``YYYY-MM``."""
    rule: str
    """What disagrees: a code of the registry's catalogue (``birth-not-registered``)."""
    severity: str
    owner: str
    """A department, or ``population-office``."""
    division: str
    """Where it is to be mended; the county where no place of it is known."""
    opened_on: date
    due_on: date


class DiscrepancyClosed(DomainEvent, type="cn.huijia.registry.discrepancy-closed.v1", key="discrepancy_id"):
    """What disagreed is mended, or was found to be no difference."""

    discrepancy_id: UUID
    period: str
    rule: str
    severity: str
    owner: str
    division: str
    opened_on: date
    due_on: date
    closed_on: date
    how: str
    """``agrees``, ``applied``, ``done`` or ``no-difference``."""
    in_time: bool


class DiscrepancyPostponed(DomainEvent, type="cn.huijia.registry.discrepancy-postponed.v1", key="discrepancy_id"):
    """The meeting set another day by which it is to be settled."""

    discrepancy_id: UUID
    due_on: date


class ExtractCompared(DomainEvent, type="cn.huijia.registry.extract-compared.v1", key="session_id"):
    """A department's extract was compared with the register: how many of its persons were found."""

    session_id: UUID
    period: str
    department: str
    kind: str
    rows: int
    found: int
    asked: int
    """Persons about whom an officer is asked."""
    target: float | None
    """The published share that is to be found; None where there is none."""


class ReconciliationReminded(DomainEvent, type="cn.huijia.registry.reconciliation-reminded.v1", key="session_id"):
    """A department was reminded of what it owes to a meeting."""

    session_id: UUID
    department: str
    about: str
    """``extracts`` or ``answers``."""
    due_on: date
    overdue: bool
