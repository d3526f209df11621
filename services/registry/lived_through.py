"""What is registered of somebody in which they were alive: neither their birth nor their death may contradict it."""

from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.lifetime import Witness
from services.registry.vital import STANDING

_WITNESSES = text("""
SELECT 'marriage' AS kind, married_on AS day FROM marriages
WHERE (first_id = :id OR second_id = :id) AND state = ANY (:standing)
UNION ALL SELECT 'divorce', divorced_on FROM divorces
WHERE (first_id = :id OR second_id = :id) AND state = ANY (:standing)
UNION ALL SELECT 'adoption', adopted_on FROM adoptions
WHERE (person_id = :id OR first_adopter_id = :id OR second_adopter_id = :id) AND state = ANY (:standing)
UNION ALL SELECT 'birth', born_on FROM births WHERE person_id = :id AND state = ANY (:standing)
UNION ALL SELECT 'birth-given', born_on FROM births WHERE mother_id = :id AND state = ANY (:standing)
UNION ALL SELECT 'fatherhood', born_on FROM births WHERE father_id = :id AND state = ANY (:standing)
ORDER BY day, kind
""").bindparams(bindparam("standing", list(STANDING), ARRAY(TEXT)))


async def lived_through(session: AsyncSession, person_id: UUID) -> list[Witness]:
    """By day. Moves are none of it: whole households are moved while nobody has told of a death yet."""
    rows = await session.execute(_WITNESSES, {"id": person_id})
    return [Witness(row.kind, row.day) for row in rows]
