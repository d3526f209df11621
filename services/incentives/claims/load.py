"""Loads claims for a caller."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis.auth import Caller
from services.incentives.claims.errors import UnknownClaim, UnknownScheme
from services.incentives.claims.tables import Claim
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.model import Scheme


async def load_claim(session: AsyncSession, caller: Caller, claim_id: UUID, *, lock: bool = False) -> Claim:
    """The claim, locked for a change if asked. Raises UnknownClaim."""
    claim = await session.get(Claim, claim_id, with_for_update=True if lock else None)
    if claim is None or not caller.sees(claim.division_code):
        raise UnknownClaim()
    return claim


async def lock_claims(session: AsyncSession, caller: Caller, claim_ids: Sequence[UUID]) -> list[Claim]:
    """All of them, in the order of their ids. Raises UnknownClaim where one is not the caller's to see."""
    query = select(Claim).where(col(Claim.id).in_(claim_ids)).order_by(col(Claim.id)).with_for_update()
    claims = list((await session.scalars(query)).all())
    if len(claims) != len(set(claim_ids)) or not all(caller.sees(claim.division_code) for claim in claims):
        raise UnknownClaim()
    return claims


def scheme_of_year(scheme_id: str, year: int) -> Scheme:
    """The version that the year's cycle goes by. Raises UnknownScheme."""
    scheme = catalogue().of_year(scheme_id, year)
    if scheme is None and any(each.id == scheme_id for each in catalogue().awaiting_in(year)):
        raise UnknownScheme(
            "该项目的发放标准没有全国依据，须由县里先行确定。",
            "No source names this scheme's amount: the county has to set it first.",
        )
    if scheme is None:
        raise UnknownScheme()
    return scheme
