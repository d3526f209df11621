"""Which matched rows bring another phone number: sealed values can't be compared in SQL, so they are opened here."""

import asyncio
from collections.abc import Sequence

import asyncpg

from chassis.sealing import Sealer
from services.registry.imports.act import Act
from services.registry.persons.tables import PHONE

_BATCH = 5000

_TO_COMPARE = """
SELECT a.row_number, a.phone_sealed AS given, p.phone_sealed AS known
FROM matches m JOIN arrivals a USING (row_number) JOIN persons p ON p.id = m.person_id
WHERE a.phone_sealed IS NOT NULL
"""


async def compare_phones(act: Act, sealer: Sealer) -> None:
    """Fill the temporary table ``new_phones (row_number)``."""
    await act.execute("CREATE TEMPORARY TABLE new_phones (row_number integer) ON COMMIT DROP")
    cursor = await act.connection.cursor(_TO_COMPARE)
    while rows := await cursor.fetch(_BATCH):
        new = await asyncio.to_thread(_different, sealer, rows)
        await act.connection.executemany("INSERT INTO new_phones VALUES ($1)", [(number,) for number in new])
    await act.execute("ANALYZE new_phones")


def _different(sealer: Sealer, rows: Sequence[asyncpg.Record]) -> list[int]:
    return [
        row["row_number"]
        for row in rows
        if row["known"] is None or sealer.open(row["given"], PHONE) != sealer.open(row["known"], PHONE)
    ]
