"""The tables that the chassis keeps in every service's own schema: outbox, inbox, audit and the like.

A service's first migration calls ``create_all``; the names are not schema-qualified, because every database
role has its service's schema as search path (``chassis.roles``).
"""

from importlib import import_module

from sqlalchemy import Connection, MetaData

metadata = MetaData()


def create_all(connection: Connection) -> None:
    """Create the chassis' tables that do not exist yet, with their triggers."""
    # Tables register themselves on ``metadata`` when their modules are imported.
    for name in ("audit", "dead_letters", "idempotency", "inbox", "outbox"):
        import_module(f"chassis.{name}")

    metadata.create_all(connection)
