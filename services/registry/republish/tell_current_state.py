"""Tell the house how everything in the register stands now, batch by batch, each in a transaction of its own.

Whoever holds it already ignores it, by its revision or its id; whoever lost it, or is new, has it again. Running it
twice, or breaking it off, does no harm.
"""

from chassis import audit
from chassis.auth import Caller
from chassis.db import Database, driver
from services.registry.republish.parts import PARTS, TOLD, Part

_AT_ONCE = 5000
_BY = Caller(subject="republish", kind="staff")


async def tell_current_state(database: Database, at_once: int = _AT_ONCE) -> dict[str, int]:
    """Events told of each part."""
    told = {name: await _tell(database, part, at_once) for name, part in PARTS.items()}
    async with database.transaction() as session:
        await audit.record(session, _BY, "republish", None, **told)
    return told


async def _tell(database: Database, part: Part, at_once: int) -> int:
    batch = f"SELECT {part.key} FROM {part.table} WHERE {part.key} > $1 ORDER BY 1 LIMIT $2"
    bound = f"SELECT {part.key} FROM ({batch}) b ORDER BY 1 DESC LIMIT 1"
    after = await database.pool.fetchval(f"SELECT {part.first}")
    told = 0
    while (until := await database.pool.fetchval(bound, after, at_once)) is not None:
        async with database.transaction() as session:
            connection = await driver(session)
            await connection.execute(TOLD)
            told += int((await connection.execute(part.statement, after, until)).rpartition(" ")[2])
        after = until
    return told
