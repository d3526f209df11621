"""What the registry tells of requests for correction as work of an office: whose entry it is, is not told (C9)."""

from datetime import date
from uuid import UUID

from chassis.cloudevents import DomainEvent


class CorrectionRequested(DomainEvent, type="cn.huijia.registry.correction-requested.v1", key="correction_id"):
    """Somebody asked for a correction; a decision is owed by ``due_on``. Whose entry it is, is not told."""

    correction_id: UUID
    division: str
    requested_on: date
    due_on: date


class CorrectionDecided(DomainEvent, type="cn.huijia.registry.correction-decided.v1", key="correction_id"):
    """A request for correction was decided; what was accepted is to be in the register by ``apply_by``."""

    correction_id: UUID
    division: str
    requested_on: date
    due_on: date
    decided_on: date
    outcome: str
    """``accepted``, ``partly`` or ``refused``."""
    apply_by: date | None = None
