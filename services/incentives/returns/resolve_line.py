"""Somebody looked into a line that had been set aside, and says what it was."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis import audit, clock
from chassis.auth import Caller
from chassis.db import driver
from services.incentives.returns.errors import LineNotQuarantined, UnknownReturn
from services.incentives.returns.schemas import PROCESSED

_FIND = "SELECT verdict, resolved_by FROM return_lines WHERE file_id = $1 AND line = $2 FOR UPDATE"
_RESOLVE = """
UPDATE return_lines SET resolved_by = $3, resolved_at = $4, resolution = $5 WHERE file_id = $1 AND line = $2
"""


async def resolve_line(session: AsyncSession, caller: Caller, file_id: UUID, line: int, resolution: str) -> None:
    """Money is moved by what the bank tells, never by this. Raises UnknownReturn, LineNotQuarantined."""
    connection = await driver(session)
    found = await connection.fetchrow(_FIND, file_id, line)
    if found is None:
        raise UnknownReturn()
    if found["verdict"] in PROCESSED or found["resolved_by"] is not None:
        raise LineNotQuarantined(verdict=found["verdict"])
    await connection.execute(_RESOLVE, file_id, line, caller.subject, clock.now(), resolution)
    await audit.record(session, caller, "resolve-return-line", file_id, line=line, verdict=found["verdict"])
