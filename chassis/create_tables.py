"""Makes the chassis' tables in a service's own schema: outbox, inbox, audit and the like.

A service's first migration calls ``create_all``; the names are not schema-qualified, because every database
role has its service's schema as search path (``chassis.roles``).
"""

from sqlalchemy import Connection

# Tables register themselves on ``metadata`` when their modules are imported.
from chassis import audit, county_days, dead_letters, idempotency, inbox, outbox, repointing  # noqa: F401
from chassis.tables import metadata


def create_all(connection: Connection) -> None:
    """Create the chassis' tables that do not exist yet, with their triggers."""
    metadata.create_all(connection)
