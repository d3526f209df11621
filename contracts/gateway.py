"""What the gateway tells the house."""

from datetime import datetime
from uuid import UUID

from chassis.cloudevents import DomainEvent


class AreaWidened(DomainEvent, type="cn.huijia.gateway.area-widened.v1", key="use_id"):
    """A worker widened their area to the whole county in an emergency: an alarm. Neither who nor why is told here."""

    use_id: UUID
    role: str
    division: str
    """What they work for."""
    ends_at: datetime
