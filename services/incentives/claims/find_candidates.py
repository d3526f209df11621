"""Likely entitled, not yet applied: what the system finds, for workers to ask the people. Nobody is enrolled by it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from chassis.auth import Caller
from chassis.db import driver
from chassis.identifiers import division_level
from chassis.problems import BadPayload, Fault
from chassis.sealing import Sealer
from services.incentives.claims.load import scheme_of_year
from services.incentives.claims.schemas import Candidate
from services.incentives.eligibility.evaluate import evaluate_all
from services.incentives.eligibility.load_people import load_people
from services.incentives.schemes.catalogue import catalogue
from services.incentives.scope import scope_of

_SMALL_ENOUGH = ("town", "village")
_CLAIMED = """
SELECT person_id FROM claims
WHERE scheme = $1 AND year = $2 AND division_code LIKE $3 || '%' AND state NOT IN ('withdrawn', 'ended')
"""
_SHOWN = """
SELECT person_id, name, birth_date, registered_division, residence_division
FROM beneficiaries WHERE person_id = ANY($1::uuid[])
"""


async def find_candidates(
    session: AsyncSession,
    sealer: Sealer,
    caller: Caller,
    scheme_id: str,
    year: int,
    division: str | None,
    after: UUID | None,
    limit: int,
) -> list[Candidate]:
    """In the order of ids, one more than ``limit``. Who was refused or has claimed is not among them.

    Raises UnknownScheme, BadPayload (for more than a town at once), NotAllowed.
    """
    scheme, prefix = scheme_of_year(scheme_id, year), scope_of(caller, division)
    if division_level((division or caller.division or "").ljust(12, "0")) not in _SMALL_ENOUGH:
        raise BadPayload(faults=[Fault("query/division", "too_wide", "choose a town or a village")])
    ahead = [other for other in catalogue().in_year(year) if other.id in scheme.yields_to]
    found = await load_people(session, sealer, prefix, scheme.place, [scheme, *ahead])
    entitled = evaluate_all([*ahead, scheme], found.people, year)[scheme.id]
    connection = await driver(session)
    claimed = {row["person_id"] for row in await connection.fetch(_CLAIMED, scheme_id, year, prefix)}
    amounts = {found.ids[row]: fen for row, fen in zip(entitled.rows.tolist(), entitled.fen.tolist(), strict=True)}
    ids = [person for person in amounts if person not in claimed and (after is None or person > after)][: limit + 1]
    rows = {row["person_id"]: row for row in await connection.fetch(_SHOWN, ids)}
    return [
        Candidate(
            person_id=person,
            name=rows[person]["name"],
            birth_date=rows[person]["birth_date"],
            division_code=rows[person][f"{scheme.place}_division"],
            amount_fen=amounts[person],
        )
        for person in ids
    ]
