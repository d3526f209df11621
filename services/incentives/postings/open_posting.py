"""The confirmed claims of a division are hung out, for the scheme's working days."""

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from chassis import audit, clock
from chassis.auth import Caller
from chassis.identifiers import division_prefix, is_division_code, new_id
from chassis.problems import BadPayload, Fault, NotAllowed
from chassis.working_days import after_working_days
from services.incentives.claims.load import scheme_of_year
from services.incentives.claims.tables import Claim
from services.incentives.postings.errors import NothingToPost
from services.incentives.postings.schemas import PostingGiven
from services.incentives.postings.tables import Posting


async def open_posting(session: AsyncSession, caller: Caller, given: PostingGiven) -> Posting:
    """The posting, opened today. Raises BadPayload, NotAllowed, UnknownScheme, NothingToPost."""
    if not is_division_code(given.division):
        raise BadPayload(faults=[Fault("#/division", "bad_division_code", "12 digits are expected")])
    if not caller.sees(given.division):
        raise NotAllowed()
    scheme = scheme_of_year(given.scheme, given.year)
    claims = list((await session.scalars(_waiting(given))).all())
    if not claims:
        raise NothingToPost()
    posting = Posting(
        id=new_id(),
        scheme=scheme.id,
        scheme_version=scheme.version,
        year=given.year,
        division_code=given.division,
        opened_on=clock.today(),
        last_day=after_working_days(clock.today(), scheme.posting.working_days),
        opened_by=caller.subject,
    )
    session.add(posting)
    await session.flush()
    for claim in claims:
        claim.state, claim.posting_id, claim.revision = "posted", posting.id, claim.revision + 1
    await session.flush()
    await audit.record(session, caller, "open-posting", None, posting=posting.id, lines=len(claims))
    return posting


def _waiting(given: PostingGiven) -> Select[Claim]:
    return (
        select(Claim)
        .where(col(Claim.scheme) == given.scheme, col(Claim.year) == given.year, col(Claim.state) == "confirmed")
        .where(col(Claim.division_code).startswith(division_prefix(given.division)))
        .order_by(col(Claim.id))
        .with_for_update()
    )
