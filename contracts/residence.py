"""What the population registry answers when a move was declared to migrant services."""

from uuid import UUID

from chassis.cloudevents import DomainEvent


class DeclaredMoveRefused(DomainEvent, type="cn.huijia.registry.declared-move-refused.v1", key="person_id"):
    """A move that was declared to migrant services does not fit what the register knows: somebody looks at it."""

    person_id: UUID
    declaration_id: UUID
    reason: str
    """``already-there`` (nothing was left to do), ``moved-later``, ``not-living``, ``unknown-person``,
    ``unknown-division``, ``before-birth`` or ``in-future``."""
