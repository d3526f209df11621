"""What a merge means for certificates: it makes void what they do not say of the one person any more; and back."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

_VALID = text("""
SELECT number FROM certificates c WHERE revoked_at IS NULL
AND EXISTS (SELECT FROM certificate_persons p WHERE p.number = c.number AND p.person_id = ANY (:ids))
ORDER BY number FOR UPDATE
""").bindparams(bindparam("ids", type_=ARRAY(Uuid)))
_STILL = text("SELECT number FROM certificates WHERE number = ANY (:numbers) AND revoked_at IS NULL").bindparams(
    bindparam("numbers", type_=ARRAY(Text))
)
# A paper is true again where each person in it is what they were when it was issued, and so is the birth it is about.
_GIVE_BACK = text("""
WITH facts AS (
    SELECT id, valid_from, NULL::timestamptz AS valid_until, name, sex, birth_date, citizen_number_index FROM persons
    UNION ALL SELECT id, valid_from, valid_until, name, sex, birth_date, citizen_number_index FROM person_versions
)
UPDATE certificates c SET revoked_at = NULL, revoked_by = NULL, revoked_reason = NULL
WHERE number = ANY (:numbers) AND NOT EXISTS (
    SELECT FROM certificate_persons p LEFT JOIN persons now ON now.id = p.person_id
    LEFT JOIN facts was ON was.id = p.person_id AND was.valid_from <= c.issued_at
        AND (was.valid_until IS NULL OR was.valid_until > c.issued_at)
    WHERE p.number = c.number AND (now.name, now.sex, now.birth_date, now.citizen_number_index)
        IS DISTINCT FROM (was.name, was.sex, was.birth_date, was.citizen_number_index)
) AND NOT EXISTS (SELECT FROM births b WHERE b.id = c.subject_id AND b.revised_at > c.issued_at)
""").bindparams(bindparam("numbers", type_=ARRAY(Text)))


async def valid_certificates(session: AsyncSession, *persons: UUID) -> list[str]:
    """The numbers of those that name one of these people and hold, locked."""
    return list((await session.execute(_VALID, {"ids": list(persons)})).scalars())


async def voided_of(session: AsyncSession, numbers: Collection[str]) -> list[str]:
    """Those of ``numbers`` that do not hold any more."""
    await session.flush()
    still = set((await session.execute(_STILL, {"numbers": list(numbers)})).scalars())
    return [number for number in numbers if number not in still]


async def give_certificates_back(session: AsyncSession, numbers: Collection[str]) -> None:
    """Let those hold again that say what the register says."""
    await session.flush()
    await session.execute(_GIVE_BACK, {"numbers": list(numbers)})
