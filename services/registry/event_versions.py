"""Reads the earlier versions of vital events and declarations, which a trigger keeps."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.db import driver
from services.registry.tables import RegistryTable

T = TypeVar("T", bound=RegistryTable)


async def event_version(session: AsyncSession, model: type[T], event_id: UUID, revision: int) -> T | None:
    """The row as it was in that revision, outside the session; None where it was not kept."""
    table = str(model.__tablename__)
    query = (
        f"SELECT (jsonb_populate_record(NULL::{table}, v.row)).* FROM event_versions v"
        " WHERE v.event_id = $1 AND v.revision = $2 AND v.kind = $3"
    )
    row = await (await driver(session)).fetchrow(query, event_id, revision, table)
    return model(**dict(row)) if row is not None else None
